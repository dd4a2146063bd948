import { isEffectiveAt } from '#core/facts/view.ts';
import type { Instant } from '#core/kernel/instant.ts';
import { BASIS_POINTS, divideRounded } from '#core/kernel/money.ts';
import { type ClaimAccount, withLine } from './account.ts';
import type { ClaimHistory, ClaimMark, ClaimRefund, ClaimResult, ConditionMark } from './claim.ts';
import type { Arithmetic, SettledLine } from './line.ts';
import type { PeriodContext } from './period-context.ts';
import { periodOf } from './placing.ts';
import { resultAt, type Standing, standingAt } from './standing.ts';
import type { ComponentTerms, HoldBack } from './terms.ts';
import { componentAt, termsAt } from './terms-history.ts';

/**
 * What follows a placed claim's own lines, each a line of its own in the first period whose view knows it: the decision after the
 * lock, refunds, release or forfeiture of the hold-back.
 */
export function afterLines(context: PeriodContext, accounts: ReadonlyMap<string, ClaimAccount>): SettledLine[] {
  const lines: SettledLine[] = [];
  const mayFollow = ({ key, clawBackMs, holdBack }: ComponentTerms) =>
    key === context.component && (clawBackMs !== undefined || holdBack !== undefined);
  const movesByDecisionOnly = !context.versions.some(({ terms }) => terms.components.some(mayFollow));
  for (const [subject, account] of accounts) {
    if (movesByDecisionOnly && account.underReviewMinor === 0n) continue;
    const history = context.histories.get(subject);
    if (history !== undefined && !account.reversed) lines.push(...linesOf(context, history, account));
  }
  return lines;
}

/** Most claims are settled with their own line; only these few are looked at again in every later period. */
function mayStillMove(component: ComponentTerms, history: ClaimHistory, account: ClaimAccount): boolean {
  return account.underReviewMinor !== 0n || history.refunds.length > 0 || component.holdBack !== undefined;
}

function linesOf(context: PeriodContext, history: ClaimHistory, start: ClaimAccount): SettledLine[] {
  const placed = resultAt(history, context.viewOf(start.placedIn));
  const component = placed && componentAt(context.versions, context.component, placed.result.resultAt);
  if (placed === undefined || component === undefined || !mayStillMove(component, history, start)) return [];
  const claim: PlacedClaim = { context, component, history, result: placed.result, standing: standingNow(context, history) };
  const lines: SettledLine[] = [];
  let account = start;
  for (const step of [decided, ...refundSteps(claim), forfeit, release]) {
    const line = step(claim, account);
    if (line === undefined) continue;
    lines.push(line);
    account = withLine(account, line);
    // What never was has nothing to take back, to forfeit or to release.
    if (account.reversed) break;
  }
  return lines;
}

interface PlacedClaim {
  readonly context: PeriodContext;
  /** The component's terms in force at the result. */
  readonly component: ComponentTerms;
  readonly history: ClaimHistory;
  /** The result as the period that placed the claim saw it. */
  readonly result: ClaimResult;
  readonly standing: Standing;
}

type Step = (claim: PlacedClaim, account: ClaimAccount) => SettledLine | undefined;

/** A result that this view no longer has (retracted, corrected away or out of its window) stands like a rejected one. */
function standingNow({ view, versions }: PeriodContext, history: ClaimHistory): Standing {
  const seen = resultAt(history, view);
  if (seen === undefined || !seen.result.inWindow) return 'rejected';
  return standingAt(history, seen, view, termsAt(versions, seen.result.resultAt));
}

function line(
  claim: PlacedClaim,
  occurrence: string,
  moves: { under?: bigint; held?: bigint; payable?: bigint },
  step: Arithmetic,
): SettledLine {
  const { under = 0n, held = 0n, payable = 0n } = moves;
  const { context, history } = claim;
  const figures = { amountMinor: under + held + payable, underReviewMinor: under, heldMinor: held, payableMinor: payable };
  return { component: context.component, subject: history.subject, occurrence, period: context.index, ...figures, arithmetic: [step] };
}

