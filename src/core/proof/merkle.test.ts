import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hex, sha256 } from '#core/kernel/hash.ts';
import {
  consistencyNodes,
  emptyRoot,
  hashOfNode,
  inclusionNodes,
  isConsistent,
  MerkleFrontier,
  nodeHash,
  peaksOf,
  readerFromLeaves,
  readerFromTiles,
  rootFromInclusion,
  rootOf,
  storedRanges,
} from './merkle.ts';

// The reference figures of Certificate Transparency (RFC 6962, whose tree RFC 9162 keeps): eight entries, the root at every size.
const ENTRIES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const LEAF_0 = '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d';
const LEAF_1 = '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7';
const LEAF_2 = '0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7';
const LEAF_3 = '07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7';
const LEAF_4 = 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b';
const NODE_0_1 = 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125';
const NODE_2_3 = '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e';
const NODE_4_5 = '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a';
const NODE_6_7 = 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0';
const NODE_0_3 = 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7';
const NODE_4_7 = '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4';
const NODE_4_6 = '837dbb152e9b079010717e84e865da4ebc0fa198a806d59d31bf15accef22d0e';

const REFERENCE = ENTRIES.map((entry) => sha256(Uint8Array.of(0), bytes(entry)));

function bytes(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function leavesOf(size: number): Uint8Array[] {
  return Array.from({ length: size }, (_, seq) => sha256(`leaf ${seq}`));
}

function flipped(hash: Uint8Array, bit: number): Uint8Array {
  return hash.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
}

/** Section 2.1.1 of RFC 9162 to the letter. */
function rootByDefinition(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (only === undefined) return emptyRoot();
  if (leaves.length === 1) return only;
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return nodeHash(rootByDefinition(leaves.slice(0, half)), rootByDefinition(leaves.slice(half)));
}

describe('the published figures of Certificate Transparency', () => {
  test.each(ROOTS.map((root, size) => ({ size, root })))('the log of $size entries has the published root', ({ size, root }) => {
    expect(hex(rootOf(REFERENCE.slice(0, size)))).toBe(root);
  });

  test.each([
    { index: 0, size: 1, proof: [] },
    { index: 0, size: 8, proof: [LEAF_1, NODE_2_3, NODE_4_7] },
    { index: 5, size: 8, proof: [LEAF_4, NODE_6_7, NODE_0_3] },
    { index: 2, size: 3, proof: [NODE_0_1] },
    { index: 1, size: 5, proof: [LEAF_0, NODE_2_3, LEAF_4] },
  ])('entry $index is proven against the log of $size entries by the published hashes', ({ index, size, proof }) => {
    const read = readerFromLeaves(REFERENCE);
    expect(inclusionNodes(size, index).map((node) => hex(hashOfNode(size, node, read)))).toEqual(proof);
    const root = rootFromInclusion(size, index, REFERENCE[index] ?? emptyRoot(), proof.map(bytes));
    expect(root && hex(root)).toBe(ROOTS[size]);
  });

  test.each([
    { from: 1, to: 1, proof: [] },
    { from: 1, to: 8, proof: [LEAF_1, NODE_2_3, NODE_4_7] },
    { from: 6, to: 8, proof: [NODE_4_5, NODE_6_7, NODE_0_3] },
    { from: 2, to: 5, proof: [NODE_2_3, LEAF_4] },
    { from: 3, to: 7, proof: [LEAF_2, LEAF_3, NODE_0_1, NODE_4_6] },
  ])('the log of $to entries begins with the log of $from by the published hashes', ({ from, to, proof }) => {
    const read = readerFromLeaves(REFERENCE);
    expect(consistencyNodes(from, to).map((node) => hex(hashOfNode(to, node, read)))).toEqual(proof);
    expect(isConsistent(from, to, bytes(ROOTS[from] ?? ''), bytes(ROOTS[to] ?? ''), proof.map(bytes))).toBe(true);
  });
});

describe('the root', () => {
  test('a log that grows fact by fact has at every size the root of a log built at once', () => {
    const leaves = leavesOf(300);
    const growing = new MerkleFrontier();
    for (let size = 0; size <= leaves.length; size += 1) {
      expect(growing.size).toBe(size);
      expect(hex(growing.root()), `size ${size}`).toBe(hex(rootByDefinition(leaves.slice(0, size))));
      expect(rootOf(leaves.slice(0, size))).toEqual(growing.root());
      const leaf = leaves[size];
      if (leaf) growing.append(leaf);
    }
  });

  test('a log goes on from its stored peaks as if it had never stopped', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(400), (before, after) => {
        const leaves = leavesOf(before + after);
        const first = new MerkleFrontier();
        for (const leaf of leaves.slice(0, before)) first.append(leaf);
        expect(first.peaks).toEqual(peaksOf(before).map(({ level, index }) => readerFromLeaves(leaves)(level, index)));
        const second = MerkleFrontier.resume(before, first.peaks);
        for (const leaf of leaves.slice(before)) second.append(leaf);
        expect(second.root()).toEqual(rootOf(leaves));
      }),
      { numRuns: 30 },
    );
  });

  test('every perfect node is announced once, when its last fact arrives', () => {
    const leaves = leavesOf(77);
    const read = readerFromLeaves(leaves);
    const announced = new Map<string, string>();
    const growing = new MerkleFrontier();
    for (const leaf of leaves) {
      growing.append(leaf, 0, (hash, level, index) => {
        expect((index + 1) * 2 ** level).toBe(growing.size);
        expect(hash).toEqual(read(level, index));
        expect(announced.has(`${level}/${index}`)).toBe(false);
        announced.set(`${level}/${index}`, hex(hash));
      });
    }
    expect(announced.size).toBe(38 + 19 + 9 + 4 + 2 + 1);
  });

  test('leaves and tiles of 256 are enough to read every node, also at the right edge', () => {
    const size = 256 * 3 + 133;
    const leaves = leavesOf(size);
    const all = readerFromLeaves(leaves);
    const allowed = new Set<string>();
    const stored = readerFromTiles((level, index) => {
      expect(allowed.has(`${level}/${index}`)).toBe(true);
      return all(level, index);
    });
    for (const node of [0, 255, 256, 700, size - 1].flatMap((index) => inclusionNodes(size, index))) {
      allowed.clear();
      for (const { level, from, until } of storedRanges(size, node)) {
        expect(level % 8).toBe(0);
        for (let index = from; index < until; index += 1) allowed.add(`${level}/${index}`);
      }
      expect(hashOfNode(size, node, stored)).toEqual(hashOfNode(size, node, all));
    }
  });
});

