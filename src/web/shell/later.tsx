import { type ReactNode, Suspense, useEffect, useState } from 'react';

/** By then the first page stands, with its figures. */
const AFTER_MS = 1_500;

/** What nobody can miss yet comes when the first page is there, so that it does not compete with it for the line. */
export function Later(props: { readonly children: ReactNode }) {
  const [isTime, setTime] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setTime(true), AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return isTime ? <Suspense fallback={null}>{props.children}</Suspense> : null;
}

/** Does something in passing, shows nothing. */
export function Once(props: { readonly task: () => void }) {
  const { task } = props;
  useEffect(task, [task]);
  return null;
}
