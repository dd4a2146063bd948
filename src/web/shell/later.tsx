import { type ReactNode, Suspense, useEffect, useState } from 'react';

const LOOK_EVERY_MS = 500;
/** Between two questions of one page nothing is asked for a moment; only a longer rest is one. */
const QUIET_LOOKS = 2;

/** What nobody can miss yet comes when the first page stands with its figures, so that it does not compete with it for the line. */
export function Later(props: { readonly isQuiet: () => boolean; readonly children: ReactNode }) {
  const { isQuiet } = props;
  const [isTime, setTime] = useState(false);
  useEffect(() => {
    let quiet = 0;
    const timer = setInterval(() => {
      quiet = isQuiet() ? quiet + 1 : 0;
      if (quiet < QUIET_LOOKS) return;
      clearInterval(timer);
      setTime(true);
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isQuiet]);
  return isTime ? <Suspense fallback={null}>{props.children}</Suspense> : null;
}

/** Does something in passing, shows nothing. */
export function Once(props: { readonly task: () => void }) {
  const { task } = props;
  useEffect(task, [task]);
  return null;
}
