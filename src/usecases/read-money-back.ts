import { addDays, DAY_MS, dayOf, fromIso, type IsoDay, type IsoInstant, startOfDay, toIso } from '#core/kernel/instant.ts';
import { type BackPerUnit, backPerUnit, type UsualCycle, usualCycle } from '#core/measures/money-back/money-back.ts';
import type { MovedFigure } from '#core/measures/money-back/money-moved.ts';
import type { Asker, Ports, Statement, Workspace } from './ports.ts';
import type { MovedSum, Stretch } from './today-ports.ts';

export const SPAN_DAYS = 90;

export interface SpanOfDays extends Stretch {
  readonly firstDay: IsoDay;
  readonly lastDay: IsoDay;
}

/** The last 90 days of the workspace's calendar, today included. */
export function lastDays({ timeZone }: Pick<Workspace, 'timeZone'>, now: IsoInstant, days = SPAN_DAYS): SpanOfDays {
  const lastDay = dayOf(fromIso(now), timeZone);
  const firstDay = addDays(lastDay, 1 - days);
  return { firstDay, lastDay, from: toIso(startOfDay(firstDay, timeZone)), until: toIso(startOfDay(addDays(lastDay, 1), timeZone)) };
}

interface Sum {
  readonly minor: bigint;
  readonly count: number;
}

export interface MoneyBack {
  readonly span: SpanOfDays;
  readonly spent: Sum & { readonly costs: Sum; readonly statements: Sum };
  readonly ordered: Sum;
  readonly received: Sum & { readonly netMinor: bigint; readonly withoutTax: number };
  readonly back: BackPerUnit;
  readonly cycle: UsualCycle | null;
  /** Amounts in other currencies, which are in none of the sums. */
  readonly otherCurrencies: number;
}

/** What went out for marketing in the last 90 days and what came back. Amounts in the currency of the workspace, minor units. */
export async function readMoneyBack(
  ports: Pick<Ports, 'today' | 'statements' | 'clock'>,
  asker: Asker,
  workspace: Workspace,
): Promise<MoneyBack> {
  const now = ports.clock.now();
  const span = lastDays(workspace, now);
  const [sums, statements, measured] = await Promise.all([
    ports.today.moneyMoved(asker, span),
    statementsOf(ports, asker, workspace, span),
    ports.today.cycle(asker, toIso(fromIso(now) - 365 * DAY_MS)),
  ]);
  const own = (figure: MovedFigure) => sums.find((sum) => sum.figure === figure && sum.currency === workspace.currency);
  const costs = sumOf(own('spent'));
  const inOwn = statements.filter(({ statement }) => statement.currency === workspace.currency);
  const asked = inOwn.reduce((sum, { minor }) => sum + minor, 0n);
  const received = own('received');
  const spent = { minor: costs.minor + asked, count: costs.count + inOwn.length };
  return {
    span,
    spent: { ...spent, costs, statements: { minor: asked, count: inOwn.length } },
    ordered: sumOf(own('ordered')),
    received: { ...sumOf(received), netMinor: received?.netMinor ?? 0n, withoutTax: received?.withoutTax ?? 0 },
    back: backPerUnit(spent.minor, received?.netMinor ?? 0n, received?.count ?? 0),
    cycle: usualCycle(measured, SPAN_DAYS) ?? null,
    otherCurrencies: sums
      .filter(({ currency }) => currency !== workspace.currency)
      .reduce((sum, { count }) => sum + count, statements.length - inOwn.length),
  };
}

function sumOf(sum: MovedSum | undefined): Sum {
  return { minor: sum?.minor ?? 0n, count: sum?.count ?? 0 };
}

export interface SpentStatement {
  readonly statement: Statement;
  readonly minor: bigint;
  readonly on: IsoDay;
}

/** In any currency. What statements asked for counts on the last day of their month, or on the day they were closed if that was earlier. */
export async function statementsOf(
  ports: Pick<Ports, 'statements'>,
  asker: Asker,
  { timeZone }: Workspace,
  { firstDay, lastDay }: SpanOfDays,
): Promise<readonly SpentStatement[]> {
  const all = await ports.statements.list(asker);
  return all
    .filter((statement) => statement.totals.payableMinor !== 0n)
    .map((statement) => ({ statement, minor: statement.totals.payableMinor, on: dayOfCost(statement, timeZone) }))
    .filter(({ on }) => on >= firstDay && on <= lastDay)
    .sort((a, b) => (a.on < b.on ? 1 : -1));
}

function dayOfCost({ through, closedAt }: Statement, timeZone: string): IsoDay {
  const closedOn = dayOf(fromIso(closedAt), timeZone);
  const monthEnds = Temporal.PlainYearMonth.from(through).add({ months: 1 }).toPlainDate({ day: 1 }).subtract({ days: 1 }).toString();
  return [closedOn, monthEnds].sort()[0] ?? closedOn;
}
