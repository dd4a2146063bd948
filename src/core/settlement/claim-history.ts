import type { Rule } from '#core/definitions/rule.ts';
import { determinationAsOf, determinationTimeline, type TimelineEntry } from '#core/definitions/timeline.ts';
import type { Fact } from '#core/facts/fact.ts';
import { subjectTypeOf } from '#core/facts/payload.ts';
import { byOccurrence, effectiveSpans, type HashedFact, hashed, isEffectiveAt, type Span } from '#core/facts/view.ts';
import { fromIso, type Instant } from '#core/kernel/instant.ts';
import type { ClaimHistory } from './claim.ts';
import { marksOn } from './claim-marks.ts';
import { type ClaimView, type Ruling, resultOn } from './claim-result.ts';
import { statesOf } from './claim-states.ts';
import { type Contract, type ContractComponent, milestoneSubject } from './contract.ts';
import { evidencedAgain } from './evidenced-again.ts';
import { reopened } from './won-after-all.ts';

/** A claim's history together with the determinations it follows from. */
export interface DeterminedClaim {
  readonly history: ClaimHistory;
  readonly determinations: readonly TimelineEntry[];
}

/** The claims a subject has under a contract, on every view, from all facts of its scope: a pure function of the facts. */
export function claimHistories(contract: Contract, subject: string, scope: readonly Fact[]): readonly DeterminedClaim[] {
  const keys = new Set<string>();
  for (const { components } of contract.versions)
    for (const component of components) if (isAbout(contract, component, subject)) keys.add(component.clause.key);
  if (keys.size === 0) return [];
  const facts = scope.map(hashed);
  const spans = effectiveSpans(scope);
  const views = changingViews(contract, facts, spans);
  const timelines = new Map<Rule, readonly TimelineEntry[]>();
  const timelineOf = (rule: Rule) => {
    const known = timelines.get(rule) ?? determinationTimeline(rule, subject, facts, spans);
    timelines.set(rule, known);
    return known;
  };
  const claims: DeterminedClaim[] = [];
  for (const key of keys) {
    const determinations = determinationsOf(contract, key, subject, views, timelineOf);
    if (!determinations.some(({ determination }) => determination.answer === 'yes')) continue;
    const states = statesOf(views, (view) => {
      const ruling = rulingOn(contract, key, subject, view);
      const at = determinationAsOf(determinations, view.knownAt)?.at;
      return ruling === undefined || at === undefined ? undefined : resultOn(contract, ruling, subject, fromIso(at), view);
    });
    if (!states.some(({ result }) => result !== undefined)) continue;
    const marks = marksOn(contract, key, subject, facts, spans);
    const won = reopened(contract, { component: key, subject, states, ...marks }, views, facts);
    claims.push({ determinations, history: evidencedAgain(contract, won, views) });
  }
  return claims;
}

/** A milestone is one component's; everything else may be a result of any whose definition is about its type. */
function isAbout({ agreement }: Contract, { clause: { key, milestone }, rule }: ContractComponent, subject: string): boolean {
  const isOfType = rule.definition.subject === subjectTypeOf(subject);
  return isOfType && (milestone === undefined || subject === milestoneSubject(agreement.id, key));
}

/** Definition and attribution are those of the version in force when the subject was created. */
function rulingOn(contract: Contract, key: string, subject: string, { knownAt, inForce }: ClaimView): Ruling | undefined {
  const { versions } = contract;
  const [first] = versions;
  let version = first;
  if (versions.length > 1) {
    const created = inForce.find(({ fact }) => fact.subject === subject && foundingKinds.has(fact.kind));
    const createdAt = created === undefined ? Number.NEGATIVE_INFINITY : fromIso(created.fact.occurredAt);
    version = versions.findLast((one) => one === first || (one.knownAt <= knownAt && one.effectiveFrom <= createdAt));
  }
  const component = version?.components.find(({ clause }) => clause.key === key);
  // Another version may pay for something else under the same key.
  if (version === undefined || component === undefined || !isAbout(contract, component, subject)) return undefined;
  return { version, ...component };
}

const foundingKinds = new Set(['lead.captured', 'appointment.booked', 'deal.opened', 'deal.won', 'order.placed', 'milestone.evidenced']);

/** The timeline of the one rule that ever applied, or what the rule of each view's version says on that view. */
function determinationsOf(
  contract: Contract,
  key: string,
  subject: string,
  views: readonly ClaimView[],
  timelineOf: (rule: Rule) => readonly TimelineEntry[],
): readonly TimelineEntry[] {
  const rules = new Set(contract.versions.flatMap(({ components }) => components.find(({ clause }) => clause.key === key)?.rule ?? []));
  const [only] = rules;
  if (rules.size === 1 && only !== undefined) return timelineOf(only);
  const entries: TimelineEntry[] = [];
  for (const view of views) {
    const ruling = rulingOn(contract, key, subject, view);
    const determination = ruling && determinationAsOf(timelineOf(ruling.rule), view.knownAt);
    if (determination === undefined || determination === entries.at(-1)?.determination) continue;
    entries.push({ knownAt: view.knownAt, determination });
  }
  return entries;
}

/** Every view that differs from the one before, with its facts in force in view order. */
function changingViews(
  { versions, suspensions }: Contract,
  facts: readonly HashedFact[],
  spans: ReadonlyMap<string, readonly Span[]>,
): readonly ClaimView[] {
  const instants = new Set<Instant>(versions.slice(1).map(({ knownAt }) => knownAt));
  for (const list of [...suspensions.map((suspension) => suspension.spans), ...spans.values()])
    for (const span of list) for (const at of [span.from, span.until]) if (Number.isFinite(at)) instants.add(at);
  const ordered = [...facts].sort(byOccurrence);
  return [...instants]
    .sort((a, b) => a - b)
    .map((knownAt) => ({ knownAt, inForce: ordered.filter(({ fact }) => isEffectiveAt(spans.get(fact.id), knownAt)) }));
}
