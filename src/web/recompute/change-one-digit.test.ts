import { describe, expect, it } from 'vitest';
import { changeOneDigit } from './change-one-digit.ts';

const line = (amount: string) => `{"amountMinor":"${amount}","arithmetic":[{"amountMinor":"${amount}","step":"unit"}],"change":"new"}`;
const file = (...amounts: readonly string[]) =>
  `{"earlier":[{"lines":[${line('11111')}]}],"statement":{"lines":[${amounts.map(line).join(',')}]}}`;

describe('changing one digit of a proof file', () => {
  it('changes one character, in the amount of a line of this statement', () => {
    const before = file('48000', '36000');
    const tampering = changeOneDigit(before);
    expect(tampering).toMatchObject({ before: '36000', after: '37000' });
    const changed = [...before].filter((character, index) => character !== tampering?.text[index]);
    expect([changed.length, tampering?.text.length]).toEqual([1, before.length]);
  });

  it('keeps the sign of an amount taken back and stays within nine', () => {
    expect(changeOneDigit(file('-19000'))).toMatchObject({ before: '-19000', after: '-18000' });
  });

  it('has nothing to change in a statement without lines', () => {
    expect(changeOneDigit(file())).toBeUndefined();
  });
});
