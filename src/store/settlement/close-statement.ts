import { sql } from 'kysely';
import type { FactDraft } from '#core/facts/fact.ts';
import { assert } from '#core/kernel/assert.ts';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import type { StatementLine } from '#core/settlement/line.ts';
import type { Statement } from '#usecases/ports.ts';
import { copyIn, copyText } from '../copy.ts';
import { build, type Transaction } from '../database.ts';
import type { Appender } from '../log/appender.ts';

export interface Closing {
  readonly statement: Omit<Statement, 'lineCount'>;
  readonly lines: readonly StatementLine[];
  readonly facts: readonly FactDraft[];
  readonly checkpoint: JsonObject;
}

/** Writes a statement with its lines, postings, facts and hand-over: all of it or nothing. */
export async function closeStatement(transaction: Transaction, appender: Appender, closing: Closing): Promise<void> {
  const { statement, lines, facts, checkpoint } = closing;
  const { workspace } = transaction;
  // Taken first, as every append does, so that nobody can state a time of recording any more once this commits.
  await transaction.run(sql`update log_head set sealed = true where workspace_id = ${workspace}`);
  await writeStatement(transaction, statement, lines.length);
  await writeLines(transaction, statement, lines);
  await writePostings(transaction, statement);
  const answers = await appender.appendWithin(transaction, facts);
  for (const answer of answers) assert(answer.status !== 'refused', 'the facts of a statement are accepted by the log');
  await transaction.run(sql`
    insert into settlement_checkpoint values (${workspace}, ${statement.agreementId}, ${JSON.stringify(checkpoint)})
    on conflict (workspace_id, agreement_id) do update set document = excluded.document`);
}

async function writeStatement(transaction: Transaction, statement: Omit<Statement, 'lineCount'>, lineCount: number): Promise<void> {
  const { totals } = statement;
  await transaction.run(
    build.insertInto('statement').values({
      workspace_id: transaction.workspace,
      id: statement.id,
      agreement_id: statement.agreementId,
      number: statement.number,
      through: statement.through,
      through_index: statement.throughIndex,
      cut: statement.cut,
      closed_at: statement.closedAt,
      currency: statement.currency,
      opening_minor: totals.openingMinor,
      total_minor: totals.totalMinor,
      payable_minor: totals.payableMinor,
      closing_minor: totals.closingMinor,
      hash: statement.hash,
      line_count: lineCount,
      sealed_size: statement.sealedSize,
    }),
  );
}

async function writeLines(
  transaction: Transaction,
  statement: Omit<Statement, 'lineCount'>,
  lines: readonly StatementLine[],
): Promise<void> {
  await transaction.client.query(`
    create temp table staged_line (
      line integer, period integer, component text, subject text, occurrence text, change text,
      amount_minor bigint, under_review_minor bigint, held_minor bigint, payable_minor bigint, arithmetic jsonb
    ) on commit drop`);
  await copyIn(transaction.client, 'staged_line', lines, lineText);
  await transaction.run(sql`
    insert into statement_line (
      workspace_id, statement_id, line, agreement_id, period, component, subject, occurrence, change,
      amount_minor, under_review_minor, held_minor, payable_minor, arithmetic
    )
    select
      ${transaction.workspace}, ${statement.id}, line, ${statement.agreementId}, period, component, subject, occurrence, change,
      amount_minor, under_review_minor, held_minor, payable_minor, arithmetic
    from staged_line`);
}

function lineText(line: StatementLine, index: number): string {
  return `${index}\t${line.period}\t${copyText(line.component)}\t${copyText(line.subject)}\t${copyText(line.occurrence)}\t${line.change}\t${line.amountMinor}\t${line.underReviewMinor}\t${line.heldMinor}\t${line.payableMinor}\t${copyText(JSON.stringify(line.arithmetic))}\n`;
}

/**
 * The expense of a line against what of it is under review, held back and payable; and, as transaction -1, what of the payable
 * balance is carried instead of paid. The statement that writes them names every transaction that does not sum to zero.
 */
async function writePostings(transaction: Transaction, statement: Omit<Statement, 'lineCount'>): Promise<void> {
  const { openingMinor, closingMinor } = statement.totals;
  const carried = (closingMinor - openingMinor).toString();
  const wrong = await transaction.rows(sql<{ line: number }>`
    with posted as (
      insert into posting (workspace_id, statement_id, line, account, component, currency, minor)
      select ${transaction.workspace}::uuid, ${statement.id}, l.line, p.account, l.component, ${statement.currency}, p.minor
      from staged_line as l
      cross join lateral (
        values ('expense', l.amount_minor), ('under_review', -l.under_review_minor), ('held_back', -l.held_minor), ('payable', -l.payable_minor)
      ) as p (account, minor)
      where p.minor <> 0
      union all
      select ${transaction.workspace}::uuid, ${statement.id}, -1, p.account, '', ${statement.currency}, p.minor
      from (values ('payable', ${carried}::bigint), ('carried', -${carried}::bigint)) as p (account, minor)
      where p.minor <> 0
      returning line, currency, minor
    )
    select line from posted group by line, currency having sum(minor) <> 0 limit 1`);
  assert(wrong.length === 0, `the postings of line ${wrong[0]?.line} sum to zero`);
}
