import { type VerifyReport, verifyBundle } from '#core/proof/verify.ts';

/** One question to the worker and its answer. Recomputing 100,000 lines takes a moment; the page stays awake meanwhile. */
export interface RecomputeQuestion {
  readonly text: string;
  readonly seal?: string;
}
export type RecomputeAnswer = { readonly report: VerifyReport; readonly tookMs: number } | { readonly unreadable: true };

self.addEventListener('message', (event: MessageEvent<RecomputeQuestion>) => {
  const { text, seal } = event.data;
  const begun = performance.now();
  let answer: RecomputeAnswer;
  try {
    const report = verifyBundle(text, seal === undefined ? {} : { seal });
    answer = { report, tookMs: performance.now() - begun };
  } catch {
    answer = { unreadable: true };
  }
  self.postMessage(answer);
});
