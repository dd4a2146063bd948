import type { Determination } from '#core/definitions/determination.ts';
import { determinationAsOf, determinationTimeline, type TimelineEntry } from '#core/definitions/timeline.ts';
import type { Fact } from '#core/facts/fact.ts';
import { subjectTypeOf } from '#core/facts/payload.ts';
import { byOccurrence, effectiveSpans, type HashedFact, hashed, isEffectiveAt, type Span } from '#core/facts/view.ts';
import { DAY_MS, fromIso, type Instant } from '#core/kernel/instant.ts';
import type { ComponentClause } from '#core/promises/agreements/agreement.ts';
import type { ClaimDecision, ClaimHistory, ClaimResult, ClaimState } from './claim.ts';
import type { Contract } from './contract.ts';
import { dealOf, factAbout, isPartnersResult, type SubjectView, samePerson, viewOf } from './journey.ts';

/** A claim's history together with the determinations it follows from. */
export interface DeterminedClaim {
  readonly history: ClaimHistory;
  readonly determinations: readonly TimelineEntry[];
}

/** The claims a subject has under a contract, on every view, from all facts of its scope: a pure function of the facts. */
export function claimHistories(contract: Contract, subject: string, scope: readonly Fact[]): readonly DeterminedClaim[] {
  const type = subjectTypeOf(subject);
  const components = contract.components.filter(({ rule }) => rule.definition.subject === type);
  if (components.length === 0) return [];
  const facts = scope.map(hashed);
  const spans = effectiveSpans(scope);
  const views = changingViews(facts, spans);
  const claims: DeterminedClaim[] = [];
  for (const { clause, rule } of components) {
    const determinations = determinationTimeline(rule, subject, facts, spans);
    if (!determinations.some(({ determination }) => determination.answer === 'yes')) continue;
    const states = statesOf(views, (view, inForce) => {
      const determination = determinationAsOf(determinations, view);
      return determination?.at === undefined ? undefined : resultOf(contract, clause, subject, determination, inForce);
    });
    if (!states.some(({ result }) => result !== undefined)) continue;
    const decisions = decisionsOn(contract, clause, subject, facts, spans);
    claims.push({ determinations, history: { component: clause.key, subject, states, decisions, refunds: [], notices: [], endings: [] } });
  }
  return claims;
}

interface View {
  readonly knownAt: Instant;
  readonly inForce: readonly HashedFact[];
}

/** Every view that differs from the one before, with its facts in force in view order. */
function changingViews(facts: readonly HashedFact[], spans: ReadonlyMap<string, readonly Span[]>): readonly View[] {
  const instants = new Set<Instant>();
  for (const list of spans.values())
    for (const span of list) for (const at of [span.from, span.until]) if (Number.isFinite(at)) instants.add(at);
  const ordered = [...facts].sort(byOccurrence);
  return [...instants]
    .sort((a, b) => a - b)
    .map((knownAt) => ({ knownAt, inForce: ordered.filter(({ fact }) => isEffectiveAt(spans.get(fact.id), knownAt)) }));
}

function statesOf(
  views: readonly View[],
  resultOn: (view: Instant, inForce: readonly HashedFact[]) => ClaimResult | undefined,
): ClaimState[] {
  const states: ClaimState[] = [];
  let last: ClaimResult | undefined;
  for (const { knownAt, inForce } of views) {
    const result = resultOn(knownAt, inForce);
    if (sameResult(result, last)) continue;
    states.push(result === undefined ? { knownAt } : { knownAt, result });
    last = result;
  }
  return states;
}

function sameResult(a: ClaimResult | undefined, b: ClaimResult | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.resultAt === b.resultAt && a.inWindow === b.inWindow && a.dedupKey === b.dedupKey && a.netMinor === b.netMinor;
}

/** The claim on one view: none unless the definition says yes and the partner is credited; outside its window it is only shown. */
function resultOf(
  contract: Contract,
  clause: ComponentClause,
  subject: string,
  determination: Determination,
  facts: readonly HashedFact[],
): ClaimResult | undefined {
  const view = viewOf(facts, subject);
  if (determination.at === undefined || !isPartnersResult(view, contract.agreement.attribution)) return undefined;
  const resultAt = fromIso(determination.at);
  const net = subject.startsWith('order:') ? netOf(factAbout(facts, subject, 'order.placed'), contract.terms.currency) : undefined;
  if (clause.price.model === 'percentage' && net === undefined) return undefined;
  const dedupKey = clause.dedup === undefined ? undefined : dedupKeyOf(clause.dedup.by, view, subject);
  return {
    resultAt,
    inWindow: isInWindow(contract, clause, view, subject, resultAt),
    ...(dedupKey === undefined ? {} : { dedupKey }),
    ...(net === undefined ? {} : { netMinor: net }),
  };
}

