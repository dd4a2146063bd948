import { describe, expect, test } from 'vitest';
import { text } from './payload.ts';
import { commitmentsIn, formAnswers, isCommitment, personalTextsIn, staff, textAt, withTexts } from './personal.ts';
import { factKinds } from './registry.ts';

const COMMITMENT = `hmac-sha256:${'a'.repeat(64)}`;

/** Fields whose name says that people or free text stand in them. */
const SUSPICIOUS =
  /^(name|email|phone|comment|note|evidence|answer|answers|message|proof|by|to|owner|with|person|assignee|signer|reference|text)$/;
/** Those that hold no name all the same: other subjects, ids, words of a list, and what is no person. */
const HARMLESS = new Set([
  'company.recorded name',
  'appointment.evidenced evidence',
  'lead.captured person',
  'lead.graded by',
  'claim.contested by',
]);

describe('the vocabulary', () => {
  test('keeps apart every field in which a person may be named', () => {
    const open = factKinds.flatMap((kind) =>
      Object.entries(kind.fields).flatMap(([name, field]) =>
        SUSPICIOUS.test(name) && field.personal === undefined && field.refersTo.length === 0 && !field.expects.startsWith('one of:')
          ? [`${kind.name} ${name}`]
          : [],
      ),
    );
    expect(open.filter((one) => !HARMLESS.has(one))).toEqual([]);
  });
});

describe('a name in charge', () => {
  const fields = { to: staff(text()) };
  test.each(['Anna Schmidt', 'anna@a.test', 'Müller', 'member Anna', 'member: Anna'])('%s is kept apart', (name) => {
    expect(personalTextsIn(fields, { to: name })).toEqual([{ path: 'to', text: name, whose: 'staff' }]);
  });
  test.each(['member:1f707838-9847-8dc8-918e-242cc2f5c9e6', 'party:agency', 'key:7', 'system', 'payer', COMMITMENT])(
    '%s names nobody',
    (id) => {
      expect(personalTextsIn(fields, { to: id })).toEqual([]);
    },
  );
});

describe('answers of a form', () => {
  const fields = { answers: formAnswers() };
  test.each([
    ['role', 'Geschäftsführung', false],
    ['budget', 5000, false],
    ['newsletter', true, false],
    ['industry', 'Machine building', false],
    ['employees', '50-249', false],
    ['Ihr Name', 'X', true],
    ['e-mail', 'x', true],
    ['Telefon', '1', true],
    ['contact', 'anna@firm.example', true],
    ['contact', '+49 30 1234567', true],
    ['contact', '030 / 123 45 67', true],
    ['wish', 'first line\nsecond line', true],
    ['wish', 'We are looking for somebody who can build us forty of them by the spring.', true],
  ])('%s: %s', (key, value, isApart) => {
    const found = personalTextsIn(fields, { answers: { [key]: value } });
    expect(found.map(({ path }) => path)).toEqual(isApart ? [`answers/${key}`] : []);
  });

  test('are replaced one by one, keys with slashes and dots included', () => {
    const data = { answers: { 'a/b.name': 'Anna', budget: 1 }, note: 'n' };
    const replaced = withTexts(data, new Map([['answers/a/b.name', COMMITMENT]]));
    expect(replaced).toEqual({ answers: { 'a/b.name': COMMITMENT, budget: 1 }, note: 'n' });
    expect(textAt(replaced, 'answers/a/b.name')).toBe(COMMITMENT);
    expect(commitmentsIn(fields, replaced)).toEqual([{ path: 'answers/a/b.name', text: COMMITMENT, whose: 'subject' }]);
    expect(isCommitment('hmac-sha256:aa')).toBe(false);
  });
});
