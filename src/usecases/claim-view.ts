import { isEffectiveAt } from '#core/facts/view.ts';
import { fromIso, type Instant, type IsoInstant, toIso } from '#core/kernel/instant.ts';
import type { ClaimHistory } from '#core/settlement/claim.ts';
import type { Contract } from '#core/settlement/contract.ts';
import { isNumbered, type SettledLine } from '#core/settlement/line.ts';
import { periodOf } from '#core/settlement/placing.ts';
import { settle } from '#core/settlement/settle.ts';
import { resultAt, standingAt } from '#core/settlement/standing.ts';
import { termsAt } from '#core/settlement/terms-history.ts';
import type { StoredClaim } from './ports.ts';

export const claimStates = ['under_review', 'counted', 'rejected', 'disputed', 'outside_terms'] as const;
export type ClaimState = (typeof claimStates)[number];

/** A claim as people see it at an instant. */
export interface ClaimView {
  readonly component: string;
  readonly subject: string;
  /** What the system it comes from calls the subject. */
  readonly externalId?: string;
  readonly state: ClaimState;
  readonly resultAt: IsoInstant | null;
  readonly netMinor?: bigint;
  /** Until when the payer may reject; null once that is over or pointless. */
  readonly reviewUntil: IsoInstant | null;
  /** After this instant silence has accepted it; only while it is open and its notice was delivered in time. */
  readonly countsBySilenceAfter?: IsoInstant;
}

/** All claims of a contract at an instant, each with what it comes to whatever of it is still under review; named `component/subject`. */
export interface ClaimsNow {
  readonly views: readonly ClaimView[];
  readonly money: ReadonlyMap<string, bigint>;
}

/**
 * All claims of a contract as they stand now. Whether a claim keeps its place and price can only be said with the others in sight: one
 * that stands too near an earlier claim of its key, or above a cap, is outside the terms.
 */
export function claimViews(contract: Contract, claims: readonly Pick<StoredClaim, 'history'>[], now: IsoInstant): readonly ClaimView[] {
  return claimsNow(
    contract,
    claims.map(({ history }) => history),
    now,
  ).views;
}

/** The same with the money of each claim, settled once for both. */
export function claimsNow(contract: Contract, histories: readonly ClaimHistory[], now: IsoInstant): ClaimsNow {
  const { versions, terms } = contract;
  const at = fromIso(now);
  const { lines } = settle(versions, histories, periodOf(at, terms), at);
  const placed = new Set<string>();
  const money = new Map<string, bigint>();
  for (const line of lines) {
    const name = `${line.component}/${line.subject}`;
    if (isNumbered(line) && (line.amountMinor !== 0n || !isCapped(line))) placed.add(name);
    money.set(name, (money.get(name) ?? 0n) + line.amountMinor);
  }
  const views = histories.map((history): ClaimView => {
    const view = claimView(contract, { history }, now);
    const keepsPlace = view.state === 'rejected' || placed.has(`${view.component}/${view.subject}`);
    return keepsPlace ? view : { ...view, state: 'outside_terms' };
  });
  return { views, money };
}

/** A cap left nothing of it; a price that was nothing from the start is not capped. */
function isCapped({ arithmetic }: SettledLine): boolean {
  return arithmetic.some(({ step }) => step === 'capped_count' || step === 'capped_amount');
}

/** Where one claim stands by itself. A claim whose facts were corrected away stands as rejected, without a result. */
export function claimView(contract: Contract, { history }: Pick<StoredClaim, 'history'>, now: IsoInstant): ClaimView {
  const view: Instant = fromIso(now);
  const names = { component: history.component, subject: history.subject };
  const seen = resultAt(history, view);
  if (seen === undefined) return { ...names, state: 'rejected', resultAt: null, reviewUntil: null };
  const { result, reviewFrom } = seen;
  const terms = termsAt(contract.versions, result.resultAt);
  const deadline = reviewFrom + terms.reviewMs;
  const figures = { resultAt: toIso(result.resultAt), ...(result.netMinor === undefined ? {} : { netMinor: result.netMinor }) };
  if (!result.inWindow) return { ...names, ...figures, state: 'outside_terms', reviewUntil: null };
  const standing = standingAt(history, seen, view, terms);
  const state = standing === 'open' ? 'under_review' : standing;
  const reviewUntil = view <= deadline && state !== 'rejected' ? toIso(deadline) : null;
  const isSilent =
    state === 'under_review' && terms.silence !== undefined && noticeOf(history, reviewFrom, view, terms.silence) !== undefined;
  return { ...names, ...figures, state, reviewUntil, ...(isSilent ? { countsBySilenceAfter: toIso(deadline) } : {}) };
}

/** The notice that told the payer in time that silence counts. */
function noticeOf(
  { notices }: ClaimHistory,
  reviewFrom: Instant,
  view: Instant,
  { noticeGraceMs }: { readonly noticeGraceMs: number },
): ClaimHistory['notices'][number] | undefined {
  return notices.find(
    ({ spans, recordedAt }) => isEffectiveAt(spans, view) && recordedAt >= reviewFrom && recordedAt <= reviewFrom + noticeGraceMs,
  );
}

/** The notice that silence would count, with its deadline, and whether nothing but silence made the claim count. */
export interface SilenceStory {
  readonly noticedAt: IsoInstant;
  readonly until: IsoInstant;
  readonly counted: boolean;
}

/** The story of silence about a claim under its present review; null where no notice was delivered in time. */
export function silenceStory(contract: Contract, history: ClaimHistory, view: ClaimView, now: IsoInstant): SilenceStory | null {
  const at = fromIso(now);
  const seen = resultAt(history, at);
  if (seen === undefined) return null;
  const { result, reviewFrom } = seen;
  const { silence, reviewMs, countsWhen } = termsAt(contract.versions, result.resultAt);
  const notice = silence && noticeOf(history, reviewFrom, at, silence);
  if (notice === undefined) return null;
  const decided = history.decisions.some(({ spans, recordedAt }) => recordedAt >= reviewFrom && isEffectiveAt(spans, at));
  const until = reviewFrom + reviewMs;
  const counted = view.state === 'counted' && countsWhen === 'accepted' && at > until && !decided;
  return { noticedAt: toIso(notice.recordedAt), until: toIso(until), counted };
}
