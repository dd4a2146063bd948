import { describe, expect, test } from 'vitest';
import { asciiDomain, companyDomain } from './domain.ts';
import { emailText, isRoleAccount, readEmail } from './email.ts';
import { matchValues, mergeProposals, type SharedValue } from './match.ts';
import { type PhoneCountry, phoneCountryOf, readPhone } from './phone.ts';

describe('an e-mail address', () => {
  test.each([
    ['  Anna.Muster@Example.COM ', 'anna.muster@example.com'],
    ['anna+newsletter@example.com', 'anna@example.com'],
    ['a.n.n.a+x@googlemail.com', 'anna@gmail.com'],
    ['Anna@GMAIL.com', 'anna@gmail.com'],
    ['anna@müller.de', 'anna@xn--mller-kva.de'],
    ['anna@xn--mller-kva.de', 'anna@xn--mller-kva.de'],
    ['anna@bücher.example.', 'anna@xn--bcher-kva.example'],
    ['<anna@example.com>', 'anna@example.com'],
    ['ａｎｎａ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'anna@example.com'],
  ])('%j is written %s', (raw, expected) => {
    const email = readEmail(raw);
    expect(email && emailText(email)).toBe(expected);
  });

  test.each([
    '',
    'anna',
    '@example.com',
    'anna@',
    'anna@example',
    '+x@example.com',
    'an na@example.com',
    'a@b@c',
    'anna@-x.de',
    'anna@1.2.3.4',
  ])('%j is none', (raw) => expect(readEmail(raw)).toBeUndefined());

  test.each([
    ['info@example.com', true],
    ['Info2@example.com', true],
    ['no-reply@example.com', true],
    ['büro@example.com', true],
    ['informatikerin@example.com', false],
    ['anna@example.com', false],
  ])('%s: several people read it: %s', (raw, expected) => {
    const email = readEmail(raw);
    expect(email && isRoleAccount(email)).toBe(expected);
  });
});

describe('a domain', () => {
  // RFC 3492 and widely published examples.
  test.each([
    ['münchen.de', 'xn--mnchen-3ya.de'],
    ['straße.de', 'xn--strae-oqa.de'],
    ['例え.jp', 'xn--r8jz45g.jp'],
    ['пример.испытание', 'xn--e1afmkfd.xn--80akhbyknj4f'],
    ['EXAMPLE.com', 'example.com'],
  ])('%s is compared as %s', (raw, expected) => expect(asciiDomain(raw)).toBe(expected));

  test.each([
    ['https://www.Muster-Werke.de/kontakt?x=1', 'muster-werke.de'],
    ['einkauf@muster-werke.de', 'muster-werke.de'],
    ['muster-werke.de:8443', 'muster-werke.de'],
    ['gmail.com', undefined],
    ['www.gmx.net', undefined],
    ['localhost', undefined],
  ])('%s belongs to the company %s', (raw, expected) => expect(companyDomain(raw)).toBe(expected));
});

describe('a phone number', () => {
  test.each<[string, PhoneCountry, string | undefined]>([
    ['089 / 123 456-78', 'DE', '+498912345678'],
    ['+49 (0) 89 12345678', 'DE', '+498912345678'],
    ['+49 (0)89 12345678', 'AT', '+498912345678'],
    ['0049 89 12345678', 'CH', '+498912345678'],
    ['+49 089 12345678', 'DE', '+498912345678'],
    ['(089) 12345678', 'DE', '+498912345678'],
    ['01 512 34 56', 'AT', '+4315123456'],
    ['0664 1234567', 'AT', '+436641234567'],
    ['044 668 18 00', 'CH', '+41446681800'],
    ['+41 44 668 18 00', 'DE', '+41446681800'],
    ['tel:+1-202-555-0143', 'DE', '+12025550143'],
    ['12345678', 'DE', undefined],
    ['089 123456 ext. 7', 'DE', undefined],
    ['110', 'DE', undefined],
    ['+49', 'DE', undefined],
    ['0000000000', 'DE', undefined],
    ['+0049 89 12345678', 'DE', undefined],
    ['+49891234567890123', 'DE', undefined],
  ])('%j in %s is %s', (raw, country, expected) => expect(readPhone(raw, country)).toBe(expected));

  test('is read as one of the country the workspace lives in', () => {
    expect(['Europe/Vienna', 'Europe/Zurich', 'Europe/Berlin', 'UTC'].map(phoneCountryOf)).toEqual(['AT', 'CH', 'DE', 'DE']);
  });
});

test('an address at a free mail service leads to no company', () => {
  expect(matchValues('email', 'anna@gmx.de', 'DE').map(({ kind }) => kind)).toEqual(['email']);
  expect(matchValues('email', 'anna@muster-werke.de', 'DE').map(({ kind }) => kind)).toEqual(['email', 'domain']);
  expect(matchValues('name', 'Anna', 'DE')).toEqual([]);
});

describe('a proposal to merge', () => {
  const value = (kind: SharedValue['kind'], people: readonly string[], shared = false): SharedValue => ({
    kind,
    digest: kind,
    shared,
    people,
  });
  const nobody = () => false;
  const self = (person: string) => person;

  test('names the contact known first as the one that stays, with every reason, and is as sure as the surest', () => {
    const values = [value('phone', ['person:1', 'person:2']), value('email', ['person:1', 'person:2', 'person:3'])];
    expect(mergeProposals(values, self, nobody)).toEqual([
      { person: 'person:2', into: 'person:1', certainty: 'certain', reasons: ['email', 'phone'] },
      { person: 'person:3', into: 'person:1', certainty: 'certain', reasons: ['email'] },
    ]);
  });

  test('is only shown where several people read a mailbox', () => {
    expect(mergeProposals([value('email', ['person:1', 'person:2'], true)], self, nobody)).toMatchObject([{ certainty: 'shared' }]);
  });

  test('never names two who are one already, nor two whom somebody has kept apart', () => {
    const values = [value('email', ['person:1', 'person:2', 'person:3'])];
    const merged = (person: string) => (person === 'person:2' ? 'person:1' : person);
    expect(mergeProposals(values, merged, nobody).map(({ person }) => person)).toEqual(['person:3']);
    const apart = (one: string, other: string) => [one, other].sort().join() === 'person:2,person:3';
    expect(mergeProposals(values, merged, apart)).toEqual([]);
  });
});
