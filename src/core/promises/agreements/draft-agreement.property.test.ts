import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Definition } from '#core/definitions/definition.ts';
import { definitionTemplates } from '#core/definitions/templates/registry.ts';
import { addDays } from '#core/kernel/instant.ts';
import { yamlText } from '#core/kernel/yaml-text.ts';
import { amendmentDraft, answersOf, draftableComponents } from './amend-draft.ts';
import { amendmentProblems } from './amendment.ts';
import { draftAgreement, draftComponent, writtenForm } from './draft-agreement.ts';
import { type DraftAnswers, draftPrices, draftTexts, fittingAnswers, freeKey, shortKey } from './draft-answers.ts';
import { agreementHash, definitionRef, readAgreement } from './read-agreement.ts';

const known = new Map<string, Definition>(definitionTemplates.map((one) => [definitionRef(one), one]));

const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((text) => text.trim() !== '');
const amount = fc.oneof(
  fc.nat({ max: 1_000_000 }).map((minor) => (minor / 100).toFixed(2).replace('.', ',')),
  fc.nat({ max: 100_000 }).map(String),
  fc.constantFrom('1.234,50', '1,234.50', '180', '0'),
);
const day = (from: string, upTo: number) => fc.nat({ max: upTo }).map((days) => addDays(from, days));
const optional = (least: number, most: number) => fc.oneof(fc.constant(null), fc.integer({ min: least, max: most }));
/** Worded in both languages, or in none. */
const worded = fc
  .record({ de: fc.string({ maxLength: 40 }), en: fc.string({ maxLength: 40 }) })
  .filter(({ de, en }) => (de.trim() === '') === (en.trim() === ''));

/** Every answer the page can give, with nothing left out. */
const answered: fc.Arbitrary<DraftAnswers> = fc
  .record({
    currency: fc.constantFrom('EUR', 'CHF', 'JPY'),
    payerName: name,
    payeeName: name,
    businesses: fc.tuple(fc.boolean(), fc.boolean()),
    vatId: fc.constantFrom('', 'DE123456789'),
    definition: fc.constantFrom(...definitionTemplates),
    price: fc.constantFrom(...draftPrices),
    amount: fc.nat({ max: 1_000_000 }).map(String),
    bounds: fc.uniqueArray(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 5 }),
    percent: fc.constantFrom('3', '2,5', '12.25', '100', '0,01'),
    capBy: fc.constantFrom('count' as const, 'amount' as const, 'none' as const),
    capCount: fc.integer({ min: 1, max: 1_000_000 }),
    from: day('2026-01-01', 400),
    length: fc.nat({ max: 1_500 }),
    reviewDays: fc.integer({ min: 1, max: 365 }),
    silence: fc.boolean(),
    rule: fc.constantFrom('first' as const, 'last' as const, 'last_non_direct' as const),
    sources: fc.array(name, { minLength: 1, maxLength: 4 }),
    campaigns: fc.array(name, { maxLength: 4 }),
    arbiter: fc.oneof(fc.constant(''), name),
    days: fc.record({
      lookBackDays: fc.integer({ min: 0, max: 3_660 }),
      noticeDays: fc.integer({ min: 0, max: 3_660 }),
      dedupDays: fc.integer({ min: 0, max: 3_660 }),
      holdBackDays: fc.integer({ min: 1, max: 3_660 }),
      dueWithinDays: fc.integer({ min: 1, max: 3_660 }),
    }),
    holdBackPercent: optional(0, 100),
    clawBackDays: optional(0, 3_660),
    texts: fc.dictionary(fc.constantFrom(...draftTexts), worded, { noNullPrototype: true }),
  })
  .map(({ payerName, payeeName, businesses, vatId, definition, bounds, length, days, ...answers }) => {
    const payerKey = shortKey(payerName, 'client');
    return fittingAnswers({
      ...answers,
      ...days,
      id: freeKey(shortKey(payeeName, 'contract'), []),
      timeZone: 'Europe/Berlin',
      payer: { key: payerKey, name: payerName, business: businesses[0], vatId },
      payee: { key: shortKey(payeeName, 'agency'), name: payeeName, business: businesses[1], vatId: '' },
      result: { key: definition.key, version: definition.version, subject: definition.subject, title: definition.title },
      tiers: [...bounds.sort((a, b) => a - b).map((upTo) => ({ upTo, amount: answers.amount })), { upTo: null, amount: answers.amount }],
      capAmount: answers.amount,
      to: addDays(answers.from, length),
      payerPerson: 'Ruth Kessler',
      payeePerson: 'Ole Harms',
      minimumPayout: '50',
      dataSource: 'crm',
      processingDocument: 'AV-1',
      processingOn: '2026-01-01',
    });
  });

