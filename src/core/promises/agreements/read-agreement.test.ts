import { describe, expect, test } from 'vitest';
import { definitionHash } from '#core/definitions/definition.ts';
import { dealWon } from '#core/definitions/templates/deal-won.ts';
import type { Json, JsonObject } from '#core/kernel/canonical-json.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { changed, complete, known } from './agreement.fixture.ts';
import { agreementHash, definitionRef, mandatoryParts, readAgreement } from './read-agreement.ts';

function refusalOf(document: unknown) {
  const read = readAgreement(document, known);
  return read.ok ? undefined : read.refusal;
}

function problemsOf(document: unknown): string {
  const problems = refusalOf(document)?.params['problems'];
  return Array.isArray(problems) ? problems.join('\n') : '';
}

describe('a result contract', () => {
  test('is read when nothing is missing', () => {
    expect(refusalOf(complete)).toBeUndefined();
  });

  test('is refused with everything that it lacks, not only the first part', () => {
    expect(refusalOf({ id: 'x' })).toEqual({ code: 'agreement.incomplete', params: { missing: [...mandatoryParts] } });
    const { parties: _, ...rest } = complete;
    expect(refusalOf({ ...rest, exit: null, dispute: {}, components: [] })?.params['missing']).toEqual([
      'parties',
      'components',
      'exit',
      'dispute',
    ]);
  });

  test.each(mandatoryParts)('is refused without %s', (part) => {
    expect(refusalOf(changed(part, undefined))).toEqual({ code: 'agreement.incomplete', params: { missing: [part] } });
  });

  test.each([null, 'text', 7, []])('is never %j', (document) => {
    expect(refusalOf(document)?.code).toBe('agreement.document_invalid');
  });

  test('needs obligations of both sides', () => {
    expect(problemsOf(changed('obligations.payer', []))).toContain('obligations.payer');
    expect(problemsOf(changed('obligations.payee', undefined))).toContain('obligations.payee');
  });

  test('names every problem with its path at once', () => {
    const twice = changed('timeZone', 'Mars/Olympus', changed('review.days', -1));
    expect(problemsOf(twice)).toMatch(/timeZone: .*\n?/);
    expect(problemsOf(twice)).toContain('review.days');
  });

  test('says nothing that would be silently ignored', () => {
    expect(problemsOf(changed('bonus', '100.00'))).toContain('bonus');
    expect(problemsOf(changed('components.0.holdBack', { share: 10 }))).toContain('components.0');
  });
});

