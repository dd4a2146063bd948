import { present } from '#core/kernel/assert.ts';
import { withLine } from './account.ts';
import { afterLines } from './after-lines.ts';
import { carriedParts, fitUnderCaps } from './caps.ts';
import { heldParts } from './hold-back.ts';
import type { SettledLine } from './line.ts';
import type { ComponentState, HeldPart, NumberedPart, PeriodContext } from './period-context.ts';
import { rankCandidates } from './placing.ts';
import { pricerOf } from './prices/registry.ts';
import { windowKey } from './terms.ts';

export function emptyState(): ComponentState {
  return { accounts: new Map(), keys: new Map(), ranked: new Map(), usedCount: new Map(), usedMinor: new Map(), rests: [] };
}

/** The lines of one period on its own view; the state moves on to what the next period starts from. */
export function settlePeriod(context: PeriodContext, state: ComponentState): readonly SettledLine[] {
  const parts = [...carriedParts(context, state), ...placedParts(context, state)];
  const amounts = parts.map((part) => part.amountMinor);
  const held = heldParts(context.component.holdBack, amounts, context.terms.rounding);
  const own = parts.map((part, i) => numberedLine(context, part, held[i]));
  for (const line of own) book(state, line);
  const after = afterLines(context, state.accounts);
  for (const line of after) book(state, line);
  return [...own, ...after];
}

function book(state: ComponentState, line: SettledLine): void {
  state.accounts.set(line.subject, withLine(state.accounts.get(line.subject), line));
}

function placedParts(context: PeriodContext, state: ComponentState): NumberedPart[] {
  const { terms, component, index } = context;
  const candidates = rankCandidates(context, state);
  const pricer = pricerOf(component.price, terms.rounding);
  const key = windowKey(present(terms.periods[index], 'period'), pricer.window);
  return candidates.map(({ history, standing, result }) => {
    const position = (state.ranked.get(key) ?? 0) + 1;
    state.ranked.set(key, position);
    const full = pricer.price({ position, rankedInPeriod: candidates.length, netMinor: result.netMinor ?? 0n, windowKey: key });
    const capped = fitUnderCaps(context, state, { history, result }, full.amountMinor);
    return { history, standing, occurrence: '1', amountMinor: capped.amountMinor, arithmetic: [full.arithmetic, ...capped.arithmetic] };
  });
}

/** A claim's own line: payable and held once the claim counts, wholly under review until then. */
function numberedLine(context: PeriodContext, part: NumberedPart, held: HeldPart | undefined): SettledLine {
  const { amountMinor, standing } = part;
  const arithmetic = [...part.arithmetic];
  if (held !== undefined)
    arithmetic.push({ step: 'held', shareBasisPoints: String(held.shareBasisPoints), heldMinor: String(held.heldMinor) });
  const counted = standing === 'counted';
  if (!counted) arithmetic.push({ step: standing === 'disputed' ? 'disputed' : 'under_review' });
  const heldMinor = counted ? (held?.heldMinor ?? 0n) : 0n;
  return {
    component: context.component.key,
    subject: part.history.subject,
    occurrence: part.occurrence,
    period: context.index,
    amountMinor,
    underReviewMinor: counted ? 0n : amountMinor,
    heldMinor,
    payableMinor: counted ? amountMinor - heldMinor : 0n,
    arithmetic,
  };
}
