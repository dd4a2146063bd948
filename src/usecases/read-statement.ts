import { present } from '#core/kernel/assert.ts';
import { fromIso, type IsoMonth, toIso } from '#core/kernel/instant.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { StatementLine } from '#core/settlement/line.ts';
import type { TaxedSum } from '#core/settlement/taxes.ts';
import { lockInstants } from '#core/settlement/terms-history.ts';
import { contractInForce } from './agreement-state.ts';
import { type ClaimView, claimView } from './claim-view.ts';
import { type DeterminationView, determinationOf, nameOf } from './list-claims.ts';
import type { Asker, Ports, Statement } from './ports.ts';
import { statementTaxes } from './statement-taxes.ts';

/** Closed statements, newest first. */
export async function listStatements(ports: Pick<Ports, 'statements'>, asker: Asker, agreementId?: string): Promise<readonly Statement[]> {
  const statements = await ports.statements.list(asker, agreementId);
  return [...statements].sort((a, b) => (a.closedAt === b.closedAt ? b.number - a.number : a.closedAt < b.closedAt ? 1 : -1));
}

export interface ReadStatement {
  readonly statement: Statement;
  readonly periodKeys: readonly IsoMonth[];
}

export interface WholeStatement extends ReadStatement {
  readonly taxes: readonly TaxedSum[];
  /** What this statement and those before it leave open. */
  readonly outstanding: { readonly underReviewMinor: bigint; readonly heldMinor: bigint };
}

/** One closed statement with its taxes and what it leaves open. Refusals: those of readStatement. */
export async function readWholeStatement(
  ports: Pick<Ports, 'statements' | 'documents' | 'log' | 'claims'>,
  asker: Asker,
  statementId: string,
): Promise<Result<WholeStatement>> {
  const read = await readStatement(ports, asker, statementId);
  if (!read.ok) return read;
  const { agreementId, cut } = read.value.statement;
  const contract = await contractInForce(ports, asker, agreementId, cut);
  if (!contract.ok) return contract;
  const lines = await ports.statements.lines(asker, statementId);
  const outstanding = await ports.statements.outstanding(asker, read.value.statement);
  return ok({ ...read.value, outstanding, taxes: await statementTaxes(ports, asker, contract.value, lines) });
}

/** One closed statement with the names of its periods. Refusal: statement.unknown. */
export async function readStatement(
  ports: Pick<Ports, 'statements' | 'documents' | 'log'>,
  asker: Asker,
  statementId: string,
): Promise<Result<ReadStatement>> {
  const statement = await ports.statements.byId(asker, statementId);
  if (statement === undefined) return refuse('statement.unknown', { statement: statementId });
  const contract = await contractInForce(ports, asker, statement.agreementId);
  return contract.ok ? ok({ statement, periodKeys: contract.value.terms.periods.map(({ key }) => key) }) : contract;
}

export type NumberedLine = StatementLine & { readonly n: number; readonly externalId?: string };

export interface LinePage {
  readonly currency: string;
  readonly periodKeys: readonly IsoMonth[];
  /** Numbered from 0 in the order of the statement. */
  readonly lines: readonly NumberedLine[];
  readonly nextAfter?: number;
}

const PAGE = 200;

/** Lines with the ids by which the systems they come from know their subjects. */
export async function namedLines(
  ports: Pick<Ports, 'log'>,
  asker: Asker,
  lines: readonly StatementLine[],
): Promise<readonly (StatementLine & { readonly externalId?: string })[]> {
  const names = await ports.log.externalIds(asker, [...new Set(lines.map(({ subject }) => subject))]);
  return lines.map((line) => ({ ...line, ...nameOf(names, line) }));
}

/** The lines of a statement, a page at a time. Refusal: statement.unknown. */
export async function readStatementLines(
  ports: Pick<Ports, 'statements' | 'documents' | 'log'>,
  asker: Asker,
  request: { readonly statementId: string; readonly after?: number; readonly limit?: number },
): Promise<Result<LinePage>> {
  const read = await readStatement(ports, asker, request.statementId);
  if (!read.ok) return read;
  const { statement, periodKeys } = read.value;
  const start = (request.after ?? -1) + 1;
  const limit = request.limit ?? PAGE;
  const lines = await ports.statements.lines(asker, statement.id, { afterLine: start - 1, limit });
  const last = start + lines.length - 1;
  const page = (await namedLines(ports, asker, lines)).map((line, index) => ({ ...line, n: start + index }));
  return ok({ currency: statement.currency, periodKeys, lines: page, ...(last + 1 < statement.lineCount ? { nextAfter: last } : {}) });
}

export interface ExplainedLine {
  readonly line: NumberedLine;
  readonly currency: string;
  readonly periodKeys: readonly IsoMonth[];
  /** null for a line about a window of the agreement, such as its floor. */
  readonly claim: ClaimView | null;
  readonly determination: DeterminationView | null;
}

/**
 * A line down to its ground, as the view saw it that settled the line: arithmetic, claim, determination, facts with origin and proof.
 * Refusals: statement.unknown, claim.unknown.
 */
export async function explainLine(
  ports: Ports,
  asker: Asker,
  request: { readonly statementId: string; readonly n: number },
): Promise<Result<ExplainedLine>> {
  const page = await readStatementLines(ports, asker, { statementId: request.statementId, after: request.n - 1, limit: 1 });
  if (!page.ok) return page;
  const line = page.value.lines[0];
  const statement = await ports.statements.byId(asker, request.statementId);
  if (line === undefined || statement === undefined)
    return refuse('statement.unknown', { statement: request.statementId, line: request.n });
  const contract = await contractInForce(ports, asker, statement.agreementId);
  if (!contract.ok) return contract;
  const { currency, periodKeys } = page.value;
  if (line.subject.startsWith('window:')) return ok({ line, currency, periodKeys, claim: null, determination: null });
  const claims = await ports.claims.bySubject(asker, statement.agreementId, line.subject);
  const claim = claims.find(({ history }) => history.component === line.component);
  const view = Math.min(fromIso(statement.cut), present(lockInstants(contract.value.versions)[line.period], 'lock'));
  const determination = claim && (await determinationOf(ports, asker, claim, view));
  if (claim === undefined || determination === undefined)
    return refuse('claim.unknown', { component: line.component, subject: line.subject });
  return ok({ line, currency, periodKeys, claim: claimView(contract.value, claim, toIso(view)), determination });
}