/** A claim that was still open when its period locked: its decision moves it to payable and held, or reverses it. */
const decided: Step = (claim, account) => {
  const { standing } = claim;
  const under = account.underReviewMinor;
  if (under === 0n || standing === 'open' || standing === 'disputed') return undefined;
  if (standing === 'rejected') return line(claim, 'decided', { under: -under }, { step: 'decided', outcome: 'rejected' });
  const held = account.forfeited ? 0n : heldUnderReview(account);
  return line(claim, 'decided', { under: -under, held, payable: under - held }, { step: 'decided', outcome: 'counted' });
};

function refundSteps(claim: PlacedClaim): Step[] {
  const refunds = knownRefunds(claim);
  const steps: Step[] = refunds.map((refund, index) => (_, account) => {
    if (account.refunds.includes(refund.rootFactId)) return undefined;
    return takeBack(claim, account, refund.rootFactId, refunds.slice(0, index + 1));
  });
  // A carried rest that arrives after the refund is clawed back at once, in a line of its own.
  const rest: Step = (_, account) => {
    if (account.occurrences < 2 || account.lastLineIn !== claim.context.index) return undefined;
    return takeBack(claim, account, `part${account.occurrences}`, refunds);
  };
  return refunds.length === 0 ? [] : [...steps, rest];
}

/** `round(L x R)` minus what was taken before: from under review while open, then from held while outstanding, the rest from paid. */
function takeBack(claim: PlacedClaim, account: ClaimAccount, name: string, refunds: readonly ClaimRefund[]): SettledLine | undefined {
  const { terms } = claim.context;
  const share = refundedShare(refunds, claim.result);
  const part = (minor: bigint) => divideRounded(minor * share.numerator, share.denominator, terms.rounding);
  // After forfeiture only the paid part is taken back, and only what was taken of that part counts as taken before.
  const base = account.forfeited ? account.amountMinor - account.heldShareMinor : account.amountMinor;
  const before = account.forfeited ? account.takenMinor - account.takenFromHeldMinor : account.takenMinor;
  const taken = part(base) - before;
  if (taken === 0n) return undefined;
  const open = account.underReviewMinor > 0n;
  const outstanding = !account.forfeited && (open || account.heldMinor > 0n);
  const fromHeld = outstanding ? part(account.heldShareMinor) - account.takenFromHeldMinor : 0n;
  const latest = refunds[refunds.length - 1];
  const step: Arithmetic = {
    step: 'refund',
    ...(latest?.net === undefined ? {} : { refundedMinor: String(latest.net) }),
    ...(latest?.shareBasisPoints === undefined ? {} : { shareBasisPoints: String(latest.shareBasisPoints) }),
    ofMinor: String(base),
    fromHeldMinor: String(fromHeld),
  };
  return line(claim, `refund:${name}`, open ? takenFromOpen(account, taken) : { held: -fromHeld, payable: fromHeld - taken }, step);
}

/** What is under review goes first; of a part that counted before an objection, what is held goes before what is paid. */
function takenFromOpen({ underReviewMinor: under, heldMinor: held }: ClaimAccount, taken: bigint) {
  if (taken <= under) return { under: -taken };
  const rest = taken - under;
  const fromHeld = rest < held ? rest : held;
  return { under: -under, held: -fromHeld, payable: fromHeld - rest };
}

/** Refunds inside the claw-back window that this period's view knows and whose period has come, in the order of what happened. */
function knownRefunds({ context, component, history, result }: Omit<PlacedClaim, 'standing'>): readonly ClaimRefund[] {
  const { clawBackMs } = component;
  if (clawBackMs === undefined) return [];
  return history.refunds.filter((refund) => refund.occurredAt <= result.resultAt + clawBackMs && isSeen(context, refund));
}