describe('a check refuses', () => {
  test.each<[what: string, document: Json, problem: string]>([
    ['a payer who is also the payee', changed('parties.payee.key', 'client'), 'parties: payer and payee need different keys'],
    ['two components of one name', changed('components', [complete.components[0], complete.components[0]]), 'the key won is used twice'],
    ['a term that ends before it begins', changed('term.to', '2025-12-31'), 'term.to'],
    ['a day that does not exist', changed('term.to', '2026-02-30'), 'term.to'],
    ['a definition nobody has adopted', changed('definitions.0.version', 2), 'deal-won@2 is not known here'],
    ['a definition of another content', changed('definitions.0.hash', 'a'.repeat(64)), 'is known with another content'],
    [
      'a result that is not listed',
      changed('definitions', [complete.definitions[1], complete.definitions[2]]),
      'list deal-won@1 under definitions',
    ],
    [
      'a share of a deal',
      changed('components.0.price', { model: 'percentage', of: 'net_revenue', rateBasisPoints: 500 }),
      'needs a result about an order',
    ],
    ['a deal measured from its own win', changed('components.0.measurement.after', 'deal_won'), 'deal_won fits results about orders only'],
    [
      'cents of a currency without cents',
      changed('currency', 'JPY', changed('settlement.minimumPayout', '1.50')),
      'settlement.minimumPayout: 1.50 has more digits than JPY (0)',
    ],
    ['a tenth of a cent', changed('components.0.price.amount', '0.005'), 'components.won.price.amount: 0.005'],
    ['a negative price', changed('components.0.price.amount', '-1.00'), 'components.0.price.amount'],
    [
      'tiers that do not rise',
      changed('components.0.price', graduated([{ upTo: 5, amount: '2' }, { upTo: 5, amount: '1' }, { amount: '0.50' }])),
      'upTo must rise',
    ],
    ['a last tier that ends', changed('components.0.price', graduated([{ upTo: 5, amount: '2' }])), 'the last tier has none'],
    ['an endless tier before the last', changed('components.0.price', graduated([{ amount: '2' }, { amount: '1' }])), 'upTo must rise'],
    ['money without a bound', changed('components.0.caps', undefined), 'a cap (caps.count or caps.amount) or graduated tiers are needed'],
    [
      'a look-back shorter than the review',
      changed('settlement.lookBackDays', 13),
      'settlement.lookBackDays: 13 is shorter than review.days (14)',
    ],
    ['touches of nobody', changed('attribution.partnerTouches', {}), 'attribution.partnerTouches'],
    [
      'claims that count at once against a consumer',
      changed('parties.payer.business', false, changed('review.countsWhen', 'proven')),
      'review.countsWhen',
    ],
    ['an attribution rule that no contract may freeze', changed('attribution.rule', 'linear'), 'attribution.rule'],
  ])('%s', (_, document, problem) => {
    expect(refusalOf(document)?.code).toBe('agreement.document_invalid');
    expect(problemsOf(document)).toContain(problem);
  });

  test.each<[what: string, document: Json]>([
    [
      'graduated tiers in place of a cap',
      changed('components.0.caps', undefined, changed('components.0.price', graduated([{ upTo: 5, amount: '2' }, { amount: '1' }]))),
    ],
    ['a look-back as long as the review', changed('settlement.lookBackDays', 14)],
    ['a consumer whose claims count when accepted', changed('parties.payer.business', false)],
    ['a measured baseline', changed('baseline', { metric: 'close rate', period: '2025', value: '12 %', n: 300, source: 'crm' })],
    ['a term of one day', changed('term', { from: '2026-01-01', to: '2026-01-01' })],
  ])('not %s', (_, document) => {
    expect(problemsOf(document)).toBe('');
    expect(refusalOf(document)).toBeUndefined();
  });
});

function graduated(tiers: readonly JsonObject[]): Json {
  return { model: 'graduated', window: 'quarter', tiers };
}

describe('what both parties sign', () => {
  const read = (document: unknown) => valueOrThrow(readAgreement(document, known));

  test('binds each definition by the hash of its content', () => {
    expect(read(complete).definitions[0]).toEqual({ key: 'deal-won', version: 1, hash: definitionHash(dealWon) });
    const other = { ...dealWon, rule: 'deal.won && deal.amountMinor > 0' };
    const elsewhere = readAgreement(complete, new Map([...known, [definitionRef(other), other]]));
    expect(elsewhere.ok && agreementHash(elsewhere.value)).not.toBe(agreementHash(read(complete)));
  });

  test('is the same hash however the amounts and keys are written, and after every further reading', () => {
    const hash = agreementHash(read(complete));
    expect(agreementHash(read(changed('components.0.price.amount', 150)))).toBe(hash);
    expect(agreementHash(read(changed('components.0.price.amount', '150.0')))).toBe(hash);
    expect(agreementHash(read(changed('components.0.caps.amount.limit', '6000')))).toBe(hash);
    expect(agreementHash(read(Object.fromEntries(Object.entries(complete).reverse())))).toBe(hash);
    expect(agreementHash(read(JSON.parse(JSON.stringify(read(complete)))))).toBe(hash);
    expect(read(changed('components.0.price.amount', 150)).components[0]?.price).toEqual({ model: 'per_unit', amount: '150.00' });
  });

  test.each<[string, Json]>([
    ['a cent more', changed('components.0.price.amount', '150.01')],
    ['a later end', changed('term.to', '2027-01-31')],
    ['another comma in the wording', changed('exit.text', { de: 'Beispiel,', en: 'example' })],
    ['another version', changed('version', 2)],
    ['another reason for a rejection', changed('review.reasons.0.key', 'fake')],
  ])('%s is another hash', (_, document) => {
    expect(agreementHash(read(document))).not.toBe(agreementHash(read(complete)));
  });

  test('has its defaults written out', () => {
    const { version: _, ...withoutVersion } = complete;
    expect(agreementHash(read(withoutVersion))).toBe(agreementHash(read(complete)));
    expect(read(changed('settlement.rounding', undefined)).settlement.rounding).toBe('half_up');
  });
});