describe('proof that a fact is in the log', () => {
  const anyLeaf = fc
    .integer({ min: 1, max: 200 })
    .chain((size) => fc.record({ size: fc.constant(size), index: fc.nat(size - 1), bit: fc.nat(255), at: fc.nat() }));

  test('every fact of a log can be proven, and no changed hash proves it', () => {
    fc.assert(
      fc.property(anyLeaf, ({ size, index, bit, at }) => {
        const leaves = leavesOf(size);
        const leaf = leaves[index] ?? emptyRoot();
        const root = rootOf(leaves);
        const proof = inclusionNodes(size, index).map((node) => hashOfNode(size, node, readerFromLeaves(leaves)));
        expect(rootFromInclusion(size, index, leaf, proof)).toEqual(root);
        expect(rootFromInclusion(size, index, flipped(leaf, bit), proof)).not.toEqual(root);
        expect(rootFromInclusion(size, index, leaf, [...proof, leaf])).toBeUndefined();
        expect(rootFromInclusion(size, size, leaf, proof)).toBeUndefined();
        if (proof.length === 0) return;
        const changed = proof.map((hash, place) => (place === at % proof.length ? flipped(hash, bit) : hash));
        expect(rootFromInclusion(size, index, leaf, changed)).not.toEqual(root);
        expect(rootFromInclusion(size, index, leaf, proof.slice(1))).not.toEqual(root);
        expect(rootFromInclusion(size, at % size, leaf, proof)?.join() === root.join()).toBe(at % size === index);
      }),
      { numRuns: 200 },
    );
  });
});

describe('proof that a log only grew', () => {
  test('every earlier log is the beginning of every later one', () => {
    const leaves = leavesOf(40);
    const read = readerFromLeaves(leaves);
    const roots = Array.from({ length: 41 }, (_, size) => rootOf(leaves.slice(0, size)));
    for (const [to, newRoot] of roots.entries()) {
      for (const [from, oldRoot] of roots.slice(0, to + 1).entries()) {
        const proof = consistencyNodes(from, to).map((node) => hashOfNode(to, node, read));
        expect(isConsistent(from, to, oldRoot, newRoot, proof), `${from} to ${to}`).toBe(true);
        expect(isConsistent(from, to, oldRoot, newRoot, [...proof, oldRoot])).toBe(false);
        expect(isConsistent(from, to, flipped(oldRoot, 3), newRoot, proof)).toBe(false);
        if (from > 0) expect(isConsistent(from, to, oldRoot, flipped(newRoot, 200), proof)).toBe(false);
        for (let place = 0; place < proof.length; place += 1) {
          const changed = proof.map((hash, at) => (at === place ? flipped(hash, place) : hash));
          expect(isConsistent(from, to, oldRoot, newRoot, changed)).toBe(false);
        }
      }
    }
  });

  test('a log in which one earlier fact was changed does not begin with the old log', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(60), fc.nat(), (from, more, which) => {
        const to = from + more;
        const before = leavesOf(to);
        const after = before.map((leaf, seq) => (seq === which % from ? flipped(leaf, 0) : leaf));
        const read = readerFromLeaves(after);
        const proof = consistencyNodes(from, to).map((node) => hashOfNode(to, node, read));
        expect(isConsistent(from, to, rootOf(before.slice(0, from)), rootOf(after), proof)).toBe(false);
      }),
    );
  });

  test('a log never shrinks', () => {
    expect(isConsistent(2, 1, emptyRoot(), emptyRoot(), [])).toBe(false);
  });
});