/** Amounts of another currency do not count: a rate would have to be pinned first. */
function netOf(order: Fact | undefined, currency: string): bigint | undefined {
  const net = order?.data['net'] as { readonly minor?: unknown; readonly currency?: unknown } | undefined;
  return typeof net?.minor === 'string' && net.currency === currency ? BigInt(net.minor) : undefined;
}

function isInWindow(contract: Contract, { measurement }: ComponentClause, view: SubjectView, subject: string, resultAt: Instant): boolean {
  const end = contract.terms.periods[contract.terms.termPeriodCount - 1]?.until ?? 0;
  const anchorAt = measurement.after === 'deal_won' ? wonAt(view, subject) : firstCapture(view);
  if (anchorAt === undefined || anchorAt >= end || resultAt < contract.effectiveFrom) return false;
  if (measurement.after === 'deal_won' && resultAt < anchorAt) return false;
  return resultAt <= anchorAt + measurement.days * DAY_MS;
}

function wonAt({ facts }: SubjectView, subject: string): Instant | undefined {
  const deal = dealOf(facts, subject);
  const won = deal === undefined ? undefined : factAbout(facts, deal, 'deal.won');
  return won === undefined ? undefined : fromIso(won.occurredAt);
}

function firstCapture({ facts, leads }: SubjectView): Instant | undefined {
  const captures = leads.map((lead) => factAbout(facts, lead, 'lead.captured')).filter((fact) => fact !== undefined);
  return captures.length === 0 ? undefined : Math.min(...captures.map((fact) => fromIso(fact.occurredAt)));
}

function dedupKeyOf(by: 'lead' | 'contact' | 'company' | 'deal' | 'order', view: SubjectView, subject: string): string | undefined {
  if (by === 'order') return subject;
  if (by === 'deal') return dealOf(view.facts, subject);
  const lead = view.leads[0];
  if (by === 'lead' || lead === undefined) return lead;
  const named = factAbout(view.facts, lead, 'lead.captured')?.data[by === 'contact' ? 'person' : 'company'];
  return typeof named === 'string' ? samePerson(view, named) : undefined;
}

const decisionKinds: Readonly<Record<string, ClaimDecision['kind']>> = {
  'claim.accepted': 'accepted',
  'claim.rejected': 'rejected',
  'lead.rejected': 'rejected',
  'claim.contested': 'contested',
};

function decisionsOn(
  contract: Contract,
  clause: ComponentClause,
  subject: string,
  facts: readonly HashedFact[],
  spans: ReadonlyMap<string, readonly Span[]>,
): ClaimDecision[] {
  const decisions: ClaimDecision[] = [];
  for (const { fact } of facts) {
    const kind = fact.kind === 'claim.decided' ? decidedKind(fact) : decisionKinds[fact.kind];
    if (kind === undefined || fact.subject !== subject || !concerns(contract, clause, fact)) continue;
    const at = { occurredAt: fromIso(fact.occurredAt), recordedAt: fromIso(fact.recordedAt), spans: spans.get(fact.id) ?? [] };
    const by = fact.data['by'];
    const withLead = fact.kind === 'lead.rejected' ? { withLead: true as const } : {};
    decisions.push({ kind, factId: fact.id, ...at, ...withLead, ...(by === 'payer' || by === 'payee' ? { by } : {}) });
  }
  return decisions;
}

function decidedKind(fact: Fact): ClaimDecision['kind'] {
  return fact.data['outcome'] === 'counted' ? 'counted_by_decision' : 'rejected_by_decision';
}

/** A rejection of the lead rejects its open claims everywhere; other decisions name the agreement and may name the component. */
function concerns(contract: Contract, clause: ComponentClause, fact: Fact): boolean {
  if (fact.kind === 'lead.rejected') return true;
  const { agreement, component } = fact.data;
  return agreement === contract.subject && (component === undefined || component === clause.key);
}
