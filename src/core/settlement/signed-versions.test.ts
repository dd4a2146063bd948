import { hash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Definition, definitionHash } from '#core/definitions/definition.ts';
import { dealWon } from '#core/definitions/templates/deal-won.ts';
import { orderPlaced } from '#core/definitions/templates/order-placed.ts';
import type { Fact } from '#core/facts/fact.ts';
import { computeSha256By } from '#core/kernel/hash.ts';
import { fromIso } from '#core/kernel/instant.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import type { Agreement, ComponentClause } from '#core/promises/agreements/agreement.ts';
import { agreementHash } from '#core/promises/agreements/read-agreement.ts';
import { claimHistories } from './claim-history.ts';
import { settle } from './settle.ts';
import { contractFromFacts } from './signed-versions.ts';
import { resultAt, standingAt } from './standing.ts';
import { termsAt } from './terms-history.ts';

const both = { de: 'Beispiel', en: 'example' };
const party = { name: 'P', business: true };
const newLead: Definition = {
  key: 'new-lead',
  version: 1,
  subject: 'lead',
  title: both,
  wording: both,
  rule: 'lead.capturedAt > timestamp("2026-01-01T00:00:00Z")',
  examples: [],
};
const definitions = [newLead, dealWon, orderPlaced];
const later = '2027-01-01T00:00:00.000Z';

const clause: ComponentClause = {
  key: 'part',
  title: both,
  result: 'new-lead@1',
  price: { model: 'per_unit', amount: '100.00' },
  measurement: { after: 'lead_captured', days: 200 },
};

function agreementOf(changes: Partial<Agreement> = {}): Agreement {
  return {
    id: 'a',
    version: 1,
    kind: 'result_contract',
    title: both,
    parties: { payer: { key: 'p', ...party }, payee: { key: 'q', ...party } },
    currency: 'EUR',
    timeZone: 'UTC',
    term: { from: '2026-01-01', to: '2026-06-30' },
    definitions: definitions.map((one) => ({ key: one.key, version: one.version, hash: definitionHash(one) })),
    dataSources: [],
    baseline: { notNeededBecause: both },
    attribution: { rule: 'last', lookBackDays: 0, partnerTouches: { source: ['agency'] } },
    components: [clause],
    review: { days: 10, countsWhen: 'proven', reasons: [] },
    settlement: { period: 'month', lookBackDays: 10, runOutMonths: 2, minimumPayout: '0.00', rounding: 'half_up' },
    obligations: { payer: [], payee: [] },
    exit: { noticeDays: 0, text: both },
    dispute: { text: both, payer: 'A', payee: 'B' },
    processing: { article: '28', document: 'D', on: '2025-12-01' },
    ...changes,
  };
}

type Told = Partial<Fact> & Pick<Fact, 'kind' | 'subject' | 'occurredAt' | 'data'>;

const told = (kind: string, subject: string, on: string, data: Fact['data'] = {}, more: Partial<Fact> = {}): Told => {
  const occurredAt = `${on}T00:00:00.000Z`;
  return { kind, subject, occurredAt, data, ...more };
};

function factsOf(all: readonly Told[]): readonly Fact[] {
  return all.map((one, seq) => ({
    workspace: 'w',
    seq,
    id: `fact-${seq}`,
    version: 1,
    recordedAt: one.occurredAt,
    source: 'test',
    revision: 1,
    actor: 'system',
    ...one,
  }));
}

const signed = (agreement: Agreement, on: string, effectiveOn = on): readonly Told[] => {
  const digest = agreementHash(agreement);
  return [
    told('agreement.proposed', 'agreement:a', on, { hash: digest, by: 'p', effectiveFrom: `${effectiveOn}T00:00:00.000Z` }),
    ...['p', 'q'].map((key) => told('agreement.signed', 'agreement:a', on, { hash: digest, party: key, person: key })),
  ];
};

const captured = (lead: string, on: string) => told('lead.captured', lead, on, { source: 'agency' });

function contractAsOf(documents: readonly Agreement[], facts: readonly Fact[], view: string) {
  const about = facts.filter(({ subject }) => subject === 'agreement:a');
  return valueOrThrow(contractFromFacts(documents, definitions, about, fromIso(view)));
}

