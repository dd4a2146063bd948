import { assert, present } from '#core/kernel/assert.ts';
import { hashOfNode, isHash, isTreeSize, MerkleFrontier, type NodeAddress, type NodeReader } from './merkle.ts';

/**
 * The nodes whose hashes, together with the leaves at `indexes` (ascending, each once), give the root of `size`: for every run of
 * leaves not among the indexes the largest nodes of the tree inside that run, all from left to right. No other set is smaller.
 * At most one of them, the last, is not perfect. Without indexes it is the root alone.
 */
export function multiproofNodes(size: number, indexes: readonly number[]): readonly NodeAddress[] {
  assert(areLeavesOf(size, indexes), 'the indexes are ascending and lie in the tree');
  const nodes: NodeAddress[] = [];
  let next = 0;
  for (const index of indexes) {
    pushNodesBetween(size, next, index, nodes);
    next = index + 1;
  }
  pushNodesBetween(size, next, size, nodes);
  return nodes;
}

/** The hashes of `multiproofNodes`, from a reader of the perfect nodes. */
export function multiproof(size: number, indexes: readonly number[], read: NodeReader): readonly Uint8Array[] {
  return multiproofNodes(size, indexes).map((node) => hashOfNode(size, node, read));
}

/**
 * The root that follows from some leaves and their multiproof; undefined if indexes, leaves and proof do not fit each other.
 * Takes as many hash computations as there are leaves and proof hashes. Size and root prove something only as a pair from one
 * seal: where the last leaf is not among the indexes, other sizes of equal shape lead to the same root.
 */
export function rootFromMultiproof(
  size: number,
  indexes: readonly number[],
  leafHashes: readonly Uint8Array[],
  proofHashes: readonly Uint8Array[],
): Uint8Array | undefined {
  if (!areLeavesOf(size, indexes) || leafHashes.length !== indexes.length) return undefined;
  if (!leafHashes.every(isHash) || !proofHashes.every(isHash)) return undefined;
  const nodes = multiproofNodes(size, indexes);
  if (nodes.length !== proofHashes.length) return undefined;
  const frontier = new MerkleFrontier();
  let used = 0;
  for (const [at, { level, index }] of nodes.entries()) {
    const first = index * 2 ** level;
    for (; frontier.size < first; used += 1) frontier.append(present(leafHashes[used], 'leaf'));
    const hash = present(proofHashes[at], 'proof hash');
    if (first + 2 ** level > size) return frontier.root(hash);
    frontier.append(hash, level);
  }
  for (; used < leafHashes.length; used += 1) frontier.append(present(leafHashes[used], 'leaf'));
  return frontier.root();
}

function areLeavesOf(size: number, indexes: readonly number[]): boolean {
  let above = -1;
  for (const index of indexes) {
    if (!Number.isSafeInteger(index) || index <= above) return false;
    above = index;
  }
  return isTreeSize(size) && above < size;
}

/** The largest nodes of the tree inside the leaves from `first` up to but not including `end`, from left to right. */
function pushNodesBetween(size: number, first: number, end: number, nodes: NodeAddress[]): void {
  for (let at = first; at < end; ) {
    let level = 0;
    let leaves = 1;
    // At the end of the tree a node may have room for more leaves than there are; it grows until it covers them, not further.
    while (at % (2 * leaves) === 0 && (end === size ? at + leaves < size : at + 2 * leaves <= end)) {
      level += 1;
      leaves *= 2;
    }
    nodes.push({ level, index: at / leaves });
    at += leaves;
  }
}
