import { Worker } from 'node:worker_threads';
import type { Result } from '#core/kernel/result.ts';
import type { DifferingExample, DraftAtWork, Drafts, ReplayedBatch } from '#usecases/determination-ports.ts';
import type { DraftRequest } from './draft-thread.ts';

/** Enough for the snapshot of any subject; a rule that needs more is as endless as one that needs too long. */
const MEMORY_MB = 256;

interface Answer {
  readonly examined?: Result<readonly DifferingExample[]>;
  readonly batch?: ReplayedBatch;
  readonly failed?: string;
}

/** Evaluates drafts in worker threads, each with a deadline over all its work. */
export const draftThreads: Drafts = {
  open(task, deadlineMs): DraftAtWork {
    const thread = new Worker(new URL('./draft-thread.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      // What the thread writes belongs to nobody.
      stdout: true,
      stderr: true,
    });
    const ready = new Promise((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('error', reject);
    });
    // Asked for below; a failure until then is not unhandled.
    ready.catch(() => {});
    let leftMs = deadlineMs;
    let ended = false;
    const end = async () => {
      ended = true;
      await thread.terminate();
    };

    const ask = async (request: DraftRequest): Promise<Answer | 'too_slow'> => {
      if (ended) return 'too_slow';
      await ready;
      const startedAt = performance.now();
      const { promise, resolve, reject } = Promise.withResolvers<Answer | 'too_slow'>();
      const timer = setTimeout(() => resolve('too_slow'), leftMs);
      const failed = (error: Error) => {
        if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve('too_slow');
        else reject(error);
      };
      thread.once('message', resolve);
      thread.once('error', failed);
      try {
        thread.postMessage(request);
        const answer = await promise;
        leftMs -= performance.now() - startedAt;
        if (answer === 'too_slow' || leftMs <= 0) await end();
        return answer;
      } finally {
        clearTimeout(timer);
        thread.off('message', resolve);
        thread.off('error', failed);
      }
    };

    return {
      async examine() {
        const answer = await ask({ ask: 'examine' });
        if (answer === 'too_slow') return answer;
        if (answer.examined === undefined) throw new Error(answer.failed ?? 'the thread of a draft answered nothing');
        return answer.examined;
      },
      async replay(batch) {
        const answer = await ask({ ask: 'replay', batch });
        if (answer === 'too_slow') return answer;
        if (answer.batch === undefined) throw new Error(answer.failed ?? 'the thread of a draft answered nothing');
        return answer.batch;
      },
      close: end,
    };
  },
};
