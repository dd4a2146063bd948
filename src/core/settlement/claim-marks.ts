import type { Fact } from '#core/facts/fact.ts';
import { subjectTypeOf } from '#core/facts/payload.ts';
import { byOccurrence, type HashedFact, isEffectiveAt, type Span } from '#core/facts/view.ts';
import { fromIso } from '#core/kernel/instant.ts';
import { divideRounded } from '#core/kernel/money.ts';
import type { ClawBackClause } from '#core/promises/agreements/agreement.ts';
import type { ClaimDecision, ClaimHistory, ClaimMark, ClaimRefund, ConditionMark } from './claim.ts';
import { settledMinor } from './claim-result.ts';
import type { Contract } from './contract.ts';
import { factAbout } from './journey.ts';
import type { SettlementTerms } from './terms.ts';

type Spans = ReadonlyMap<string, readonly Span[]>;

/** What people decided on a claim and what happened to its result since. */
export function marksOn(
  contract: Contract,
  component: string,
  subject: string,
  facts: readonly HashedFact[],
  spans: Spans,
): Pick<ClaimHistory, 'decisions' | 'refunds' | 'notices' | 'endings' | 'conditions'> {
  const mark = (fact: Fact): ClaimMark => ({
    occurredAt: fromIso(fact.occurredAt),
    recordedAt: fromIso(fact.recordedAt),
    spans: spans.get(fact.id) ?? [],
  });
  const about = (kind: string) =>
    facts.map(({ fact }) => fact).filter((fact) => fact.kind === kind && fact.subject === subject && concerns(contract, component, fact));
  const conditions = [...about('holdback.condition_met'), ...about('holdback.condition_failed')].map(
    (fact): ConditionMark => ({
      ...mark(fact),
      condition: fact.data['condition'] === 'paid' ? 'paid' : 'retained',
      met: fact.kind === 'holdback.condition_met',
    }),
  );
  const ends = facts.filter(({ fact }) => fact.kind === 'subscription.ended').map(({ fact }) => mark(fact));
  return {
    decisions: decisionsOn(contract, component, subject, facts, mark),
    refunds: refundsOf(contract, component, subject, facts, spans),
    notices: about('notice.delivered').map(mark),
    endings: heldBack(contract, component) ? ends : [],
    ...(conditions.length === 0 ? {} : { conditions }),
  };
}

function heldBack({ versions }: Contract, key: string): boolean {
  return versions.some(({ agreement }) => agreement.components.some((clause) => clause.key === key && clause.holdBack !== undefined));
}

/** A rejection of the lead rejects its open claims everywhere; other decisions name the agreement and may name the component. */
function concerns(contract: Contract, key: string, fact: Fact): boolean {
  if (fact.kind === 'lead.rejected') return true;
  const { agreement, component } = fact.data;
  return agreement === contract.subject && (component === undefined || component === key);
}

const decisionKinds: Readonly<Record<string, ClaimDecision['kind']>> = {
  'claim.accepted': 'accepted',
  'claim.rejected': 'rejected',
  'lead.rejected': 'rejected',
  'milestone.accepted': 'accepted',
  'milestone.refused': 'rejected',
  'claim.contested': 'contested',
};

function decisionsOn(
  contract: Contract,
  component: string,
  subject: string,
  facts: readonly HashedFact[],
  mark: (fact: Fact) => ClaimMark,
): ClaimDecision[] {
  const decisions: ClaimDecision[] = [];
  for (const { fact } of facts) {
    const kind = fact.kind === 'claim.decided' ? settlingDecision(fact) : decisionKinds[fact.kind];
    if (kind === undefined || fact.subject !== subject || !concerns(contract, component, fact)) continue;
    const by = fact.data['by'];
    const withLead = fact.kind === 'lead.rejected' ? { withLead: true as const } : {};
    decisions.push({ kind, factId: fact.id, ...mark(fact), ...withLead, ...(by === 'payer' || by === 'payee' ? { by } : {}) });
  }
  return decisions;
}

/** A dispute is settled by the arbiter, or by a side against itself; what a side decides for itself is only its view. */
function settlingDecision({ data: { by, outcome } }: Fact): ClaimDecision['kind'] | undefined {
  if (outcome === 'counted') return by === 'payee' ? undefined : 'counted_by_decision';
  return by === 'payer' ? undefined : 'rejected_by_decision';
}