describe('A contract from the answers of one page', () => {
  it('passes every check, whatever combination of answers the page can give', () => {
    fc.assert(
      fc.property(answered, (answers) => {
        const { agreement, gaps } = draftAgreement(answers);
        expect(gaps).toEqual([]);
        expect(readAgreement(writtenForm(agreement), known)).toMatchObject({ ok: true });
      }),
      { numRuns: 400 },
    );
  });

  it('is never refused without a gap that names the field', () => {
    const emptied = fc.constantFrom<Partial<DraftAnswers>>(
      { result: null },
      { amount: '', tiers: [{ upTo: null, amount: '' }], percent: '' },
      {
        amount: 'viel',
        tiers: [
          { upTo: 3, amount: '1' },
          { upTo: 2, amount: '1' },
          { upTo: null, amount: '1' },
        ],
        percent: '0',
      },
      { capCount: null, capAmount: '' },
      { from: '' },
      { from: '2030-01-01', to: '2029-01-01' },
      { reviewDays: null },
      { sources: [], campaigns: [' '] },
      { payerPerson: ' ' },
      { noticeDays: null },
      { processingDocument: '' },
      { minimumPayout: 'x' },
    );
    fc.assert(
      fc.property(answered, emptied, (answers, without) => {
        const { agreement, gaps } = draftAgreement({ ...answers, ...without });
        if (gaps.length === 0) expect(readAgreement(writtenForm(agreement), known)).toMatchObject({ ok: true });
        else for (const { field } of gaps) expect(field).not.toBe('');
      }),
      { numRuns: 300 },
    );
  });

  it('is the same contract on the command line: its YAML reads back to the same check number', () => {
    fc.assert(
      fc.property(answered, (answers) => {
        const document = writtenForm(draftAgreement(answers).agreement);
        const [here, there] = [readAgreement(document, known), readAgreement(parse(yamlText(document)), known)];
        if (!here.ok || !there.ok) throw new Error('the document is refused');
        expect(agreementHash(there.value)).toBe(agreementHash(here.value));
      }),
      { numRuns: 200 },
    );
  });

  it('amended with nothing changed stays word for word; amended answers pass every check of an amendment', () => {
    fc.assert(
      fc.property(answered, amount, fc.integer({ min: 1, max: 365 }), fc.boolean(), (answers, price, reviewDays, silence) => {
        const read = readAgreement(writtenForm(draftAgreement(answers).agreement), known);
        if (!read.ok) throw new Error('the document is refused');
        const signed = read.value;
        const [component] = draftableComponents(signed);
        if (component === undefined) throw new Error('a drafted component can be drafted again');
        expect(component.key).toBe(draftComponent);
        const before = answersOf(signed, component, known.get(component.result));
        const amend = { signed, component: component.key, before, version: 2, effectiveFrom: signed.term.from };
        const same = amendmentDraft({ ...amend, after: before });
        expect(same.agreement).toEqual({ ...signed, version: 2, effectiveFrom: signed.term.from });
        const typed = answers.currency === 'JPY' ? '180' : price;
        const after = fittingAnswers({ ...before, amount: typed, capAmount: typed, reviewDays, silence });
        const { agreement, gaps } = amendmentDraft({ ...amend, after });
        expect(gaps).toEqual([]);
        const amended = readAgreement(writtenForm(agreement), known);
        expect(amended).toMatchObject({ ok: true });
        if (amended.ok) expect(amendmentProblems(signed, amended.value)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
