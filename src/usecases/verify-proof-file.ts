import { type VerifyReport, verifyBundle } from '#core/proof/verify.ts';

/** Recomputes a proof file from itself alone; `seal` is a root received earlier. Nothing is read from anywhere else. */
export function verifyProofFile(text: string, seal?: string): VerifyReport {
  return verifyBundle(text, seal === undefined ? {} : { seal });
}
