import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Piece, pairedParagraphs, wordDiff } from './word-diff.ts';

const joined = (pieces: readonly Piece[], without: Piece['kind']) =>
  pieces
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('');

describe('A redline', () => {
  it('strikes the old words and writes the new ones after them', () => {
    expect(wordDiff('Je Ergebnis 150,00 €. Höchstens 5.', 'Je Ergebnis 160,00 €. Höchstens 5.')).toEqual([
      { kind: 'same', text: 'Je Ergebnis' },
      { kind: 'deleted', text: ' 150,00' },
      { kind: 'inserted', text: ' 160,00' },
      { kind: 'same', text: ' €. Höchstens 5.' },
    ]);
  });

  it('loses no letter: without the insertions it is the old text, without the deletions the new one', () => {
    const text = fc
      .array(fc.constantFrom('der', 'die', 'Lead', '14', 'Tage', '\n', '  ', 'zählt.'), { maxLength: 30 })
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = wordDiff(before, after);
        expect(joined(pieces, 'inserted')).toBe(before);
        expect(joined(pieces, 'deleted')).toBe(after);
      }),
    );
  });

  it('replaces a text too long to compare as a whole', () => {
    const [before, after] = ['a '.repeat(3_000), 'b '.repeat(3_000)];
    expect(wordDiff(before, after).map(({ kind }) => kind)).toEqual(['deleted', 'inserted']);
  });

  it('pairs changed paragraphs between those that stayed', () => {
    expect(pairedParagraphs(['Titel', '14 Tage', 'Ende'], ['Titel', '21 Tage', 'Neu', 'Ende'])).toEqual([
      ['Titel', 'Titel'],
      ['14 Tage', '21 Tage'],
      [undefined, 'Neu'],
      ['Ende', 'Ende'],
    ]);
  });
});
