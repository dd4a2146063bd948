import { type Selectable, sql } from 'kysely';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import type { StatementLine } from '#core/settlement/line.ts';
import type { Statement, Statements } from '#usecases/ports.ts';
import { build, type Database } from '../database.ts';
import type { Appender } from '../log/appender.ts';
import type { StatementLineTable, StatementTable } from '../tables.ts';
import { closeStatement } from './close-statement.ts';

type LineRow = Omit<Selectable<StatementLineTable>, 'workspace_id' | 'statement_id' | 'line' | 'agreement_id'>;

const lineColumns = [
  'statement_line.period',
  'statement_line.component',
  'statement_line.subject',
  'statement_line.occurrence',
  'statement_line.change',
  'statement_line.amount_minor',
  'statement_line.under_review_minor',
  'statement_line.held_minor',
  'statement_line.payable_minor',
  'statement_line.arithmetic',
] as const;

export function statementsIn(database: Database, appender: Appender): Statements {
  const statements = (workspace: string) => build.selectFrom('statement').selectAll().where('workspace_id', '=', workspace);
  /** The lines of all statements of an agreement, oldest statement first. */
  const linesOf = (workspace: string, agreementId: string) =>
    build
      .selectFrom('statement_line')
      .innerJoin('statement', (join) =>
        join.onRef('statement.workspace_id', '=', 'statement_line.workspace_id').onRef('statement.id', '=', 'statement_line.statement_id'),
      )
      .select(lineColumns)
      .where('statement_line.workspace_id', '=', workspace)
      .where('statement_line.agreement_id', '=', agreementId)
      .orderBy('statement.number')
      .orderBy('statement_line.line');
  return {
    async list({ workspace }, agreementId) {
      const all = statements(workspace).orderBy('agreement_id').orderBy('number');
      const query = agreementId === undefined ? all : all.where('agreement_id', '=', agreementId);
      return (await database.inWorkspace(workspace, (transaction) => transaction.rows(query))).map(asStatement);
    },
    async byId({ workspace }, statementId) {
      const query = statements(workspace).where('id', '=', statementId);
      const [row] = await database.inWorkspace(workspace, (transaction) => transaction.rows(query));
      return row && asStatement(row);
    },
    async lines({ workspace }, statementId, page = {}) {
      let query = build
        .selectFrom('statement_line')
        .select(lineColumns)
        .where('workspace_id', '=', workspace)
        .where('statement_id', '=', statementId)
        .orderBy('line');
      if (page.afterLine !== undefined) query = query.where('line', '>', page.afterLine);
      if (page.limit !== undefined) query = query.limit(page.limit);
      return (await database.inWorkspace(workspace, (transaction) => transaction.rows(query))).map(asLine);
    },
    async stated({ workspace }, agreementId, periodsFrom) {
      const all = linesOf(workspace, agreementId);
      const query = periodsFrom === undefined ? all : all.where('statement_line.period', '>=', periodsFrom);
      return (await database.inWorkspace(workspace, (transaction) => transaction.rows(query))).map(asLine);
    },
    async statedOf({ workspace }, agreementId, subjects, belowPeriod) {
      const query = linesOf(workspace, agreementId)
        .where('statement_line.period', '<', belowPeriod)
        .where(sql<boolean>`statement_line.subject = any (${[...subjects]})`);
      return (await database.inWorkspace(workspace, (transaction) => transaction.rows(query))).map(asLine);
    },
    async checkpoint({ workspace }, agreementId) {
      const query = build
        .selectFrom('settlement_checkpoint')
        .select('document')
        .where('workspace_id', '=', workspace)
        .where('agreement_id', '=', agreementId);
      const [row] = await database.inWorkspace(workspace, (transaction) => transaction.rows(query));
      return row?.document satisfies JsonObject | undefined;
    },
    close: ({ workspace }, statement, lines, facts, checkpoint) =>
      database.inWorkspace(workspace, (transaction) => closeStatement(transaction, appender, { statement, lines, facts, checkpoint })),
    async outstanding({ workspace }, { agreementId, number }) {
      const sums = sql<{ under_review: bigint; held: bigint }>`
        select coalesce(sum(l.under_review_minor), 0)::bigint as under_review, coalesce(sum(l.held_minor), 0)::bigint as held
        from statement as s join statement_line as l on l.workspace_id = s.workspace_id and l.statement_id = s.id
        where s.workspace_id = ${workspace} and s.agreement_id = ${agreementId} and s.number <= ${number}`;
      const [row] = await database.inWorkspace(workspace, (transaction) => transaction.rows(sums));
      return { underReviewMinor: row?.under_review ?? 0n, heldMinor: row?.held ?? 0n };
    },
    async openClaims({ workspace }, { agreementId, number }, limit) {
      const sums = sql<{ component: string; subject: string; under_review: bigint; held: bigint; count: number }>`
        select
          l.component, l.subject, sum(l.under_review_minor)::bigint as under_review, sum(l.held_minor)::bigint as held,
          count(*) over ()::integer as count
        from statement as s join statement_line as l on l.workspace_id = s.workspace_id and l.statement_id = s.id
        where s.workspace_id = ${workspace} and s.agreement_id = ${agreementId} and s.number <= ${number}
        group by l.component, l.subject
        having sum(l.under_review_minor) <> 0 or sum(l.held_minor) <> 0
        order by abs(sum(l.under_review_minor) + sum(l.held_minor)) desc, l.component, l.subject
        limit ${limit}`;
      const rows = await database.inWorkspace(workspace, (transaction) => transaction.rows(sums));
      return {
        count: rows[0]?.count ?? 0,
        open: rows.map(({ component, subject, under_review, held }) => ({
          component,
          subject,
          underReviewMinor: under_review,
          heldMinor: held,
        })),
      };
    },
    balances: ({ workspace }, agreementId) =>
      database.inWorkspace(workspace, (transaction) =>
        transaction.rows(sql<{ account: string; currency: string; minor: bigint }>`
          select p.account, p.currency, sum(p.minor)::bigint as minor
          from statement as s join posting as p on p.workspace_id = s.workspace_id and p.statement_id = s.id
          where s.workspace_id = ${workspace} and s.agreement_id = ${agreementId}
          group by p.account, p.currency order by p.account, p.currency`),
      ),
  };
}

function asStatement(row: Selectable<StatementTable>): Statement {
  return {
    id: row.id,
    agreementId: row.agreement_id,
    number: row.number,
    through: row.through,
    throughIndex: row.through_index,
    cut: row.cut,
    closedAt: row.closed_at,
    currency: row.currency,
    totals: {
      openingMinor: row.opening_minor,
      totalMinor: row.total_minor,
      payableMinor: row.payable_minor,
      closingMinor: row.closing_minor,
    },
    hash: row.hash,
    lineCount: row.line_count,
    sealedSize: Number(row.sealed_size),
  };
}

function asLine(row: LineRow): StatementLine {
  return {
    period: row.period,
    component: row.component,
    subject: row.subject,
    occurrence: row.occurrence,
    change: row.change,
    amountMinor: row.amount_minor,
    underReviewMinor: row.under_review_minor,
    heldMinor: row.held_minor,
    payableMinor: row.payable_minor,
    arithmetic: row.arithmetic,
  };
}