/** The refunded share, from 0 to 1: by the refunded net where it is given, else by the stated share. */
function refundedShare(refunds: readonly ClaimRefund[], result: ClaimResult): { numerator: bigint; denominator: bigint } {
  const whole = result.netMinor ?? 0n;
  const net = refunds.reduce((sum, refund) => sum + (refund.net ?? 0n), 0n);
  const basisPoints = refunds.reduce((sum, refund) => sum + (refund.net === undefined ? (refund.shareBasisPoints ?? 0n) : 0n), 0n);
  if (net > 0n && whole <= 0n) return { numerator: 1n, denominator: 1n };
  const denominator = BASIS_POINTS * (whole > 0n ? whole : 1n);
  const numerator = net * BASIS_POINTS + basisPoints * (whole > 0n ? whole : 1n);
  if (numerator >= denominator) return { numerator: 1n, denominator: 1n };
  // A log of old may hold refunds with a minus; they never pay twice.
  return { numerator: numerator > 0n ? numerator : 0n, denominator };
}

export function isFullyRefunded(context: PeriodContext, history: ClaimHistory, account: ClaimAccount): boolean {
  const placed = resultAt(history, context.viewOf(account.placedIn));
  const component = placed && componentAt(context.versions, context.component, placed.result.resultAt);
  if (placed === undefined || component === undefined) return false;
  const refunds = knownRefunds({ context, component, history, result: placed.result });
  const share = refundedShare(refunds, placed.result);
  return refunds.length > 0 && share.numerator === share.denominator;
}

const forfeit: Step = (claim, account) => {
  const { holdBack } = claim.component;
  if (holdBack === undefined || account.released || account.forfeited || !isForfeited(claim, holdBack)) return undefined;
  const [under, held] = [heldUnderReview(account), account.heldMinor];
  return under + held === 0n ? undefined : line(claim, 'forfeit', { under: -under, held: -held }, { step: 'forfeit' });
};

/** The part to be held of what is still under review; a part that counted before an objection is held already. */
function heldUnderReview({ heldShareMinor, takenFromHeldMinor, heldMinor, underReviewMinor }: ClaimAccount): bigint {
  const rest = heldShareMinor - takenFromHeldMinor - heldMinor;
  const atMost = rest < underReviewMinor ? rest : underReviewMinor;
  return atMost > 0n ? atMost : 0n;
}

/** The customer left, the condition failed, or the release date passed without the word that the contract waits for. */
function isForfeited({ context, history, result }: PlacedClaim, { condition, forfeitOnEnd, releaseAfterMs }: HoldBack): boolean {
  const dueAt = result.resultAt + releaseAfterMs;
  const inTime = (mark: ClaimMark) => mark.occurredAt <= dueAt && isSeen(context, mark);
  if (forfeitOnEnd && history.endings.some(inTime)) return true;
  if (condition === undefined) return false;
  const marks = conditionMarks(history, condition.key).filter(inTime);
  if (marks.some(({ met }) => met)) return false;
  return marks.length > 0 || (condition.otherwise === 'forfeit' && isDue(context, dueAt));
}

const release: Step = (claim, account) => {
  const { context, history, result } = claim;
  const { holdBack } = claim.component;
  if (holdBack === undefined || account.heldMinor === 0n) return undefined;
  const { condition, releaseAfterMs } = holdBack;
  const met = condition !== undefined && conditionMarks(history, condition.key).some((mark) => mark.met && isSeen(context, mark));
  if (!met && !isDue(context, result.resultAt + releaseAfterMs)) return undefined;
  return line(claim, 'release', { held: -account.heldMinor, payable: account.heldMinor }, { step: 'release' });
};

function conditionMarks({ conditions = [] }: ClaimHistory, key: 'paid' | 'retained'): readonly ConditionMark[] {
  return conditions.filter(({ condition }) => condition === key);
}

/** Known to the view, and in a period that has come. */
function isSeen({ view, terms, index }: PeriodContext, { spans, occurredAt }: ClaimMark): boolean {
  return isEffectiveAt(spans, view) && periodOf(occurredAt, terms) <= index;
}

function isDue({ view, terms, index }: PeriodContext, at: Instant): boolean {
  return view >= at && periodOf(at, terms) <= index;
}
