import { parentPort, workerData } from 'node:worker_threads';
import { computeSha256By } from '#core/kernel/hash.ts';
import { ok } from '#core/kernel/result.ts';
import type { DraftTask } from '#usecases/determination-ports.ts';
import { type Replayer, replayerOf } from '#usecases/replay-batch.ts';
import { nativeSha256 } from './native-sha256.ts';

export type DraftRequest = { readonly ask: 'examine' } | { readonly ask: 'replay'; readonly batch: Parameters<Replayer['replay']>[0] };

computeSha256By(nativeSha256);

/** A thread of its own for one draft: it can be ended in the middle of a rule, and nobody else waits for it. */
const replayer = replayerOf(workerData as DraftTask);

// From here on time counts.
parentPort?.postMessage('ready');

parentPort?.on('message', (request: DraftRequest) => {
  if (!replayer.ok) parentPort?.postMessage(request.ask === 'examine' ? { examined: replayer } : { failed: 'the rule cannot be read' });
  else if (request.ask === 'examine') parentPort?.postMessage({ examined: ok(replayer.value.differing()) });
  else parentPort?.postMessage({ batch: replayer.value.replay(request.batch) });
});
