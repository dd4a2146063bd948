import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { from as copyFrom } from 'pg-copy-streams';
import type { FactDraft } from '#core/facts/fact.ts';
import { present } from '#core/kernel/assert.ts';
import type { AppendAnswer, Asker } from '#usecases/ports.ts';
import type { Database, Transaction } from '../database.ts';
import { type AnswerRow, appendDrafts, type Delivery } from './append-call.ts';
import type { Appender } from './appender.ts';
import type { IncomingFact } from './incoming-fact.ts';
import { commitToPersonalValues, hasPersonalValues, keepPersonalValues } from './personal-values.ts';

/**
 * Appends in bulk: each batch is one transaction that also moves the import's progress, so that an import that died goes on where
 * it was when it is repeated. While the database works on a batch, the next one is read and made ready.
 */
export async function* importBatches(
  database: Database,
  appender: Appender,
  asker: Asker,
  importId: string,
  batches: AsyncIterable<readonly FactDraft[]>,
): AsyncGenerator<readonly AppendAnswer[]> {
  let running: Promise<readonly AppendAnswer[]> | undefined;
  try {
    for await (const batch of batches) {
      const drafts = await appender.masked(asker.workspace, batch);
      if (running !== undefined) yield await running;
      running = importBatch(database, appender, asker.workspace, importId, drafts);
      // Awaited at the next turn; a failure until then is not unhandled.
      running.catch(() => {});
    }
    if (running !== undefined) yield await running;
  } finally {
    await running?.catch(() => {});
  }
}

function importBatch(
  database: Database,
  appender: Appender,
  workspace: string,
  importId: string,
  drafts: readonly FactDraft[],
): Promise<readonly AppendAnswer[]> {
  return database.inWorkspace(workspace, async (transaction) => {
    const committed = drafts.some(hasPersonalValues) ? await commitToPersonalValues(transaction, drafts) : undefined;
    const delivery = { now: appender.now(), importId, call: callWithCopy(transaction) };
    const answers = await appendDrafts(workspace, committed?.map((one) => one.draft) ?? drafts, delivery);
    if (committed !== undefined) {
      await keepPersonalValues(
        transaction,
        committed.flatMap((one, place) => (answers[place]?.status === 'recorded' ? one.fresh : [])),
      );
    }
    await noteProgress(transaction, importId, answers);
    return answers;
  });
}

async function noteProgress(transaction: Transaction, importId: string, answers: readonly AppendAnswer[]): Promise<void> {
  const counts = { recorded: 0, repeated: 0, refused: 0 };
  let first: number | null = null;
  let last: number | null = null;
  for (const answer of answers) {
    counts[answer.status] += 1;
    if (answer.status !== 'recorded') continue;
    first = Math.min(first ?? answer.seq, answer.seq);
    last = Math.max(last ?? answer.seq, answer.seq);
  }
  await transaction.run(sql`
    update import_run
    set read = read + ${answers.length}, recorded = recorded + ${counts.recorded}, repeated = repeated + ${counts.repeated},
      refused = refused + ${counts.refused}, first_seq = least(first_seq, ${first}), last_seq = greatest(last_seq, ${last})
    where workspace_id = ${transaction.workspace} and id = ${importId}`);
}

const STATEMENTS: Readonly<Record<string, string>> = {
  append_facts: 'select * from append_facts($1, array(select row(s.*)::incoming_fact from staged_fact as s), $2, $3, $4, $5)',
  append_facts_carefully:
    'select * from append_facts_carefully($1, array(select row(s.*)::incoming_fact from staged_fact as s), $2, $3, $4)',
};

/** Stages facts by COPY in a temporary table, since COPY into a table under row-level security is refused. */
function callWithCopy({ client, workspace }: Transaction): Delivery['call'] {
  return async (facts, name, rest) => {
    await client.query(
      `set local client_min_messages = warning; create temp table if not exists staged_fact of incoming_fact on commit delete rows; truncate staged_fact`,
    );
    await pipeline(Readable.from(copyLines(facts)), client.query(copyFrom('copy staged_fact from stdin')));
    const { rows } = await client.query<AnswerRow & unknown[]>({
      text: present(STATEMENTS[name], 'statement'),
      values: [workspace, ...rest],
      rowMode: 'array',
    });
    return rows;
  };
}

const FACTS_PER_CHUNK = 200;

function* copyLines(facts: readonly IncomingFact[]): Generator<string> {
  for (let from = 0; from < facts.length; from += FACTS_PER_CHUNK) {
    let chunk = '';
    for (const fact of facts.slice(from, from + FACTS_PER_CHUNK)) chunk += copyLine(fact);
    yield chunk;
  }
}

/** One line of COPY's text format, columns in the order of the type incoming_fact. */
function copyLine(fact: IncomingFact): string {
  return `${fact.id}\t${fact.kind}\t${fact.version}\t${fact.subject}\t${fact.occurred_at}\t${fact.day_precision ? 't' : 'f'}\t${
    fact.recorded_at ?? '\\N'
  }\t${escaped(fact.source)}\t${fact.external_id === null ? '\\N' : escaped(fact.external_id)}\t${fact.revision}\t${escaped(fact.actor)}\t${
    fact.supersedes ?? '\\N'
  }\t\\${fact.content_hash}\t${escaped(JSON.stringify(fact.data))}\t${fact.links === null ? '\\N' : escaped(arrayLiteral(fact.links))}\n`;
}

function arrayLiteral(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

const SPECIAL: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function escaped(text: string): string {
  return /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => SPECIAL[character] ?? character) : text;
}
