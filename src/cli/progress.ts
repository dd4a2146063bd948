import type { Output } from './outside.ts';

export interface Progress {
  /** Replaces the line that is shown. */
  show(text: string): void;
  clear(): void;
}

const EVERY_MS = 100;

/** One line on a terminal that is written over and over; nothing where nobody watches. */
export function progressOn(output: Output): Progress {
  if (!output.isTerminal) return { show: () => {}, clear: () => {} };
  let shownAtMs = 0;
  let isShown = false;
  return {
    show(text) {
      const nowMs = performance.now();
      if (isShown && nowMs - shownAtMs < EVERY_MS) return;
      shownAtMs = nowMs;
      isShown = true;
      output.write(`\r\u001b[2K${text}`);
    },
    clear() {
      if (isShown) output.write('\r\u001b[2K');
      isShown = false;
    },
  };
}
