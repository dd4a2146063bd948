import './page.css';
import type { ReactNode } from 'react';
import { useEffect } from 'react';

interface PageHeadProps {
  readonly title: string;
  /** Where this page hangs: a link back up, never more than one line. */
  readonly over?: ReactNode;
  readonly lead?: ReactNode;
  /** The page's actions. */
  readonly children?: ReactNode;
}

export function PageHead(props: PageHeadProps) {
  useEffect(() => {
    document.title = `${props.title} · Belegbar`;
  }, [props.title]);
  return (
    <header className="page-head">
      {props.over === undefined ? null : <div className="page-head__over">{props.over}</div>}
      <h1>{props.title}</h1>
      {props.lead === undefined ? null : <div className="page-head__lead">{props.lead}</div>}
      {props.children === undefined ? null : <div className="page-head__side no-print">{props.children}</div>}
    </header>
  );
}
