import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { verifyProofFile } from '#usecases/verify-proof-file.ts';
import { timedMs } from './measuring.ts';
import { known, say } from './other-process.ts';

export interface VerifyTask {
  readonly path: string;
  readonly repeats: number;
}

export interface VerifyOutcome {
  readonly bytes: number;
  readonly lines: number;
  readonly facts: number;
  readonly ours: readonly number[];
  readonly reference: readonly number[];
}

/** Verifies one file in a process of its own, in turns with parsing it and hashing it. */
async function verified({ path, repeats }: VerifyTask): Promise<VerifyOutcome> {
  const text = readFileSync(path, 'utf8');
  const ours: number[] = [];
  const reference: number[] = [];
  const report = verifyProofFile(text);
  if (!report.ok) throw new Error(`the file is not verified: ${JSON.stringify(report.mismatch)}`);
  for (let turn = 0; turn < repeats; turn += 1) {
    reference.push(
      await timedMs(() => {
        JSON.parse(text);
        hash('sha256', text);
      }),
    );
    ours.push(await timedMs(() => verifyProofFile(text)));
  }
  const { lines, facts } = report.checked;
  return { bytes: Buffer.byteLength(text), lines, facts, ours, reference };
}

await say(await verified(known<VerifyTask>()));
process.disconnect?.();
