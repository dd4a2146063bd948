import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asciiDomain } from './domain.ts';
import { emailText, readEmail } from './email.ts';
import { mergeProposals, type SharedValue } from './match.ts';
import { readPhone } from './phone.ts';

const letters = fc.string({ unit: fc.constantFrom(...'abcxyz019äöüßéñøłжд例'), minLength: 1, maxLength: 20 });

test('a domain is written as the platform writes it', () => {
  fc.assert(
    fc.property(letters, (name) => {
      const expected = domainToASCII(`${name}.example`);
      if (expected !== '') expect(asciiDomain(`${name}.example`)).toBe(expected);
    }),
    { numRuns: 1_000 },
  );
});

test('the written form of an address is itself, and case, spaces and tags make no other', () => {
  const local = fc.string({ unit: fc.constantFrom(...'abc.-_9'), minLength: 1, maxLength: 12 });
  const domain = fc.constantFrom('example.com', 'müller.de', 'gmail.com', 'googlemail.com', 'gmx.de');
  fc.assert(
    fc.property(local, domain, fc.string({ unit: fc.constantFrom(...'xy1'), maxLength: 4 }), (name, at, tag) => {
      const plain = readEmail(`${name}@${at}`);
      if (plain === undefined) return;
      expect(readEmail(emailText(plain))).toEqual(plain);
      expect(readEmail(` ${name.toUpperCase()}+${tag}@${at.toUpperCase()}\t`)).toEqual(plain);
    }),
  );
});

test('the written form of a number is itself, however it was grouped', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 6, maxLength: 12 });
  fc.assert(
    fc.property(digits, fc.constantFrom('DE', 'AT', 'CH'), fc.constantFrom(' ', '-', '/', '.', ''), (number, country, between) => {
      const plain = readPhone(`0${number}`, country);
      if (plain === undefined) return;
      expect(readPhone(plain, 'DE')).toBe(plain);
      expect(readPhone(`0${[...number].join(between)}`, country)).toBe(plain);
    }),
  );
});

test('merging as proposed leaves nothing certain to propose, in whatever order values are looked at', () => {
  const person = fc.constantFrom('person:1', 'person:2', 'person:3', 'person:4', 'person:5');
  const value = fc
    .record({ kind: fc.constantFrom('email' as const, 'crm_id' as const), people: fc.uniqueArray(person, { minLength: 2 }) })
    .map(({ kind, people }, index = 0): SharedValue => ({ kind, digest: `${index}`, shared: false, people: people.sort() }));
  fc.assert(
    fc.property(fc.array(value, { maxLength: 6 }), (values) => {
      const into = new Map<string, string>();
      const same = (one: string): string => {
        const next = into.get(one);
        return next === undefined ? one : same(next);
      };
      for (let round = 0; round < 10; round += 1) {
        const proposals = mergeProposals(values, same, () => false);
        expect(mergeProposals([...values].reverse(), same, () => false)).toEqual(proposals);
        const [first] = proposals;
        if (first === undefined) return;
        expect(same(first.person)).not.toBe(same(first.into));
        into.set(first.person, first.into);
      }
      expect(mergeProposals(values, same, () => false)).toEqual([]);
    }),
  );
});
