import { describe, expect, it } from 'vitest';
import type { Mismatch, VerifyReport } from '#core/proof/verify.ts';
import { readSeal, statesOfChecks, unreadable } from './checks.ts';

const checked = { facts: 1, claims: 1, lines: 1 };
const wrong = (part: Mismatch['part'], where = ''): VerifyReport => ({
  ok: false,
  checked,
  mismatch: { part, where, expected: 'a', found: 'b' },
});

describe('what a recomputation has looked at', () => {
  it('says of a right file that everything is right but the seal nobody named', () => {
    expect([...statesOfChecks({ ok: true, checked }, false).values()]).toEqual(['notCompared', ...Array(7).fill('right')]);
    expect(new Set(statesOfChecks({ ok: true, checked }, true).values())).toEqual(new Set(['right']));
  });

  it('does not claim to have looked at what comes after the first difference', () => {
    const states = statesOfChecks(wrong('line', 'x/y/1 amountMinor'), false);
    expect([states.get('claims'), states.get('lines'), states.get('totals'), states.get('numbers')]).toEqual([
      'right',
      'wrong',
      'unseen',
      'unseen',
    ]);
  });

  it('tells a wrong check number of an earlier statement from that of this one', () => {
    expect(statesOfChecks(wrong('hash', 'earlier.0.hash'), false).get('earlier')).toBe('wrong');
    expect(statesOfChecks(wrong('hash', 'statement.hash'), false).get('numbers')).toBe('wrong');
  });

  it('knows a file that is none from one whose form was changed', () => {
    expect(unreadable(wrong('form', 'JSON'))).toMatchObject({ where: 'JSON' });
    expect(unreadable(wrong('line'))).toBeUndefined();
  });
});

describe('a seal received earlier', () => {
  it('may be typed with spaces and capitals, and is refused when it is too short', () => {
    expect(readSeal(` ${'AB '.repeat(32)}`)).toBe('ab'.repeat(32));
    expect(readSeal('7F3A-91C2')).toBeUndefined();
  });
});