function linesOf(documents: readonly Agreement[], all: readonly Told[], cut = later) {
  const facts = factsOf(all);
  const contract = contractAsOf(documents, facts, cut);
  const subjects = [...new Set(facts.map(({ subject }) => subject))];
  const scope = facts.filter(({ subject }) => subject !== 'agreement:a');
  const histories = subjects.flatMap((subject) => claimHistories(contract, subject, scope).map(({ history }) => history));
  const through = (contract.terms.periods.length ?? 1) - 1;
  const { lines } = settle(contract.versions, histories, through, fromIso(cut));
  return lines.map(({ subject, occurrence, amountMinor }) => `${subject} ${occurrence} ${amountMinor}`);
}

beforeAll(() => computeSha256By((input) => hash('sha256', input, 'hex')));

describe('an amendment', () => {
  test('may pay for something else under the same key, and only for what is created under it', () => {
    const before = agreementOf();
    const after = agreementOf({ version: 2, components: [{ ...clause, result: 'deal-won@1' }], effectiveFrom: '2026-03-01' });
    const lines = linesOf(
      [before, after],
      [
        ...signed(before, '2025-12-01'),
        ...signed(after, '2026-02-01', '2026-03-01'),
        captured('lead:old', '2026-02-10'),
        captured('lead:new', '2026-03-10'),
        told('deal.opened', 'deal:new', '2026-03-10', { leads: ['lead:new'] }),
        told('deal.won', 'deal:new', '2026-03-12', { leads: ['lead:new'] }),
      ],
    );
    expect(lines).toEqual(['lead:old 1 10000', 'deal:new 1 10000']);
  });
});

describe('a pause', () => {
  const agreement = agreementOf();
  const paused = [...signed(agreement, '2025-12-01'), told('agreement.paused', 'agreement:a', '2026-02-01', { reason: 'r', by: 'p' })];
  const resumed = told('agreement.resumed', 'agreement:a', '2026-02-10', { reason: 'r', by: 'p' });

  test('lasts as long as the corrected end says', () => {
    const correction = told(
      'agreement.resumed',
      'agreement:a',
      '2026-02-20',
      { reason: 'r', by: 'p' },
      { supersedes: 'fact-4', revision: 2 },
    );
    const leads = [captured('lead:1', '2026-02-15'), captured('lead:2', '2026-02-25')];
    expect(linesOf([agreement], [...paused, resumed, ...leads])).toEqual(['lead:1 1 10000', 'lead:2 1 10000']);
    expect(linesOf([agreement], [...paused, resumed, correction, ...leads])).toEqual(['lead:2 1 10000']);
  });

  test('ends for a view where the first end it knows says so, whatever is learned later', () => {
    const early = told(
      'agreement.resumed',
      'agreement:a',
      '2026-02-10',
      { reason: 'r', by: 'p' },
      { recordedAt: '2026-06-01T00:00:00.000Z' },
    );
    const known = told('agreement.resumed', 'agreement:a', '2026-02-20', { reason: 'r', by: 'p' });
    const contract = contractAsOf([agreement], factsOf([...paused, known, early]), later);
    const seenOn = (view: string) =>
      contract.suspensions
        .filter(({ spans }) => spans.some(({ from, until }) => from <= fromIso(view) && fromIso(view) < until))
        .map(({ until }) => until);
    expect(seenOn('2026-02-15T00:00:00.000Z')).toEqual([undefined]);
    expect(seenOn('2026-03-01T00:00:00.000Z')).toEqual([fromIso('2026-02-20T00:00:00.000Z')]);
    expect(seenOn('2026-07-01T00:00:00.000Z')).toEqual([fromIso('2026-02-10T00:00:00.000Z')]);
  });
});

test('of two early ends learned at the same instant the same one counts in whatever order they come', () => {
  const agreement = agreementOf();
  const end = (lastOn: string) => told('agreement.ended', 'agreement:a', '2026-03-01', { lastOn, reason: 'r', by: 'p' });
  const lastDay = (ends: readonly Told[]) =>
    contractAsOf([agreement], factsOf([...signed(agreement, '2025-12-01'), ...ends]), later).agreement.term.to;
  const ends = [end('2026-04-30'), end('2026-05-31')];
  expect(lastDay(ends)).toBe(lastDay([...ends].reverse()));
});

