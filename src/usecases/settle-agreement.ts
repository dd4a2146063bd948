import type { FactDraft } from '#core/facts/fact.ts';
import { present } from '#core/kernel/assert.ts';
import { derivedId } from '#core/kernel/ids.ts';
import { fromIso, type Instant, type IsoInstant, type IsoMonth, toIso } from '#core/kernel/instant.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Contract } from '#core/settlement/contract.ts';
import { type HandOver, handOverFromJson, handOverJson } from '#core/settlement/hand-over.ts';
import type { StatementLine, Totals } from '#core/settlement/line.ts';
import { blockingReach, claimsInPlay, movingReach, type Reach } from '#core/settlement/reach.ts';
import { settle } from '#core/settlement/settle.ts';
import { linesInForce, statementLines, statementTotals } from '#core/settlement/statement.ts';
import type { TaxedSum } from '#core/settlement/taxes.ts';
import { lockInstants } from '#core/settlement/terms-history.ts';
import { statementHash, wireLine, wireTotals } from '#core/settlement/wire.ts';
import { contractInForce } from './agreement-state.ts';
import type { Asker, Ports, Statement } from './ports.ts';
import { refreshClaims } from './refresh-claims.ts';
import { statementTaxes } from './statement-taxes.ts';

export interface SettleRequest {
  readonly agreementId: string;
  /** YYYY-MM: the last period the statement covers. */
  readonly through: IsoMonth;
  /** The cut: what was known by then; now unless stated. */
  readonly asOf?: IsoInstant;
  /** Shows the statement without closing it. */
  readonly dryRun?: boolean;
}

export interface SettledStatement {
  /** null in a dry run. */
  readonly statementId: string | null;
  readonly through: IsoMonth;
  readonly asOf: IsoInstant;
  readonly currency: string;
  readonly totals: Totals;
  readonly lines: readonly StatementLine[];
  /** Period keys by index, to name the period of a line. */
  readonly periodKeys: readonly IsoMonth[];
  readonly taxes: readonly TaxedSum[];
}

/**
 * Closes a statement through a month at a cut, or only shows it: the difference between what all periods say now and what was
 * stated before. The same month and cut give the same statement. Refusals: agreement.unknown, agreement.not_in_force,
 * settlement.period_not_begun, settlement.cut_in_future, settlement.cut_before_last, settlement.period_before_last, settlement.period_outside_term.
 */
export async function settleAgreement(ports: Ports, asker: Asker, request: SettleRequest): Promise<Result<SettledStatement>> {
  // The next statement is a difference to the last one, so there is never more than one at a time.
  return ports.exclusive.exclusively(asker, `statements of ${request.agreementId}`, () => settleAlone(ports, asker, request));
}

async function settleAlone(ports: Ports, asker: Asker, request: SettleRequest): Promise<Result<SettledStatement>> {
  const now = ports.clock.now();
  const asOf = request.asOf ?? now;
  if (asOf > now) return refuse('settlement.cut_in_future', { cut: asOf, now });
  const contract = await contractInForce(ports, asker, request.agreementId, asOf);
  if (!contract.ok) return contract;
  const { periods } = contract.value.terms;
  const through = periods.findIndex(({ key }) => key === request.through);
  if (through < 0) {
    return refuse('settlement.period_outside_term', {
      period: request.through,
      first: periods[0]?.key ?? '',
      last: periods.at(-1)?.key ?? '',
    });
  }
  const begins = toIso(present(periods[through], 'period').from);
  if (begins > asOf) return refuse('settlement.period_not_begun', { period: request.through, begins, cut: asOf });
  const last = (await ports.statements.list(asker, request.agreementId)).reduce<Statement | undefined>(newer, undefined);
  if (last !== undefined) {
    if (last.throughIndex === through && last.cut === asOf) return ok(await statedAgain(ports, asker, contract.value, last, request));
    if (asOf < last.cut) return refuse('settlement.cut_before_last', { cut: asOf, last: last.cut });
    if (through < last.throughIndex) return refuse('settlement.period_before_last', { period: request.through, last: last.through });
  }
  if (request.dryRun !== true) await ports.log.closeUpTo(asker, asOf);
  const head = await contractInForce(ports, asker, request.agreementId);
  if (!head.ok) return head;
  // Claims are kept as the newest contract judges them; views before a version do not see it.
  await refreshClaims(ports, asker, head.value);
  const { lines, handOver } = await linesToState(ports, asker, contract.value, through, fromIso(asOf));
  const totals = totalsOf(contract.value, last, lines, through, fromIso(asOf));
  const settled = {
    through: request.through,
    asOf,
    currency: contract.value.terms.currency,
    totals,
    lines,
    periodKeys: keysOf(contract.value),
    taxes: await statementTaxes(ports, asker, contract.value, lines),
  };
  if (request.dryRun === true) return ok({ ...settled, statementId: null });
  const statementId = await close(ports, asker, contract.value, { settled, through, last, handOver });
  return ok({ ...settled, statementId });
}

