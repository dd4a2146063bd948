import { present } from '#core/kernel/assert.ts';
import { withLine } from './account.ts';
import { afterLines } from './after-lines.ts';
import { carriedParts, fitUnderCaps } from './caps.ts';
import { floorLine, noteEarned } from './floor.ts';
import { heldParts } from './hold-back.ts';
import type { SettledLine } from './line.ts';
import type { ComponentState, HeldPart, NumberedPart, PeriodContext } from './period-context.ts';
import { rankCandidates } from './placing.ts';
import { pricerOf } from './prices/registry.ts';
import { windowKey } from './terms.ts';
import { componentAt, priceOf } from './terms-history.ts';

export function emptyState(): ComponentState {
  return {
    accounts: new Map(),
    keys: new Map(),
    ranked: new Map(),
    usedCount: new Map(),
    usedMinor: new Map(),
    earnedMinor: new Map(),
    rests: [],
  };
}

/** The lines of one period on its own view; the state moves on to what the next period starts from. */
export function settlePeriod(context: PeriodContext, state: ComponentState): readonly SettledLine[] {
  const parts = [...carriedParts(context, state), ...placedParts(context, state)];
  const held = heldShares(context, parts);
  const own = parts.map((part, i) => numberedLine(context, part, held[i]));
  for (const line of own) book(state, line);
  noteEarned(context, state, own);
  const after = afterLines(context, state.accounts);
  for (const line of after) book(state, line);
  return [...own, ...after, ...floorLine(context, state)];
}

function book(state: ComponentState, line: SettledLine): void {
  const account = withLine(state.accounts.get(line.subject), line);
  state.accounts.set(line.subject, account);
  // What a cap left over of a claim goes with it.
  if (account.reversed) state.rests = state.rests.filter(({ subject }) => subject !== line.subject);
}

function placedParts(context: PeriodContext, state: ComponentState): NumberedPart[] {
  const { terms, versions, index } = context;
  const candidates = rankCandidates(context, state);
  const period = present(terms.periods[index], 'period');
  return candidates.map(({ history, standing, component, result }) => {
    const pricer = pricerOf(priceOf(versions, component, index), terms.rounding);
    const key = windowKey(period, pricer.window);
    const position = (state.ranked.get(key) ?? 0) + 1;
    state.ranked.set(key, position);
    const { netMinor = 0n, lateDays = 0, resultAt } = result;
    const full = pricer.price({ position, rankedInPeriod: candidates.length, netMinor, lateDays, windowKey: key });
    const capped = fitUnderCaps(context, state, { history, result }, full.amountMinor);
    const occurrence = String((state.accounts.get(history.subject)?.occurrences ?? 0) + 1);
    const arithmetic = [full.arithmetic, ...capped.arithmetic];
    return { history, resultAt, standing, occurrence, amountMinor: capped.amountMinor, arithmetic };
  });
}

/** The hold-back is a share of the period's lines together; lines under another version's hold-back are a group of their own. */
function heldShares({ versions, component, terms }: PeriodContext, parts: readonly NumberedPart[]): readonly (HeldPart | undefined)[] {
  const clauses = parts.map(({ resultAt }) => componentAt(versions, component, resultAt)?.holdBack);
  const shares = new Map<NumberedPart, HeldPart | undefined>();
  for (const clause of new Set(clauses)) {
    const group = parts.filter((_, index) => clauses[index] === clause);
    const held = heldParts(
      clause,
      group.map((part) => part.amountMinor),
      terms.rounding,
    );
    for (const [index, part] of group.entries()) shares.set(part, held[index]);
  }
  return parts.map((part) => shares.get(part));
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
    component: context.component,
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
