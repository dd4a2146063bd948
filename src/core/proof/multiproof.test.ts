import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hex, sha256 } from '#core/kernel/hash.ts';
import { inclusionNodes, readerFromLeaves, rootOf } from './merkle.ts';
import { multiproof, multiproofNodes, rootFromMultiproof } from './multiproof.ts';

function leavesOf(size: number): Uint8Array[] {
  return Array.from({ length: size }, (_, seq) => sha256(`leaf ${seq}`));
}

function flipped(hash: Uint8Array, bit: number): Uint8Array {
  return hash.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
}

function replaced<T>(list: readonly T[], place: number, value: T): T[] {
  return list.map((item, at) => (at === place ? value : item));
}

function pick<T>(list: readonly T[], indexes: readonly number[]): T[] {
  return list.filter((_, at) => indexes.includes(at));
}

function leads(root: Uint8Array, found: Uint8Array | undefined): boolean {
  return found !== undefined && hex(found) === hex(root);
}

const anySet = fc.integer({ min: 1, max: 300 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    indexes: fc.oneof(
      fc.uniqueArray(fc.nat(size - 1), { minLength: 1, maxLength: 40 }).map((set) => set.sort((a, b) => a - b)),
      fc.tuple(fc.nat(size - 1), fc.nat(size - 1)).map(([a, b]) => {
        const from = Math.min(a, b);
        return Array.from({ length: Math.abs(a - b) + 1 }, (_, at) => from + at);
      }),
    ),
  }),
);

