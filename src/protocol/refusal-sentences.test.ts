import { describe, expect, it } from 'vitest';
import { readPayload } from '#core/facts/fact-kind.ts';
import { findFactKind } from '#core/facts/registry.ts';
import { present } from '#core/kernel/assert.ts';
import { refusalCodes } from '#core/kernel/refusal-codes.ts';
import { refusalSentenceDe } from './refusal-sentences.de.ts';
import { refusalSentenceEn } from './refusal-sentences.en.ts';
import { refusalStatus } from './refusals.ts';

const faces = [
  ['German', refusalSentenceDe],
  ['English', refusalSentenceEn],
] as const;

describe.each(faces)('the %s sentence of a refusal', (_, sentence) => {
  it.each(refusalCodes)('%s reads as a sentence, with and without what it could name', (code) => {
    const bare = sentence({ code, params: {} });
    expect(bare).toMatch(/^[A-ZÄÖÜ„"].*\.$/s);
    expect(bare).not.toMatch(/undefined| {2}|\( |: \.|\(\)| ,| \./);
    const named = {
      file: 'a.csv',
      line: 7,
      value: 'x',
      column: 'price',
      expects: 'true or false',
      reason: 'empty',
      problems: ['one', 'two'],
    };
    expect(sentence({ code, params: named })).not.toMatch(/undefined| {2}|\[object/);
  });
});

describe('why a row of a table is refused', () => {
  const german = (code: 'import.value_unreadable' | 'money.unreadable' | 'import.number_taken', params: Record<string, string>) =>
    refusalSentenceDe({ code, params });

  it('says of an empty cell that nothing stands there', () => {
    expect(german('import.value_unreadable', { column: 'Datum', value: '', expects: 'not blank' })).toBe(
      'In der Spalte „Datum“ steht nichts. Ohne diesen Wert lässt sich die Zeile nicht einlesen; ergänzen Sie ihn.',
    );
  });

  it('names dates and amounts as Germans write them', () => {
    expect(german('import.value_unreadable', { column: 'Datum', value: '31.02.2026', expects: 'DD.MM.YYYY' })).toBe(
      'Der Wert „31.02.2026“ in der Spalte „Datum“ passt nicht: erwartet wird ein Datum, das es gibt, geschrieben TT.MM.JJJJ. Berichtigen Sie den Wert oder die Zuordnung.',
    );
    expect(german('money.unreadable', { column: 'Auftragswert', value: 'ca. 5000', expects: '1.234,56' })).toBe(
      '„ca. 5000“ ist kein Betrag (Spalte „Auftragswert“). Schreiben Sie ihn wie 1.234,56, oder nennen Sie das Format in der Zuordnung.',
    );
  });

  it('names the number that stands in two rows, without the content of either', () => {
    expect(german('import.number_taken', { externalId: 'A1009' })).toBe(
      'Die Nummer „A1009“ steht schon in einer anderen Zeile oder ist schon mit anderem Inhalt eingelesen. Geben Sie jeder Zeile ihre eigene Nummer.',
    );
  });
});

describe('what a fact lacks', () => {
  it('is named with its field, in both languages', () => {
    const read = readPayload(present(findFactKind('lead.captured'), 'kind'), 'lead:1', { source: 7 });
    const refusal = present(read.ok ? undefined : read.refusal, 'refusal');
    expect(refusalSentenceDe(refusal)).toBe(
      'Das Ereignis lead.captured passt im Feld „source“ nicht: erwartet wird Text mit 1 bis 200 Zeichen. Berichtigen Sie den Wert und senden Sie es noch einmal.',
    );
    expect(refusalSentenceEn(refusal)).toBe(
      'The event lead.captured does not fit in the field "source": expected text of 1 to 200 characters. Correct the value and send it again.',
    );
  });
});

describe('the status of a refusal', () => {
  it('is a client error for everything a caller can mend', () => {
    const ownFaults = Object.entries(refusalStatus).filter(([, status]) => status >= 500);
    expect(ownFaults.map(([code]) => code)).toEqual(['database.disk_full', 'database.unavailable', 'server.failed', 'server.unreachable']);
  });
});
