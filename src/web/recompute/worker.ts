import { type VerifyReport, verifyBundle } from '#core/proof/verify.ts';
import { changeOneDigit, type Tampering } from './change-one-digit.ts';
import { unreadable } from './checks.ts';

/** One question to the worker. The file itself is handed over, not its text: a large one is then in memory only once. */
export interface RecomputeQuestion {
  readonly file: Blob;
  readonly seal?: string;
  readonly tamper: boolean;
}

export interface Recomputed {
  readonly report: VerifyReport;
  readonly tookMs: number;
  readonly tampering?: Pick<Tampering, 'before' | 'after'>;
  /** The version of the form that an unreadable file names, if it is a proof file at all. */
  readonly namedFormat?: string;
}

/** First how much of the file has been read, then the answer. */
export type RecomputeMessage =
  | { readonly kind: 'read'; readonly bytes: number }
  | { readonly kind: 'done'; readonly answer: Recomputed }
  | { readonly kind: 'failed' };

const say = (message: RecomputeMessage): void => self.postMessage(message);

async function textOf(file: Blob): Promise<string> {
  // A byte order mark is a byte like any other: who put it there has changed the file.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const reader = file.stream().getReader();
  let text = '';
  let bytes = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    text += decoder.decode(piece.value, { stream: true });
    bytes += piece.value.byteLength;
    say({ kind: 'read', bytes });
  }
  return text + decoder.decode();
}

async function recompute({ file, seal, tamper }: RecomputeQuestion): Promise<Recomputed> {
  const original = await textOf(file);
  const tampering = tamper ? changeOneDigit(original) : undefined;
  const begun = performance.now();
  const report = verifyBundle(tampering?.text ?? original, seal === undefined ? {} : { seal });
  const tookMs = performance.now() - begun;
  const namedFormat = unreadable(report) === undefined ? undefined : /"format":"(belegbar-proof-file\/\d+)"/.exec(original)?.[1];
  return {
    report,
    tookMs,
    ...(tampering === undefined ? {} : { tampering: { before: tampering.before, after: tampering.after } }),
    ...(namedFormat === undefined ? {} : { namedFormat }),
  };
}

self.addEventListener('message', (event: MessageEvent<RecomputeQuestion>) => {
  recompute(event.data).then(
    (answer) => say({ kind: 'done', answer }),
    () => say({ kind: 'failed' }),
  );
});
