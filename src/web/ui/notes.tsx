import './notes.css';
import type { ReactNode } from 'react';
import { useSpeech } from '../i18n/speech.tsx';
import { Icon, type IconName } from './icon.tsx';
import type { Tone } from './marks.tsx';

interface NoteProps {
  readonly title: string;
  readonly tone?: Tone;
  readonly icon?: IconName;
  readonly alert?: boolean;
  readonly children?: ReactNode;
}

/** One quiet block for everything a page has to say besides its content: what is, and the one next step. */
export function Note(props: NoteProps) {
  return (
    <section className="note" data-tone={props.tone ?? 'quiet'} role={props.alert === true ? 'alert' : undefined}>
      <Icon name={props.icon ?? 'dash'} />
      <h2>{props.title}</h2>
      {props.children === undefined ? null : <div>{props.children}</div>}
    </section>
  );
}

/** Stands where content will be; says so to screen readers, stays still for those who asked for no motion. */
export function Waiting(props: { readonly lines?: number }) {
  const { words } = useSpeech();
  const lines = Array.from({ length: props.lines ?? 6 }, (_, index) => 92 - ((index * 17) % 40));
  return (
    <div className="waiting" role="status" aria-label={words.shell.loading}>
      {lines.map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move.
        <div key={index} className="waiting__line" style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}
