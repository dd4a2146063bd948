import { mergedPeople } from '#core/definitions/history.ts';
import type { Fact } from '#core/facts/fact.ts';
import type { HashedFact } from '#core/facts/view.ts';
import { DAY_MS, fromIso } from '#core/kernel/instant.ts';
import { attributionRules } from '#core/measures/attribution/registry.ts';
import type { Touchpoint } from '#core/measures/attribution/touchpoint.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';

/** One view of a claim subject's facts, with the leads the subject goes back to. */
export interface SubjectView {
  /** Facts in force, in view order. */
  readonly facts: readonly HashedFact[];
  readonly leads: readonly string[];
  /** Who was merged into whom on this view. */
  readonly people: ReadonlyMap<string, string>;
}

export function viewOf(facts: readonly HashedFact[], subject: string): SubjectView {
  return { facts, leads: leadsOf(facts, subject), people: mergedPeople(facts) };
}

/** The one person that someone is on this view. */
export function samePerson({ people }: SubjectView, person: string): string {
  return people.get(person) ?? person;
}

/** The fact of a kind about a subject that counts: if several are in force all the same, the last recorded one counts alone. */
export function factAbout(facts: readonly HashedFact[], subject: string, ...kinds: readonly string[]): Fact | undefined {
  let best: HashedFact | undefined;
  for (const candidate of facts) {
    const { fact } = candidate;
    if (fact.subject !== subject || !kinds.includes(fact.kind)) continue;
    if (best === undefined || countsBefore(candidate, best)) best = candidate;
  }
  return best?.fact;
}

function countsBefore(a: HashedFact, b: HashedFact): boolean {
  if (a.fact.recordedAt !== b.fact.recordedAt) return a.fact.recordedAt > b.fact.recordedAt;
  return a.contentHash > b.contentHash;
}

/** Follows an order to its deal, a deal or appointment to its leads; a lead is its own. */
function leadsOf(facts: readonly HashedFact[], subject: string): readonly string[] {
  if (subject.startsWith('lead:')) return [subject];
  const deal = dealOf(facts, subject);
  if (deal !== undefined) return namedLeads(facts, deal);
  const lead = factAbout(facts, subject, 'appointment.booked')?.data['lead'];
  return typeof lead === 'string' ? [lead] : [];
}

export function dealOf(facts: readonly HashedFact[], subject: string): string | undefined {
  if (subject.startsWith('deal:')) return subject;
  const deal = factAbout(facts, subject, 'order.placed')?.data['deal'];
  return typeof deal === 'string' ? deal : undefined;
}

function namedLeads(facts: readonly HashedFact[], deal: string): readonly string[] {
  const named = [factAbout(facts, deal, 'deal.won')?.data['leads'], factAbout(facts, deal, 'deal.opened')?.data['leads']];
  const leads = named.find((list) => Array.isArray(list) && list.length > 0);
  return Array.isArray(leads) ? leads.filter((lead) => typeof lead === 'string') : [];
}

/**
 * The touches that may be credited, oldest first: each lead's origin at its capture, whenever that was, and the touches of its
 * person inside the look-back before the capture.
 */
export function journeyOf(view: SubjectView, lookBackDays: number): readonly Touchpoint[] {
  const { facts, leads } = view;
  const journey: Touchpoint[] = [];
  for (const lead of leads) {
    const captured = factAbout(facts, lead, 'lead.captured');
    if (captured === undefined) continue;
    const person = captured.data['person'];
    const capturedAt = fromIso(captured.occurredAt);
    for (const { fact } of facts) {
      if (fact.kind !== 'touch.recorded' || typeof person !== 'string') continue;
      if (samePerson(view, fact.subject) !== samePerson(view, person)) continue;
      const at = fromIso(fact.occurredAt);
      if (at <= capturedAt && at >= capturedAt - lookBackDays * DAY_MS) journey.push(touchpointOf(fact));
    }
    journey.push(touchpointOf(captured));
  }
  return journey
    .map((touchpoint, index) => ({ touchpoint, index }))
    .sort((a, b) => a.touchpoint.at - b.touchpoint.at || a.index - b.index)
    .map(({ touchpoint }) => touchpoint);
}

function touchpointOf(fact: Fact): Touchpoint {
  const { source, medium, campaign } = fact.data;
  return {
    at: fromIso(fact.occurredAt),
    ...(typeof source === 'string' ? { source } : {}),
    ...(typeof medium === 'string' ? { medium } : {}),
    ...(typeof campaign === 'string' ? { campaign } : {}),
  };
}

/** Whether the contract's frozen rule credits the partner. */
export function isPartnersResult(view: SubjectView, { rule, lookBackDays, partnerTouches }: Agreement['attribution']): boolean {
  const credited = attributionRules[rule](journeyOf(view, lookBackDays));
  if (credited === undefined) return false;
  return (['source', 'medium', 'campaign'] as const).every((field) => {
    const wanted = partnerTouches[field];
    const value = credited[field];
    return wanted === undefined || (value !== undefined && wanted.includes(value));
  });
}
