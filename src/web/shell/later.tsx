import { type ReactNode, Suspense, useEffect, useState } from 'react';

const LATEST_MS = 2_000;

/** What nobody can miss yet is loaded when the browser has nothing better to do. */
export function Later(props: { readonly children: ReactNode }) {
  const [isQuiet, setQuiet] = useState(false);
  useEffect(() => {
    const begin = () => setQuiet(true);
    // Safari does not say when it is idle.
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(begin, LATEST_MS);
      return () => clearTimeout(timer);
    }
    const idle = requestIdleCallback(begin, { timeout: LATEST_MS });
    return () => cancelIdleCallback(idle);
  }, []);
  return isQuiet ? <Suspense fallback={null}>{props.children}</Suspense> : null;
}
