import { parentPort, workerData } from 'node:worker_threads';
import { computeSha256By } from '#core/kernel/hash.ts';
import type { DraftTask } from '#usecases/determination-ports.ts';
import { type Replayer, replayerOf } from '#usecases/replay-batch.ts';
import { nativeSha256 } from './native-sha256.ts';

export type DraftRequest = { readonly ask: 'check' } | { readonly ask: 'replay'; readonly batch: Parameters<Replayer['replay']>[0] };

computeSha256By(nativeSha256);

/** A thread of its own for one draft: it can be ended in the middle of a rule, and nobody else waits for it. */
const replayer = replayerOf(workerData as DraftTask);

// From here on time counts.
parentPort?.postMessage('ready');

parentPort?.on('message', (request: DraftRequest) => {
  if (!replayer.ok)
    parentPort?.postMessage(request.ask === 'check' ? { refusal: replayer.refusal } : { failed: 'the rule cannot be read' });
  else if (request.ask === 'check') parentPort?.postMessage({ refusal: replayer.value.check() });
  else parentPort?.postMessage({ batch: replayer.value.replay(request.batch) });
});
