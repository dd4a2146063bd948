import { isEffectiveAt } from '#core/facts/view.ts';
import { DAY_MS, fromIso, type Instant } from '#core/kernel/instant.ts';
import {
  ENOUGH_DUE,
  type Promised,
  type PromiseKind,
  promiseKinds,
  type Tally,
  tally,
} from '#core/measures/promises-kept/promises-kept.ts';
import type { Bilingual } from '#core/promises/agreements/agreement.ts';
import { coveredMs } from '#core/settlement/milestone-delay.ts';
import { resultAt } from '#core/settlement/standing.ts';
import { termsAt } from '#core/settlement/terms-history.ts';
import { type ContractStanding, contractStandings, type StandingPorts } from './contract-standing.ts';
import { type AgreementRequest, listRequests } from './handle-request.ts';
import type { Asker } from './ports.ts';

export interface SidePromises {
  readonly side: 'payer' | 'payee';
  readonly whole: Tally;
  readonly byKind: readonly ({ readonly what: PromiseKind } & Tally)[];
  /** What the agreements oblige this side to and nothing here measures. */
  readonly unmeasured: readonly { readonly agreementId: string; readonly text: Bilingual }[];
}

export interface PromisesKept {
  readonly enoughFrom: number;
  readonly sides: readonly SidePromises[];
}

/** How both sides kept what they promised under the agreements the caller sees. */
export async function readPromises(ports: StandingPorts, asker: Asker): Promise<PromisesKept> {
  const standings = await contractStandings(ports, asker);
  const now = fromIso(ports.clock.now());
  const all = (
    await Promise.all(
      standings.map(async (standing) => {
        const requests = await listRequests(ports, asker, standing.contract.agreement.id);
        return promisesOf(standing, requests.ok ? requests.value : [], now);
      }),
    )
  ).flat();
  const sides = (['payer', 'payee'] as const).map((side) => {
    const own = all.filter((one) => one.side === side);
    return {
      side,
      whole: tally(own, now),
      byKind: promiseKinds.flatMap((what) => {
        const ofKind = own.filter((one) => one.what === what);
        return ofKind.length === 0 ? [] : [{ what, ...tally(ofKind, now) }];
      }),
      unmeasured: standings.filter(({ read }) => read.state !== 'ended').flatMap((standing) => unmeasuredOf(standing, side)),
    };
  });
  return { enoughFrom: ENOUGH_DUE, sides };
}

function promisesOf(standing: ContractStanding, requests: readonly AgreementRequest[], now: Instant): readonly Promised[] {
  return [...decisionsOf(standing, now), ...answersOf(requests), ...milestonesOf(standing, requests, now)];
}

/** Where a claim counts only when it is accepted, deciding inside the review window is the payer's promise. */
function decisionsOf({ contract: { versions }, claims }: ContractStanding, now: Instant): readonly Promised[] {
  return claims.flatMap(({ history }): readonly Promised[] => {
    const seen = resultAt(history, now);
    if (seen === undefined || !seen.result.inWindow) return [];
    const terms = termsAt(versions, seen.result.resultAt);
    if (terms.countsWhen !== 'accepted') return [];
    const decided = history.decisions
      .filter(({ kind, recordedAt, spans }) => kind !== 'contested' && recordedAt >= seen.reviewFrom && isEffectiveAt(spans, now))
      .map(({ recordedAt }) => recordedAt);
    const promised = { side: 'payer', what: 'claims_decided', dueAt: seen.reviewFrom + terms.reviewMs } as const;
    return [decided.length === 0 ? promised : { ...promised, doneAt: Math.min(...decided) }];
  });
}

function answersOf(requests: readonly AgreementRequest[]): readonly Promised[] {
  return requests
    .filter(({ state }) => state !== 'withdrawn')
    .map(({ to, dueAt, answeredAt }) => ({
      side: to,
      what: 'requests_answered',
      dueAt: fromIso(dueAt),
      ...(answeredAt === undefined ? {} : { doneAt: fromIso(answeredAt) }),
    }));
}

/** A milestone is due when the agreement says, later by the time it waited for overdue answers where that moves it. */
function milestonesOf({ contract, claims }: ContractStanding, requests: readonly AgreementRequest[], now: Instant): readonly Promised[] {
  const { components, obligations } = contract.agreement;
  const begin = contract.terms.periods[0]?.from ?? 0;
  const moves = obligations.payer.some(({ consequence }) => consequence?.kind === 'deadline_moves');
  return components.flatMap(({ key, milestone }): readonly Promised[] => {
    if (milestone?.dueWithinDays === undefined) return [];
    const history = claims.find((claim) => claim.history.component === key)?.history;
    const doneAt = history === undefined ? undefined : resultAt(history, now)?.result.resultAt;
    const waited = requests
      .filter((one) => one.to === 'payer' && one.milestone === key && one.state !== 'withdrawn')
      .map((one) => ({ from: fromIso(one.dueAt), until: Math.min(doneAt ?? now, fromIso(one.answeredAt ?? '9999-12-31T00:00:00.000Z')) }));
    const dueAt = begin + milestone.dueWithinDays * DAY_MS + (moves ? coveredMs(waited) : 0);
    return [{ side: 'payee', what: 'milestones_evidenced', dueAt, ...(doneAt === undefined ? {} : { doneAt }) }];
  });
}

/** Requests measure what moves a deadline; every other obligation is a sentence that no fact answers yet. */
function unmeasuredOf({ contract: { agreement } }: ContractStanding, side: 'payer' | 'payee'): SidePromises['unmeasured'] {
  return agreement.obligations[side]
    .filter(({ consequence }) => consequence?.kind !== 'deadline_moves')
    .map(({ text }) => ({ agreementId: agreement.id, text }));
}
