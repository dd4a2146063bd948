import { sql } from 'kysely';
import type { FactDraft } from '#core/facts/fact.ts';
import { assert, present } from '#core/kernel/assert.ts';
import type { AppendAnswer, Asker } from '#usecases/ports.ts';
import { COPY_NULL, copyIn, copyText } from '../copy.ts';
import type { Database, Transaction } from '../database.ts';
import { type AnswerRow, appendDrafts, type Delivery, type Prepared, prepareDrafts } from './append-call.ts';
import { type Appender, appendCommitted } from './appender.ts';
import type { IncomingFact } from './incoming-fact.ts';
import { hasPersonalValues } from './personal-values.ts';

/** After so many facts, and each time there are ten times as many, the planner is told what the tables hold now. */
const FIRST_ANALYZE = 5_000;

/**
 * Appends in bulk: each batch is one transaction, so that an import that died goes on where it was when it is repeated.
 * While the database works on a batch, the next one is read and made ready.
 */
export async function* importBatches(
  database: Database,
  appender: Appender,
  asker: Asker,
  importId: string,
  batches: AsyncIterable<readonly FactDraft[]>,
): AsyncGenerator<readonly AppendAnswer[]> {
  let running: Promise<readonly AppendAnswer[]> | undefined;
  let facts = 0;
  let analyzeAt = FIRST_ANALYZE;
  try {
    for await (const batch of batches) {
      const ready = batch.some(hasPersonalValues) ? undefined : prepareDrafts(asker.workspace, batch);
      if (running !== undefined) yield await running;
      facts += batch.length;
      if (facts > analyzeAt) {
        analyzeAt = facts * 10;
        await database.rows(sql`select analyze_log()`);
      }
      running = importBatch(database, appender, asker.workspace, importId, batch, ready);
      // Awaited at the next turn; a failure until then is not unhandled.
      running.catch(() => {});
    }
    if (running !== undefined) yield await running;
    if (facts > FIRST_ANALYZE) await database.rows(sql`select analyze_log()`);
  } finally {
    await running?.catch(() => {});
  }
}

/** One batch; what carries personal values is made ready only inside of its transaction, which may know them already. */
function importBatch(
  database: Database,
  appender: Appender,
  workspace: string,
  importId: string,
  drafts: readonly FactDraft[],
  ready: readonly Prepared[] | undefined,
): Promise<readonly AppendAnswer[]> {
  return database.inWorkspace(workspace, async (transaction) => {
    const delivery = { now: appender.now(), importId, call: callWithCopy(transaction) };
    const answers =
      ready === undefined ? await appendCommitted(transaction, drafts, delivery) : await appendDrafts(workspace, ready, delivery);
    await noteRange(transaction, importId, answers);
    return answers;
  });
}

/** Between which places of the log the facts of an import lie. */
async function noteRange(transaction: Transaction, importId: string, answers: readonly AppendAnswer[]): Promise<void> {
  let first: number | null = null;
  let last: number | null = null;
  for (const answer of answers) {
    if (answer.status !== 'recorded') continue;
    first = Math.min(first ?? answer.seq, answer.seq);
    last = Math.max(last ?? answer.seq, answer.seq);
  }
  if (first === null) return;
  const moved = await transaction.run(sql`
    update import_run set first_seq = least(first_seq, ${first}), last_seq = greatest(last_seq, ${last})
    where workspace_id = ${transaction.workspace} and id = ${importId}`);
  assert(moved === 1, 'an import is started before its facts arrive');
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
    await copyIn(client, 'staged_fact', facts, copyLine);
    const { rows } = await client.query<AnswerRow & unknown[]>({
      text: present(STATEMENTS[name], 'statement'),
      values: [workspace, ...rest],
      rowMode: 'array',
    });
    return rows;
  };
}

/** One line of COPY's text format, columns in the order of the type incoming_fact. */
function copyLine(fact: IncomingFact): string {
  return `${fact.id}\t${fact.kind}\t${fact.version}\t${fact.subject}\t${fact.occurred_at}\t${fact.day_precision ? 't' : 'f'}\t${
    fact.recorded_at ?? COPY_NULL
  }\t${copyText(fact.source)}\t${fact.external_id === null ? COPY_NULL : copyText(fact.external_id)}\t${fact.revision}\t${copyText(fact.actor)}\t${
    fact.supersedes ?? COPY_NULL
  }\t\\${fact.content_hash}\t${copyText(JSON.stringify(fact.data))}\t${fact.links === null ? COPY_NULL : copyText(arrayLiteral(fact.links))}\n`;
}

function arrayLiteral(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
