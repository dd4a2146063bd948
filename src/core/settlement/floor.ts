import { present } from '#core/kernel/assert.ts';
import type { SettledLine } from './line.ts';
import type { ComponentState, PeriodContext } from './period-context.ts';
import { amountIn, type Floor, windowKey } from './terms.ts';
import { windowedClause } from './terms-history.ts';

function floorOf({ versions, component, index }: PeriodContext): Floor | undefined {
  return windowedClause(versions, component, index, ({ floor }) => floor);
}

/** Adds up what the numbered lines of a floor's window come to; what follows them later moves no floor. */
export function noteEarned(context: PeriodContext, state: ComponentState, lines: readonly SettledLine[]): void {
  const floor = floorOf(context);
  if (floor === undefined) return;
  const window = windowKey(present(context.terms.periods[context.index], 'period'), floor.window);
  const earned = lines.reduce((sum, { amountMinor }) => sum + amountMinor, state.earnedMinor.get(window) ?? 0n);
  state.earnedMinor.set(window, earned);
}

/**
 * What a window lacks to its floor, in its last period of the term and once that is over: a line about the agreement's window. A window that
 * was over before both had signed owes nothing.
 */
export function floorLine(context: PeriodContext, state: ComponentState): readonly SettledLine[] {
  const { terms, index, view, component } = context;
  const floor = floorOf(context);
  const period = present(terms.periods[index], 'period');
  const isOwed = period.until > present(context.versions[0], 'first version').effectiveFrom;
  if (floor === undefined || !isOwed || index >= terms.termPeriodCount || view < period.until) return [];
  const window = windowKey(period, floor.window);
  const next = index + 1 < terms.termPeriodCount ? terms.periods[index + 1] : undefined;
  if (next !== undefined && windowKey(next, floor.window) === window) return [];
  const limitMinor = amountIn({ limit: floor.limitMinor, window: floor.window }, window, terms);
  const earnedMinor = state.earnedMinor.get(window) ?? 0n;
  const missingMinor = limitMinor - earnedMinor;
  if (missingMinor <= 0n) return [];
  const figures = { limitMinor: String(limitMinor), earnedMinor: String(earnedMinor), window };
  return [
    {
      component,
      subject: `window:${window}`,
      occurrence: `floor:${window}`,
      period: index,
      amountMinor: missingMinor,
      underReviewMinor: 0n,
      heldMinor: 0n,
      payableMinor: missingMinor,
      arithmetic: [{ step: 'floor', ...figures }],
    },
  ];
}
