import { useCallback, useEffect, useRef, useState } from 'react';
import { startWorker } from './start-worker.ts';
import type { Recomputed, RecomputeMessage, RecomputeQuestion } from './worker.ts';

export type Progress =
  | { readonly at: 'waiting' }
  | { readonly at: 'reading'; readonly bytes: number }
  | { readonly at: 'computing' }
  | { readonly at: 'done'; readonly answer: Recomputed }
  | { readonly at: 'failed' };

/** A worker that recomputes one file at a time. It starts with the page, so that later no connection is needed. */
export function useRecomputing() {
  const worker = useRef<Worker | undefined>(undefined);
  const [progress, setProgress] = useState<Progress>({ at: 'waiting' });
  const warm = useCallback((): Worker => {
    worker.current ??= startWorker();
    return worker.current;
  }, []);
  const stop = useCallback(() => {
    worker.current?.terminate();
    worker.current = undefined;
  }, []);
  useEffect(() => {
    warm();
    return stop;
  }, [warm, stop]);

  const begin = (question: RecomputeQuestion): void => {
    const busy = warm();
    setProgress({ at: 'reading', bytes: 0 });
    busy.onmessage = ({ data }: MessageEvent<RecomputeMessage>) => {
      if (data.kind === 'done') setProgress({ at: 'done', answer: data.answer });
      else if (data.kind === 'failed') setProgress({ at: 'failed' });
      else setProgress(data.bytes < question.file.size ? { at: 'reading', bytes: data.bytes } : { at: 'computing' });
    };
    busy.onerror = () => {
      stop();
      setProgress({ at: 'failed' });
    };
    busy.postMessage(question);
  };
  /** Back to the beginning; whatever is being computed is broken off. */
  const reset = (): void => {
    if (progress.at === 'reading' || progress.at === 'computing') {
      stop();
      warm();
    }
    setProgress({ at: 'waiting' });
  };
  return { progress, begin, reset };
}
