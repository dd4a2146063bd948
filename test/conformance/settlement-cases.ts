import type { Fact } from '#core/facts/fact.ts';
import { effectiveSpans, isEffectiveAt, type Span } from '#core/facts/view.ts';
import { toIso } from '#core/kernel/instant.ts';
import type { ClaimDecision, ClaimHistory, ClaimMark, ClaimRefund, ClaimResult, ClaimState } from '#core/settlement/claim.ts';
import type { ComponentTerms, Price, SettlementTerms, Window } from '#core/settlement/terms.ts';
import { type TermsHistory, unamended } from '#core/settlement/terms-history.ts';

/** The neutral format of the reference cases: instants in hours, money in minor units, rates in basis points. */
export interface NeutralCase {
  contract: NeutralContract;
  facts: NeutralFact[];
  cuts: [number, number][];
  statements: {
    lines: [number, string, string, string, number, number, number, number][];
    opening: number;
    total: number;
    payable: number;
    closing: number;
  }[];
}

interface NeutralCap<L> {
  limit: L;
  window: Window;
  carry: boolean;
}

interface NeutralComponent {
  key: string;
  on: string;
  model: Exclude<Price['model'], 'fixed'>;
  window: Window;
  price: number;
  tiers: [number | null, number][];
  size: number;
  bp: number;
  capCount?: NeutralCap<number>;
  capAmount?: NeutralCap<number>;
  dedup: number | null;
  hold?: { bp: number; after: number; forfeit: boolean };
  clawback: number;
}

interface NeutralContract {
  periods: number[];
  term: number;
  lookBack: number;
  measure: [number, number];
  review: number;
  silence: boolean;
  noticeGrace: number;
  minPayout: number;
  components: NeutralComponent[];
}

interface NeutralFact {
  id: string;
  kind: string;
  subject: string;
  occurredAt: number;
  recordedAt: number;
  data: { key?: string; ok?: boolean; net?: number; bp?: number; by?: string; outcome?: string; claims?: string[] };
  supersedes?: string;
}

const HOUR = 3_600_000;

export function termsOf(contract: NeutralContract): TermsHistory {
  return unamended(neutralTerms(contract));
}

function neutralTerms(contract: NeutralContract): SettlementTerms {
  const periods = contract.periods.slice(0, -1).map((from, index) => ({
    key: String(index),
    from: from * HOUR,
    until: (contract.periods[index + 1] ?? 0) * HOUR,
    quarterKey: `q${Math.floor(index / 3)}`,
  }));
  return {
    currency: 'EUR',
    periods,
    termPeriodCount: contract.term,
    lookBackMs: contract.lookBack * HOUR,
    reviewMs: contract.review * HOUR,
    countsWhen: 'accepted',
    ...(contract.silence ? { silence: { noticeGraceMs: contract.noticeGrace * HOUR } } : {}),
    rates: [],
    minimumPayoutMinor: BigInt(contract.minPayout),
    rounding: 'half_up',
    components: contract.components.map(componentOf),
  };
}

function componentOf(c: NeutralComponent): ComponentTerms {
  const cap = <L, M>(x: NeutralCap<L> | undefined, limit: (l: L) => M) =>
    x === undefined ? undefined : { limit: limit(x.limit), window: x.window, above: x.carry ? ('carry' as const) : ('drop' as const) };
  const capCount = cap(c.capCount, (l) => l);
  const capAmount = cap(c.capAmount, (l) => BigInt(l));
  return {
    key: c.key,
    price: priceOf(c),
    ...(capCount === undefined ? {} : { capCount }),
    ...(capAmount === undefined ? {} : { capAmount }),
    ...(c.dedup === null ? {} : { dedupWindowMs: c.dedup === -1 ? ('forever' as const) : c.dedup * HOUR }),
    ...(c.hold === undefined
      ? {}
      : { holdBack: { shareBasisPoints: BigInt(c.hold.bp), releaseAfterMs: c.hold.after * HOUR, forfeitOnEnd: c.hold.forfeit } }),
    clawBackMs: c.clawback * HOUR,
  };
}

function priceOf(c: NeutralComponent): Price {
  const tiers = c.tiers.map(([upTo, price]) => ({ ...(upTo === null ? {} : { upTo }), amountMinor: BigInt(price) }));
  switch (c.model) {
    case 'per_unit':
      return { model: 'per_unit', amountMinor: BigInt(c.price) };
    case 'graduated':
      return { model: 'graduated', tiers, window: c.window };
    case 'volume':
      return { model: 'volume', tiers };
    case 'package':
      return { model: 'package', size: c.size, amountMinor: BigInt(c.price), window: c.window };
    case 'percentage':
      return { model: 'percentage', of: 'net_revenue', rateBasisPoints: BigInt(c.bp) };
  }
}