describe('which hashes a proof carries', () => {
  test.each([
    { size: 0, indexes: [], nodes: [] },
    { size: 1, indexes: [0], nodes: [] },
    { size: 7, indexes: [], nodes: ['3/0'] },
    { size: 7, indexes: [0, 1, 2, 3, 4, 5, 6], nodes: [] },
    { size: 7, indexes: [1, 4], nodes: ['0/0', '1/1', '0/5', '0/6'] },
    { size: 7, indexes: [3], nodes: ['1/0', '0/2', '2/1'] },
    { size: 5, indexes: [0], nodes: ['0/1', '1/1', '0/4'] },
    { size: 13, indexes: [2, 3, 4, 5], nodes: ['1/0', '1/3', '3/1'] },
    {
      size: 1_000_000,
      indexes: [999_999],
      nodes: ['19/0', '18/2', '17/6', '16/14', '14/60', '9/1952', '5/31248', '4/62498', '3/124998', '2/249998', '1/499998', '0/999998'],
    },
  ])('of $size facts the facts $indexes need the nodes $nodes', ({ size, indexes, nodes }) => {
    expect(multiproofNodes(size, indexes).map(({ level, index }) => `${level}/${index}`)).toEqual(nodes);
  });

  test('the proof of one fact carries the hashes of its inclusion proof', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(), (size, any) => {
        const index = any % size;
        const first = ({ level, index: at }: { level: number; index: number }) => at * 2 ** level;
        expect(multiproofNodes(size, [index])).toEqual(inclusionNodes(size, index).toSorted((a, b) => first(a) - first(b)));
      }),
    );
  });

  test('no hash is carried that follows from the others', () => {
    fc.assert(
      fc.property(anySet, ({ size, indexes }) => {
        // Two carried nodes that are the halves of one node could be replaced by that node.
        const nodes = multiproofNodes(size, indexes);
        const covered = nodes.map(({ level, index }) => [index * 2 ** level, Math.min(size, (index + 1) * 2 ** level)] as const);
        for (const [at, [first, end]] of covered.entries()) {
          expect(indexes.some((index) => index >= first && index < end)).toBe(false);
          const [next, nextEnd] = covered[at + 1] ?? [-1, -1];
          const level = nodes[at]?.level ?? 0;
          const isLeftHalf = (nodes[at]?.index ?? 1) % 2 === 0;
          if (next === end) expect(isLeftHalf && nextEnd === Math.min(size, first + 2 ** (level + 1))).toBe(false);
        }
        const total = covered.reduce((sum, [first, end]) => sum + end - first, 0);
        expect(total + indexes.length).toBe(size);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what a proof proves', () => {
  test('any set of facts is proven against the root of the whole log', () => {
    fc.assert(
      fc.property(anySet, ({ size, indexes }) => {
        const leaves = leavesOf(size);
        const proof = multiproof(size, indexes, readerFromLeaves(leaves));
        expect(rootFromMultiproof(size, indexes, pick(leaves, indexes), proof)).toEqual(rootOf(leaves));
      }),
      { numRuns: 300 },
    );
  });

  test('one changed bit in any fact or any proof hash is found', () => {
    fc.assert(
      fc.property(anySet, fc.nat(), fc.nat(255), ({ size, indexes }, any, bit) => {
        const leaves = leavesOf(size);
        const root = rootOf(leaves);
        const proof = multiproof(size, indexes, readerFromLeaves(leaves));
        const shown = pick(leaves, indexes);
        const leafAt = any % shown.length;
        const badLeaves = replaced(shown, leafAt, flipped(shown[leafAt] ?? root, bit));
        expect(leads(root, rootFromMultiproof(size, indexes, badLeaves, proof))).toBe(false);
        if (proof.length === 0) return;
        const hashAt = any % proof.length;
        const badProof = replaced(proof, hashAt, flipped(proof[hashAt] ?? root, bit));
        expect(leads(root, rootFromMultiproof(size, indexes, shown, badProof))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test('a fact shown at another place of the log is found', () => {
    fc.assert(
      fc.property(anySet, fc.nat(), fc.nat(), ({ size, indexes }, any, elsewhere) => {
        const other = elsewhere % size;
        fc.pre(!indexes.includes(other));
        const leaves = leavesOf(size);
        const proof = multiproof(size, indexes, readerFromLeaves(leaves));
        const moved = replaced(indexes, any % indexes.length, other);
        for (const claimed of [moved, moved.toSorted((a, b) => a - b)]) {
          expect(leads(rootOf(leaves), rootFromMultiproof(size, claimed, pick(leaves, indexes), proof))).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('another size is found wherever the last fact of the log is shown', () => {
    fc.assert(
      fc.property(anySet, fc.nat(600), ({ size, indexes }, claimed) => {
        fc.pre(claimed !== size);
        const withLast = indexes.at(-1) === size - 1 ? indexes : [...indexes, size - 1];
        const leaves = leavesOf(size);
        const proof = multiproof(size, withLast, readerFromLeaves(leaves));
        expect(rootFromMultiproof(claimed, withLast, pick(leaves, withLast), proof)).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  test('without the last fact the size is proven only by the seal that names it beside the root', () => {
    const leaves = leavesOf(8);
    const proof = multiproof(8, [0], readerFromLeaves(leaves));
    expect([4, 5, 6, 7, 8, 9].filter((size) => leads(rootOf(leaves), rootFromMultiproof(size, [0], leaves.slice(0, 1), proof)))).toEqual([
      5, 6, 7, 8,
    ]);
  });

  test('a proof that leaves out or adds anything proves nothing', () => {
    const leaves = leavesOf(21);
    const indexes = [2, 3, 11, 20];
    const proof = multiproof(21, indexes, readerFromLeaves(leaves));
    const shown = pick(leaves, indexes);
    const [one = shown[0]] = proof;
    expect(rootFromMultiproof(21, indexes, shown, proof)).toEqual(rootOf(leaves));
    expect(rootFromMultiproof(21, indexes, shown, proof.slice(1))).toBeUndefined();
    expect(rootFromMultiproof(21, indexes, shown, one ? [...proof, one] : proof)).toBeUndefined();
    expect(rootFromMultiproof(21, indexes, shown.slice(1), proof)).toBeUndefined();
    expect(rootFromMultiproof(21, [2, 2, 11, 20], shown, proof)).toBeUndefined();
    expect(rootFromMultiproof(21, [3, 2, 11, 20], shown, proof)).toBeUndefined();
    expect(rootFromMultiproof(21, [-1, 3, 11, 20], shown, proof)).toBeUndefined();
    expect(rootFromMultiproof(21, [2, 3, 11.5, 20], shown, proof)).toBeUndefined();
    expect(rootFromMultiproof(20, indexes, shown, proof)).toBeUndefined();
    expect(rootFromMultiproof(Number.NaN, [], [], [])).toBeUndefined();
    expect(rootFromMultiproof(21, indexes, shown, replaced(proof, 0, new Uint8Array(31)))).toBeUndefined();
  });

  test('twenty thousand facts in a row need a handful of hashes', () => {
    const leaves = leavesOf(50_000);
    const indexes = Array.from({ length: 20_000 }, (_, at) => 12_345 + at);
    const proof = multiproof(50_000, indexes, readerFromLeaves(leaves));
    expect(proof.length).toBeLessThan(32);
    expect(rootFromMultiproof(50_000, indexes, leaves.slice(12_345, 32_345), proof)).toEqual(rootOf(leaves));
  });

  test.each([
    {
      indexes: [1, 4],
      proof: [
        '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658',
        'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f',
      ],
    },
    {
      indexes: [3],
      proof: [
        'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
        '0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7',
        '837dbb152e9b079010717e84e865da4ebc0fa198a806d59d31bf15accef22d0e',
      ],
    },
  ])('the worked example of the format document holds for the entries $indexes', ({ indexes, proof }) => {
    const entries = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657'];
    const leaves = entries.map((entry) => sha256(Uint8Array.from(`00${entry}`.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))));
    const hashes = multiproof(7, indexes, readerFromLeaves(leaves));
    expect(hashes.map(hex)).toEqual(proof);
    const root = rootFromMultiproof(7, indexes, pick(leaves, indexes), hashes);
    expect(root && hex(root)).toBe('ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c');
  });
});