function newer(best: Statement | undefined, statement: Statement): Statement {
  return best === undefined || statement.number > best.number ? statement : best;
}

function keysOf(contract: Contract): readonly IsoMonth[] {
  return contract.terms.periods.map(({ key }) => key);
}

async function statedAgain(
  ports: Ports,
  asker: Asker,
  contract: Contract,
  last: Statement,
  request: SettleRequest,
): Promise<SettledStatement> {
  const lines = await ports.statements.lines(asker, last.id);
  const statementId = request.dryRun === true ? null : last.id;
  return {
    statementId,
    through: last.through,
    asOf: last.cut,
    currency: last.currency,
    totals: last.totals,
    lines,
    periodKeys: keysOf(contract),
    taxes: await statementTaxes(ports, asker, contract, lines),
  };
}

/**
 * Settles what is still open. Locked periods are not settled again: their counters come from the hand-over, their lines from the
 * statements, and only claims are loaded that an open period may touch, so the work does not grow with history.
 */
async function linesToState(
  ports: Ports,
  asker: Asker,
  contract: Contract,
  through: number,
  cut: Instant,
): Promise<{ readonly lines: readonly StatementLine[]; readonly handOver: HandOver }> {
  const { versions, agreement } = contract;
  const checkpoint = await ports.statements.checkpoint(asker, agreement.id);
  const handOver = checkpoint === undefined ? undefined : handOverFromJson(checkpoint);
  const from = handOver?.from ?? 0;
  const load = ({ since, changedSince, carried }: Reach) => {
    const iso = (at: Instant | null) => (at === null ? null : toIso(at));
    return ports.claims.forSettlement(asker, agreement.id, iso(since), iso(changedSince), carried);
  };
  const reach = movingReach(versions, handOver);
  const moving = await load(reach);
  const blocking = blockingReach(versions, reach, moving);
  const inReach = blocking === undefined ? moving : await load(blocking);
  const subjects = [...new Set(inReach.map(({ subject }) => subject))];
  const locked = from === 0 ? [] : await ports.statements.statedOf(asker, agreement.id, subjects, from);
  const lockedLines = [...linesInForce(locked).values()];
  const claims = claimsInPlay(inReach, moving, lockedLines);
  const earlier = handOver === undefined ? undefined : { handOver, lockedLines };
  const settlement = settle(versions, claims, through, cut, earlier);
  const stated = await ports.statements.stated(asker, agreement.id, from);
  return { lines: statementLines(settlement.lines, stated), handOver: settlement.handOver };
}

function totalsOf(contract: Contract, last: Statement | undefined, lines: readonly StatementLine[], through: number, cut: Instant): Totals {
  const { terms } = contract;
  const isLast = through === terms.periods.length - 1 && cut >= present(lockInstants(contract.versions)[through], 'lock');
  return statementTotals(last?.totals.closingMinor ?? 0n, lines, terms.minimumPayoutMinor, isLast);
}

interface Closing {
  readonly settled: Omit<SettledStatement, 'statementId'>;
  readonly through: number;
  readonly last: Statement | undefined;
  readonly handOver: HandOver;
}

async function close(ports: Ports, asker: Asker, contract: Contract, { settled, through, last, handOver }: Closing): Promise<string> {
  const { agreement, subject } = contract;
  const closedAt = ports.clock.now();
  const statement = {
    id: derivedId('statement', asker.workspace, agreement.id, String(through), settled.asOf),
    agreementId: agreement.id,
    number: (last?.number ?? 0) + 1,
    through: settled.through,
    throughIndex: through,
    cut: settled.asOf,
    closedAt,
    currency: settled.currency,
    totals: settled.totals,
    hash: statementHash({
      agreement: agreement.id,
      through,
      cut: settled.asOf,
      totals: wireTotals(settled.totals),
      lines: settled.lines.map(wireLine),
    }),
    sealedSize: (await ports.seals.take(asker)).size,
  };
  const closed: FactDraft = {
    kind: 'statement.closed',
    version: 1,
    subject: `statement:${statement.id}`,
    occurredAt: closedAt,
    source: 'app',
    externalId: statement.id,
    revision: 1,
    actor: asker.actor,
    data: {
      agreement: subject,
      period: settled.through,
      cut: settled.asOf,
      total: { minor: String(settled.totals.totalMinor), currency: settled.currency },
      hash: statement.hash,
    },
  };
  await ports.statements.close(asker, statement, settled.lines, [closed], handOverJson(handOver));
  return statement.id;
}