export function claimsOf({ contract, facts }: NeutralCase): ClaimHistory[] {
  const spans = effectiveSpans(facts.map(asFact));
  const spansOf = (f: NeutralFact): readonly Span[] => spans.get(f.id) ?? [];
  const mark = (f: NeutralFact): ClaimMark => ({ occurredAt: f.occurredAt * HOUR, recordedAt: f.recordedAt * HOUR, spans: spansOf(f) });
  const histories: ClaimHistory[] = [];
  for (const component of contract.components) {
    const subjects = new Set(facts.filter((f) => f.kind === component.on).map((f) => f.subject));
    for (const subject of subjects) {
      const about = (kind: string) => facts.filter((f) => f.kind === kind && f.subject === subject);
      const decisions: ClaimDecision[] = facts
        .filter((f) => f.subject === subject && decisionKind(f) !== undefined)
        .map((f) => ({
          kind: decisionKind(f) ?? 'accepted',
          factId: f.id,
          ...(f.kind === 'claim.contested' ? { by: f.data.by === 'payer' ? 'payer' : 'payee' } : {}),
          ...mark(f),
        }));
      const refunds: ClaimRefund[] = about('order.refunded')
        .sort((a, b) => a.occurredAt - b.occurredAt || (a.id < b.id ? -1 : 1))
        .map((f) => ({
          rootFactId: rootOf(f, facts),
          ...mark(f),
          ...(f.data.net === undefined ? {} : { net: BigInt(f.data.net) }),
          ...(f.data.bp === undefined ? {} : { shareBasisPoints: BigInt(f.data.bp) }),
        }));
      const notices = facts.filter((f) => f.kind === 'notice.delivered' && f.data.claims?.includes(subject)).map(mark);
      const states = statesOf(about(component.on), spansOf, contract);
      histories.push({
        component: component.key,
        subject,
        states,
        decisions,
        refunds,
        notices,
        endings: about('subscription.ended').map(mark),
      });
    }
  }
  return histories;
}

function statesOf(versions: NeutralFact[], spansOf: (f: NeutralFact) => readonly Span[], contract: NeutralContract): ClaimState[] {
  const instants = [...new Set(versions.flatMap((f) => spansOf(f).flatMap((s) => [s.from, s.until])))]
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  return instants.map((knownAt) => {
    const current = versions
      .filter((f) => isEffectiveAt(spansOf(f), knownAt))
      .sort((a, b) => b.recordedAt - a.recordedAt || (a.id < b.id ? 1 : -1))[0];
    if (current?.data.ok !== true) return { knownAt };
    const resultAt = current.occurredAt * HOUR;
    const [from, to] = contract.measure;
    const result: ClaimResult = {
      resultAt,
      inWindow: from <= current.occurredAt && current.occurredAt <= to,
      ...(current.data.key === undefined ? {} : { dedupKey: current.data.key }),
      ...(current.data.net === undefined ? {} : { netMinor: BigInt(current.data.net) }),
    };
    return { knownAt, result };
  });
}

function decisionKind(f: NeutralFact): ClaimDecision['kind'] | undefined {
  switch (f.kind) {
    case 'claim.accepted':
      return 'accepted';
    case 'claim.rejected':
      return 'rejected';
    case 'claim.contested':
      return 'contested';
    case 'claim.decided':
      return f.data.outcome === 'counted' ? 'counted_by_decision' : 'rejected_by_decision';
    default:
      return undefined;
  }
}

function rootOf(fact: NeutralFact, facts: NeutralFact[]): string {
  let root = fact;
  for (let next = facts.find((f) => f.id === root.supersedes); next !== undefined; next = facts.find((f) => f.id === root.supersedes))
    root = next;
  return root.id;
}

function asFact(f: NeutralFact): Fact {
  return {
    workspace: 'w',
    seq: 0,
    id: f.id,
    kind: f.kind,
    version: 1,
    subject: f.subject,
    occurredAt: toIso(f.occurredAt * HOUR),
    recordedAt: toIso(f.recordedAt * HOUR),
    source: 's',
    revision: 1,
    actor: 'a',
    data: f.kind === 'fact.retracted' ? { fact: f.subject } : {},
    ...(f.supersedes === undefined ? {} : { supersedes: f.supersedes }),
  };
}
