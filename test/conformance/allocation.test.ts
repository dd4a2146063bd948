import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allocate } from '#core/kernel/money.ts';

interface Vector {
  readonly total: number | string;
  /** Plain decimals, some with two digits behind the point. */
  readonly weights: readonly string[];
  readonly largest_remainder: readonly (number | string)[];
}

const file = join(process.env['BELEGBAR_REFERENCE'] ?? '', 'vectors/settlement.json');
const vectors: readonly Vector[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).allocation : [];

describe.skipIf(vectors.length === 0)('the published splits by largest remainder', () => {
  test('are 53', () => {
    expect(vectors).toHaveLength(53);
  });

  test.each(vectors.map((vector) => ({ ...vector, by: vector.weights.join(' : ') })))('$total split by $by loses no cent', (vector) => {
    const weights = vector.weights.map(hundredths);
    expect(allocate(BigInt(vector.total), weights)).toEqual(vector.largest_remainder.map(BigInt));
  });
});

/** Weights are ratios: the same factor for all of them changes nothing. */
function hundredths(weight: string): bigint {
  const [whole = '0', fraction = ''] = weight.split('.');
  if (fraction.length > 2) throw new Error(`${weight} has more than two digits behind the point`);
  return BigInt(whole + fraction.padEnd(2, '0'));
}
