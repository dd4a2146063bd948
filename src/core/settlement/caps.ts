import { present } from '#core/kernel/assert.ts';
import { isFullyRefunded } from './after-lines.ts';
import type { Arithmetic } from './line.ts';
import type { ComponentState, NumberedPart, PeriodContext, Rest } from './period-context.ts';
import type { Candidate } from './placing.ts';
import { resultAt, standingAt } from './standing.ts';
import { amountIn, countIn, windowKey } from './terms.ts';
import { termsAt, windowedClause } from './terms-history.ts';

interface Fitted {
  readonly amountMinor: bigint;
  readonly arithmetic: readonly Arithmetic[];
}

/** The part of a price that the caps leave; the count cap goes before the amount cap. What a carrying cap cuts off waits. */
export function fitUnderCaps(
  context: PeriodContext,
  state: ComponentState,
  { history, result }: Pick<Candidate, 'history' | 'result'>,
  amountMinor: bigint,
): Fitted {
  const { periods, termPeriodCount } = context.terms;
  const isAfterTerm = result.resultAt >= present(periods[termPeriodCount - 1], 'last period of the term').until;
  return fitPart(context, state, { subject: history.subject, fromWindow: '', restMinor: amountMinor, whole: true }, isAfterTerm);
}

function fitPart(context: PeriodContext, state: ComponentState, part: Rest, isAfterTerm = false): Fitted {
  const { capCount, capAmount } = capsOf(context);
  const period = present(context.terms.periods[context.index], 'period');
  const waits = (restMinor: bigint, fromWindow: string, whole: boolean) => {
    if (restMinor !== 0n) state.rests = [...state.rests, { subject: part.subject, fromWindow, restMinor, whole }];
  };
  if (capCount !== undefined && part.whole) {
    const window = windowKey(period, capCount.window);
    const used = state.usedCount.get(window) ?? 0;
    // A result after the end meets the whole limit: only the term itself is short.
    const limit = isAfterTerm ? capCount.limit : countIn(capCount, window, context.terms);
    if (used >= limit) {
      if (capCount.above === 'carry') waits(part.restMinor, window, true);
      return { amountMinor: 0n, arithmetic: [{ step: 'capped_count', limit, window }] };
    }
    state.usedCount.set(window, used + 1);
  }
  if (capAmount === undefined) return { amountMinor: part.restMinor, arithmetic: [] };
  const window = windowKey(period, capAmount.window);
  const usedMinor = state.usedMinor.get(window) ?? 0n;
  const limit = isAfterTerm ? capAmount.limit : amountIn(capAmount, window, context.terms);
  const left = limit > usedMinor ? limit - usedMinor : 0n;
  const amountMinor = part.restMinor < left ? part.restMinor : left;
  state.usedMinor.set(window, usedMinor + amountMinor);
  if (amountMinor === part.restMinor) return { amountMinor, arithmetic: [] };
  if (capAmount.above === 'carry') waits(part.restMinor - amountMinor, window, part.whole && amountMinor === 0n);
  const figures = { limitMinor: String(limit), usedMinor: String(usedMinor), amountMinor: String(amountMinor) };
  return { amountMinor, arithmetic: [{ step: 'capped_amount', ...figures, window }] };
}

function capsOf({ versions, component, index }: PeriodContext) {
  return {
    capCount: windowedClause(versions, component, index, (terms) => terms.capCount),
    capAmount: windowedClause(versions, component, index, (terms) => terms.capAmount),
  };
}

/**
 * Rests of earlier windows go first in a new one: at the price they had, without a tier position. Claims rejected or
 * fully refunded meanwhile are not carried; what is left at the end of the term is dropped.
 */
export function carriedParts(context: PeriodContext, state: ComponentState): NumberedPart[] {
  const { terms, versions, index, view } = context;
  if (state.rests.length === 0) return [];
  const { capCount, capAmount } = capsOf(context);
  const cap = capCount?.above === 'carry' ? capCount : capAmount?.above === 'carry' ? capAmount : undefined;
  if (cap === undefined || index >= terms.termPeriodCount) {
    state.rests = [];
    return [];
  }
  const window = windowKey(present(terms.periods[index], 'period'), cap.window);
  const due = state.rests.filter((rest) => rest.fromWindow !== window);
  state.rests = state.rests.filter((rest) => rest.fromWindow === window);
  const parts: NumberedPart[] = [];
  for (const rest of due) {
    const history = context.histories.get(rest.subject);
    const account = state.accounts.get(rest.subject);
    const seen = history && resultAt(history, view);
    if (history === undefined || account === undefined || isFullyRefunded(context, history, account)) continue;
    const placed = resultAt(history, context.viewOf(account.placedIn));
    const placedAt = placed?.result.resultAt ?? 0;
    const standing = seen === undefined ? 'open' : standingAt(history, seen, view, termsAt(versions, seen.result.resultAt));
    if (standing === 'rejected') continue;
    const fitted = fitPart(context, state, rest);
    const arithmetic: Arithmetic[] = [
      { step: 'carried', from: rest.fromWindow, amountMinor: String(rest.restMinor) },
      ...fitted.arithmetic,
    ];
    if (fitted.amountMinor === 0n) continue;
    const occurrence = String(account.occurrences + 1);
    parts.push({ history, resultAt: placedAt, standing, occurrence, amountMinor: fitted.amountMinor, arithmetic });
  }
  return parts;
}
