import type { Json } from '#core/kernel/canonical-json.ts';
import { type Refusal, RefusalError } from '#core/kernel/result.ts';
import type { AppendAnswer } from '#usecases/ports.ts';
import { factAnswer } from '../fact-wire.ts';
import { failureOf } from '../failure.ts';
import type { ApiParts } from '../parts.ts';
import { parseJson, readLines } from '../request-body.ts';

const BATCH = 500;
/** Answers a sender has not fetched yet; only above this the sender has to read before it can go on sending. */
const UNFETCHED_BYTES = 16_000_000;

type Append = (raw: readonly Json[]) => Promise<readonly AppendAnswer[]>;

/**
 * Records a stream of one fact per line and answers one line per fact, in order, while the stream is still coming in. A line that is
 * no JSON is refused like any other fact; a line above the limit ends the stream with its refusal.
 */
export function answersToLines(request: Request, append: Append, onFailure: ApiParts['onFailure']): Response {
  const answers = answerLines(
    request.body ?? new ReadableStream<Uint8Array>({ start: (controller) => controller.close() }),
    append,
    onFailure,
  );
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await answers.next();
        if (next.done === true) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      },
      async cancel() {
        await answers.return(undefined);
      },
    },
    { highWaterMark: UNFETCHED_BYTES, size: (chunk) => chunk?.length ?? 0 },
  );
  return new Response(body, { headers: { 'content-type': 'application/x-ndjson' } });
}

async function* answerLines(body: AsyncIterable<Uint8Array>, append: Append, onFailure: ApiParts['onFailure']): AsyncGenerator<string> {
  try {
    for await (const lines of batched(readLines(body))) yield await answerBatch(lines, append);
  } catch (error) {
    // The status is sent long since; the last line says why the stream ends here.
    const refusal = error instanceof RefusalError ? error.refusal : failureOf('appendFacts', error, onFailure);
    yield lineOf({ status: 'refused', refusal });
  }
}

/**
 * Lines in batches: as many as have arrived together, without waiting for a slow sender to fill one. A stream that breaks still hands
 * out the lines before the break.
 */
async function* batched(lines: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  const iterator = lines[Symbol.asyncIterator]();
  let pending = nextOf(iterator);
  for (;;) {
    const first = await pending;
    if (first.broken !== undefined) throw first.broken;
    if (first.line === undefined) return;
    const batch = [first.line];
    pending = nextOf(iterator);
    while (batch.length < BATCH) {
      const next = await Promise.race([pending, soon()]);
      if (next?.line === undefined) break;
      batch.push(next.line);
      pending = nextOf(iterator);
    }
    yield batch;
  }
}

/** The next line, nothing at the end, or why there is none: as a value, because nobody may be waiting for it yet. */
async function nextOf(lines: AsyncIterator<string>): Promise<{ readonly line?: string; readonly broken?: unknown }> {
  try {
    const next = await lines.next();
    return next.done === true ? {} : { line: next.value };
  } catch (broken) {
    return { broken };
  }
}

/** Resolves after everything that has already arrived was handed over. */
function soon(): Promise<undefined> {
  return new Promise((resolve) => setImmediate(resolve, undefined));
}

async function answerBatch(lines: readonly string[], append: Append): Promise<string> {
  const read = lines.map((line) => parseJson(line, 'judged later'));
  const facts = read.flatMap((result) => (result.ok ? [result.value] : []));
  const appended = facts.length === 0 ? [] : await append(facts);
  let next = 0;
  let text = '';
  for (const result of read) {
    const answer: AppendAnswer | undefined = result.ok ? appended[next++] : { status: 'refused', refusal: notJson(result.refusal) };
    if (answer !== undefined) text += lineOf(answer);
  }
  return text;
}

function notJson(refusal: Refusal): Refusal {
  return { ...refusal, params: { ...refusal.params, at: 'line' } };
}

function lineOf(answer: AppendAnswer): string {
  return `${JSON.stringify(factAnswer(answer))}\n`;
}
