import { describe, expect, it } from 'vitest';
import { picked, rangeOf } from './selection.ts';

const names = ['a', 'b', 'c', 'd', 'e'];

describe('selecting claims', () => {
  it('takes all rows between two, in either direction', () => {
    expect(rangeOf(names, 'b', 'd')).toEqual(['b', 'c', 'd']);
    expect(rangeOf(names, 'd', 'b')).toEqual(['b', 'c', 'd']);
  });

  it('takes the one row if the other is no longer in the list', () => {
    expect(rangeOf(names, 'gone', 'c')).toEqual(['c']);
    expect(rangeOf(names, 'a', 'gone')).toEqual([]);
  });

  it('puts one row in and out', () => {
    const one = picked(new Set(), names, 'c', undefined);
    expect([...one]).toEqual(['c']);
    expect([...picked(one, names, 'c', undefined)]).toEqual([]);
  });

  it('gives a whole range what the last row becomes', () => {
    const some = picked(new Set(['b']), names, 'd', 'b');
    expect([...some].sort()).toEqual(['b', 'c', 'd']);
    expect([...picked(some, names, 'c', 'b')].sort()).toEqual(['d']);
  });
});
