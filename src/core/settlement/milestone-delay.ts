import type { HashedFact } from '#core/facts/view.ts';
import { DAY_MS, fromIso, type Instant } from '#core/kernel/instant.ts';
import type { ComponentClause } from '#core/promises/agreements/agreement.ts';
import type { ContractVersion } from './contract.ts';

/** Started days from the deadline of a milestone to its evidence, less the time it waited for overdue answers of the client. */
export function lateDaysOf(
  { agreement, terms }: ContractVersion,
  { milestone }: ComponentClause,
  inForce: readonly HashedFact[],
  subject: string,
  evidencedAt: Instant,
): number {
  if (milestone?.dueWithinDays === undefined) return 0;
  const begin = terms.periods[0]?.from ?? 0;
  const moves = agreement.obligations.payer.some(({ consequence }) => consequence?.kind === 'deadline_moves');
  const waitedMs = moves ? waitedFor(inForce, subject, evidencedAt) : 0;
  const late = evidencedAt - (begin + milestone.dueWithinDays * DAY_MS + waitedMs);
  return late <= 0 ? 0 : Math.ceil(late / DAY_MS);
}

/** The time that stretches cover together, in milliseconds; where they overlap it counts once. */
export function coveredMs(stretches: readonly { readonly from: Instant; readonly until: Instant }[]): number {
  let covered = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const { from, until } of [...stretches].sort((a, b) => a.from - b.from)) {
    const start = Math.max(from, reached);
    if (until <= start) continue;
    covered += until - start;
    reached = until;
  }
  return covered;
}

/** Time before `until` in which at least one request to the client was overdue; requests that overlap count once. */
function waitedFor(inForce: readonly HashedFact[], milestone: string, until: Instant): number {
  const overdue = inForce
    .map(({ fact }) => fact)
    .filter(({ kind, data }) => kind === 'request.made' && data['milestone'] === milestone && data['to'] === 'payer')
    .filter((made) => !inForce.some(({ fact }) => fact.kind === 'request.withdrawn' && fact.subject === made.subject))
    .map((made) => {
      const answers = inForce.filter(({ fact }) => fact.kind === 'request.answered' && fact.subject === made.subject);
      const answeredAt = Math.min(until, ...answers.map(({ fact }) => fromIso(fact.occurredAt)));
      return { from: fromIso(String(made.data['dueAt'])), until: answeredAt };
    });
  return coveredMs(overdue);
}
