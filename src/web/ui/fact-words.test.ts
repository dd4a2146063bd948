import { describe, expect, test } from 'vitest';
import { factKinds } from '#core/facts/registry.ts';
import { facts as german } from '../i18n/de/facts.ts';
import { imports as germanKinds } from '../i18n/de/imports.ts';
import { facts as english } from '../i18n/en/facts.ts';
import { imports as englishKinds } from '../i18n/en/imports.ts';

describe('the words of events', () => {
  test.each([
    ['German', germanKinds.kinds, german.fields],
    ['English', englishKinds.kinds, english.fields],
  ])('in %s name every kind and everything it can carry', (_, kinds, fields) => {
    expect(factKinds.map(({ name }) => name).filter((name) => !(name in kinds))).toEqual([]);
    expect(factKinds.flatMap((kind) => Object.keys(kind.fields)).filter((field) => !(field in fields))).toEqual([]);
  });
});