/** What takes pay back. An amendment cannot change what does and how much, only how long; `settle` judges the window by the result. */
function refundsOf({ versions }: Contract, key: string, subject: string, facts: readonly HashedFact[], spans: Spans): ClaimRefund[] {
  const clauses = versions.flatMap(({ agreement, terms }) =>
    agreement.components.flatMap((clause) =>
      clause.key === key && clause.clawBack !== undefined ? [{ clawBack: clause.clawBack, terms }] : [],
    ),
  );
  const newest = clauses.at(-1);
  if (newest === undefined) return [];
  const events = new Set(clauses.flatMap(({ clawBack }) => clawBack.events));
  const refunds: ClaimRefund[] = [];
  for (const { fact } of [...facts].sort(byOccurrence)) {
    const event = eventOf(fact, subject);
    if (event === undefined || !events.has(event)) continue;
    const mark = { rootFactId: rootOf(fact, facts), occurredAt: fromIso(fact.occurredAt), recordedAt: fromIso(fact.recordedAt) };
    // Each view takes back by the order that it knows.
    for (const { span, inForce } of orderViews(subject, facts, spans, spans.get(fact.id) ?? []))
      refunds.push({ ...mark, spans: [span], ...shareOf(event, newest, subject, fact, inForce) });
  }
  return refunds;
}

/** Spans of views, cut where another order of the subject comes into force, each with the facts about it that are. */
function orderViews(
  subject: string,
  facts: readonly HashedFact[],
  spans: Spans,
  whole: readonly Span[],
): readonly { readonly span: Span; readonly inForce: readonly HashedFact[] }[] {
  const orders = facts.filter(({ fact }) => fact.kind === 'order.placed' && fact.subject === subject);
  const cuts = orders.flatMap(({ fact }) => (spans.get(fact.id) ?? []).flatMap(({ from, until }) => [from, until]));
  return whole.flatMap(({ from, until }) => {
    const bounds = [from, ...new Set(cuts.filter((at) => from < at && at < until).sort((a, b) => a - b)), until];
    return bounds.slice(0, -1).map((at, index) => ({
      span: { from: at, until: bounds[index + 1] ?? until },
      inForce: orders.filter(({ fact }) => isEffectiveAt(spans.get(fact.id), at)),
    }));
  });
}

function eventOf({ kind, subject: about }: Fact, subject: string): ClawBackClause['events'][number] | undefined {
  if (kind === 'subscription.ended') return 'churn';
  if (about !== subject) return undefined;
  if (kind === 'order.refunded') return 'refund';
  if (kind === 'payment.reversed') return 'chargeback';
  return kind === 'deal.reopened' || kind === 'deal.lost' ? 'deal_reopened' : undefined;
}

/** The refunded net of an order, or everything. Of a reversed payment, which is gross, the part that was net. */
function shareOf(
  event: ClawBackClause['events'][number],
  { clawBack, terms }: { readonly clawBack: ClawBackClause; readonly terms: SettlementTerms },
  subject: string,
  fact: Fact,
  facts: readonly HashedFact[],
): Pick<ClaimRefund, 'net' | 'shareBasisPoints'> {
  const all = { shareBasisPoints: 10_000n };
  if (clawBack.takes === 'full' || subjectTypeOf(subject) !== 'order') return all;
  if (event === 'refund') {
    const net = settledMinor(fact.data['net'], terms);
    return net === undefined ? all : { net };
  }
  const order = event === 'chargeback' ? factAbout(facts, subject, 'order.placed') : undefined;
  const gross = settledMinor(fact.data['amount'], terms);
  const net = order && settledMinor(order.data['net'], terms);
  if (order === undefined || gross === undefined || net === undefined) return all;
  const vat = settledMinor(order.data['vat'], terms) ?? 0n;
  return net + vat <= 0n ? all : { net: divideRounded(gross * net, net + vat, 'half_up') };
}

/** The first version of a fact that was corrected names its line for good. */
function rootOf(fact: Fact, facts: readonly HashedFact[]): string {
  let root = fact;
  while (root.supersedes !== undefined) {
    const before = facts.find((one) => one.fact.id === root.supersedes);
    if (before === undefined) return root.id;
    root = before.fact;
  }
  return root.id;
}