describe('a claim that is rejected after its period locked', () => {
  const held = { shareBasisPoints: 1_000, releaseAfterDays: 20, condition: { when: 'paid', otherwise: 'forfeit' } } as const;
  const open = { days: 40, countsWhen: 'accepted', reasons: [] } as const;
  const rejected = told('claim.rejected', 'lead:1', '2026-02-20', { agreement: 'agreement:a', reason: 'other' });

  test('is taken back once: nothing of it is forfeited or released besides', () => {
    const agreement = agreementOf({ components: [{ ...clause, holdBack: held }], review: open });
    const lines = linesOf([agreement], [...signed(agreement, '2025-12-01'), captured('lead:1', '2026-01-20'), rejected]);
    expect(lines).toEqual(['lead:1 1 10000', 'lead:1 decided -10000']);
  });

  test('leaves no rest for the next window, even if its result comes back', () => {
    const caps = { amount: { limit: '60.00', window: 'quarter', above: 'carry' } } as const;
    const agreement = agreementOf({ components: [{ ...clause, caps }], review: open });
    const withdrawn = told('fact.retracted', 'fact:fact-4', '2026-04-20', { fact: 'fact-4', reason: 'r', by: 'p' });
    const facts = [...signed(agreement, '2025-12-01'), captured('lead:1', '2026-01-20'), rejected, withdrawn];
    expect(linesOf([agreement], facts)).toEqual(['lead:1 1 6000', 'lead:1 decided -6000']);
  });
});

test('silence after a win needs a notice of its own: the one of the first review named another deadline', () => {
  const review = { days: 10, countsWhen: 'accepted', reasons: [], silence: { noticeWithinDays: 3 } } as const;
  const agreement = agreementOf({ review, settlement: { ...agreementOf().settlement, lookBackDays: 90 } });
  const notice = (on: string) =>
    told('notice.delivered', 'lead:1', on, { agreement: 'agreement:a', notice: 'silence', deadline: later, channel: 'mail' });
  const course = [
    ...signed(agreement, '2025-12-01'),
    captured('lead:1', '2026-01-20'),
    notice('2026-01-21'),
    told('claim.rejected', 'lead:1', '2026-01-25', { agreement: 'agreement:a', reason: 'other' }),
    told('deal.opened', 'deal:1', '2026-02-10', { leads: ['lead:1'] }),
    told('deal.won', 'deal:1', '2026-02-10', { leads: ['lead:1'] }),
  ];
  const standing = (all: readonly Told[]) => {
    const facts = factsOf(all);
    const contract = contractAsOf([agreement], facts, later);
    const [claim] = claimHistories(contract, 'lead:1', facts);
    const seen = claim && resultAt(claim.history, fromIso(later));
    return seen && standingAt(claim.history, seen, fromIso(later), termsAt(contract.versions, seen.result.resultAt));
  };
  expect(standing(course)).toBe('open');
  expect(standing([...course, notice('2026-02-11')])).toBe('counted');
});

test('a reversed payment takes back by the order that the view knows, not by a later correction of it', () => {
  const price = { model: 'percentage', of: 'net_revenue', rateBasisPoints: 1_000 } as const;
  const clawBack = { days: 100, events: ['chargeback'], takes: 'proportional' } as const;
  const agreement = agreementOf({ components: [{ ...clause, result: 'order-placed@1', price, clawBack }] });
  const euros = (minor: string) => ({ minor, currency: 'EUR' });
  const placed = (net: string, vat: string) => ({ deal: 'deal:1', net: euros(net), vat: euros(vat) });
  const facts = factsOf([
    ...signed(agreement, '2025-12-01'),
    captured('lead:1', '2026-01-05'),
    told('deal.won', 'deal:1', '2026-01-10', { leads: ['lead:1'] }),
    told('order.placed', 'order:1', '2026-01-12', placed('10000', '1900')),
    told('payment.reversed', 'order:1', '2026-02-01', { amount: euros('5950') }),
    told('order.placed', 'order:1', '2026-01-12', placed('11900', '0'), { supersedes: 'fact-5', recordedAt: '2026-04-01T00:00:00.000Z' }),
  ]);
  const [claim] = claimHistories(contractAsOf([agreement], facts, later), 'order:1', facts);
  const netOn = (view: string) =>
    claim?.history.refunds
      .filter(({ spans }) => spans.some(({ from, until }) => from <= fromIso(view) && fromIso(view) < until))
      .map(({ net }) => net);
  expect(netOn('2026-02-10T00:00:00.000Z')).toEqual([5000n]);
  expect(netOn('2026-05-01T00:00:00.000Z')).toEqual([5950n]);
});
