import { assert, present } from '#core/kernel/assert.ts';
import { sha256 } from '#core/kernel/hash.ts';

/**
 * The Merkle tree of RFC 9162, section 2.1, over leaf hashes. A node of the tree of `size` leaves starts at leaf
 * `index * 2^level` and covers 2^level leaves, or all up to the end of the tree if fewer are left. Its level is the smallest that
 * covers it, so each node has one address. A node that covers 2^level leaves is perfect: its hash never changes as the tree grows.
 */
export interface NodeAddress {
  readonly level: number;
  readonly index: number;
}

/** Consecutive perfect nodes of one level, from `from` up to but not including `until`. */
export interface NodeRange {
  readonly level: number;
  readonly from: number;
  readonly until: number;
}

/** Gives the hash of a perfect node; a node it does not have is a broken promise. */
export type NodeReader = (level: number, index: number) => Uint8Array;

/** A store that keeps every eighth level (leaves, their tiles of 256, tiles of 256 tiles, ...) can give every node. */
export const TILE_LEVELS = 8;

export const HASH_BYTES = 32;

/** SHA-256 of nothing: the root of a tree without leaves. */
export function emptyRoot(): Uint8Array {
  return sha256('');
}

// Filled anew for every node and never handed out: saves one allocation and one copy per node.
const NODE_INPUT = new Uint8Array(1 + 2 * HASH_BYTES).fill(1, 0, 1);

/** SHA-256(0x01 || left || right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  assert(left.length === HASH_BYTES && right.length === HASH_BYTES, 'a node is made of two hashes of 32 bytes');
  NODE_INPUT.set(left, 1);
  NODE_INPUT.set(right, 1 + HASH_BYTES);
  return sha256(NODE_INPUT);
}

export function equalHashes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

export function isHash(bytes: Uint8Array): boolean {
  return bytes.length === HASH_BYTES;
}

export function isTreeSize(size: number): boolean {
  return Number.isSafeInteger(size) && size >= 0;
}

/** The right edge of a growing tree: the perfect nodes it consists of. Takes leaves, or whole perfect nodes such as stored tiles. */
export class MerkleFrontier {
  #size = 0;
  readonly #levels: number[] = [];
  readonly #hashes: Uint8Array[] = [];

  /** Goes on from a tree of `size` leaves; `peaks` are the hashes of the nodes that `peaksOf(size)` names, in that order. */
  static resume(size: number, peaks: readonly Uint8Array[]): MerkleFrontier {
    const frontier = new MerkleFrontier();
    const addresses = peaksOf(size);
    assert(addresses.length === peaks.length, 'a frontier resumes from exactly the peaks of its size');
    for (const [at, { level }] of addresses.entries()) frontier.append(present(peaks[at], 'peak'), level);
    return frontier;
  }

  get size(): number {
    return this.#size;
  }

  /** The hashes of `peaksOf(size)`. */
  get peaks(): readonly Uint8Array[] {
    return [...this.#hashes];
  }

  /**
   * Adds a leaf hash, or the hash of a perfect node of 2^level leaves, at the end. `onNode` hears of every perfect node this
   * completes above the one added, bottom-up.
   */
  append(hash: Uint8Array, level = 0, onNode?: (hash: Uint8Array, level: number, index: number) => void): void {
    const leaves = 2 ** level;
    assert(this.#size % leaves === 0, 'a perfect node starts at a multiple of its leaves');
    this.#size += leaves;
    let joined = hash;
    let joinedLevel = level;
    while (this.#levels.at(-1) === joinedLevel) {
      this.#levels.pop();
      joined = nodeHash(present(this.#hashes.pop(), 'peak'), joined);
      joinedLevel += 1;
      onNode?.(joined, joinedLevel, this.#size / 2 ** joinedLevel - 1);
    }
    this.#levels.push(joinedLevel);
    this.#hashes.push(joined);
  }

  /** The root of what was added; with `rest`, of a tree in which one more node with that hash covers all leaves behind it. */
  root(rest?: Uint8Array): Uint8Array {
    const last = this.#hashes.length - 1;
    let root = rest ?? this.#hashes[last];
    if (root === undefined) return emptyRoot();
    for (let at = rest === undefined ? last - 1 : last; at >= 0; at -= 1) root = nodeHash(present(this.#hashes[at], 'peak'), root);
    return root;
  }
}

/** The root over leaf hashes; over all nodes of one level below a perfect node, the hash of that node. */
export function rootOf(leaves: Iterable<Uint8Array>): Uint8Array {
  const frontier = new MerkleFrontier();
  for (const leaf of leaves) frontier.append(leaf);
  return frontier.root();
}

/** The perfect nodes, from left to right, whose hashes give the root of `size`: one per binary digit 1 of the size. */
export function peaksOf(size: number): readonly NodeAddress[] {
  return perfectNodesBetween(0, size);
}

/** The perfect nodes, from left to right, that make up a node; more than one only at the right edge of the tree. */
export function perfectParts(size: number, node: NodeAddress): readonly NodeAddress[] {
  const first = node.index * 2 ** node.level;
  assert(isTreeSize(size) && first < size, 'a node lies in its tree');
  return perfectNodesBetween(first, Math.min(size, first + 2 ** node.level));
}

/** `first` is a multiple of a power of two that is not below the number of leaves up to `end`. */
function perfectNodesBetween(first: number, end: number): readonly NodeAddress[] {
  const nodes: NodeAddress[] = [];
  for (let at = first, level = levelOf(end - first); at < end; level -= 1) {
    if (at + 2 ** level > end) continue;
    nodes.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return nodes;
}

/** The smallest level whose nodes have room for so many leaves. */
function levelOf(leaves: number): number {
  let level = 0;
  while (2 ** level < leaves) level += 1;
  return level;
}

/** The address of the node that covers the leaves from `first` up to but not including `end`. */
function nodeBetween(first: number, end: number): NodeAddress {
  const level = levelOf(end - first);
  return { level, index: first / 2 ** level };
}

/** What a store that keeps every eighth level reads for the hash of a node, from left to right. */
export function storedRanges(size: number, node: NodeAddress): readonly NodeRange[] {
  return perfectParts(size, node).map(({ level, index }) => {
    const fanOut = 2 ** (level % TILE_LEVELS);
    return { level: level - (level % TILE_LEVELS), from: index * fanOut, until: (index + 1) * fanOut };
  });
}

/** A reader of every perfect node from a reader of every eighth level. */
export function readerFromTiles(stored: NodeReader): NodeReader {
  return (level, index) => {
    const above = level % TILE_LEVELS;
    const tiles = new MerkleFrontier();
    for (let at = index * 2 ** above; at < (index + 1) * 2 ** above; at += 1) tiles.append(stored(level - above, at));
    return tiles.root();
  };
}

/** A reader of every perfect node of a tree in memory; the nodes take as much room as the leaves. */
export function readerFromLeaves(leaves: readonly Uint8Array[]): NodeReader {
  const levels: Uint8Array[][] = [[...leaves]];
  for (let below = levels[0] ?? []; below.length > 1; below = levels.at(-1) ?? []) {
    const above: Uint8Array[] = [];
    for (let at = 1; at < below.length; at += 2) above.push(nodeHash(present(below[at - 1], 'left'), present(below[at], 'right')));
    levels.push(above);
  }
  return (level, index) => present(levels[level]?.[index], `node ${index} of level ${level}`);
}

/** The hash of any node of the tree of `size` leaves, also one at the right edge. */
export function hashOfNode(size: number, node: NodeAddress, read: NodeReader): Uint8Array {
  const frontier = new MerkleFrontier();
  for (const part of perfectParts(size, node)) frontier.append(read(part.level, part.index), part.level);
  return frontier.root();
}

/** The nodes of the inclusion proof of a leaf (RFC 9162, 2.1.3.1), from the leaf up. */
export function inclusionNodes(size: number, index: number): readonly NodeAddress[] {
  assert(isTreeSize(size) && Number.isSafeInteger(index) && index >= 0 && index < size, 'the leaf lies in the tree');
  const nodes: NodeAddress[] = [];
  for (let leaves = 1; leaves < size; leaves *= 2) {
    const own = Math.floor(index / leaves);
    const first = (own % 2 === 0 ? own + 1 : own - 1) * leaves;
    if (first < size) nodes.push(nodeBetween(first, Math.min(size, first + leaves)));
  }
  return nodes;
}

/** The root that follows from a leaf and its inclusion proof (RFC 9162, 2.1.3.2); undefined if the proof does not fit. */
export function rootFromInclusion(size: number, index: number, leaf: Uint8Array, proof: readonly Uint8Array[]): Uint8Array | undefined {
  if (!isTreeSize(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) return undefined;
  if (!isHash(leaf) || !proof.every(isHash)) return undefined;
  let own = index;
  let last = size - 1;
  let root = leaf;
  for (const sibling of proof) {
    if (last === 0) return undefined;
    if (own % 2 === 1 || own === last) {
      root = nodeHash(sibling, root);
      // A last node without a sibling moves up unchanged until it is a right child.
      for (; own % 2 === 0 && own !== 0; own /= 2) last = Math.floor(last / 2);
    } else {
      root = nodeHash(root, sibling);
    }
    own = Math.floor(own / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? root : undefined;
}

/** The nodes, in the tree of `newSize`, of the proof that it begins with the tree of `oldSize` (RFC 9162, 2.1.4.1). */
export function consistencyNodes(oldSize: number, newSize: number): readonly NodeAddress[] {
  assert(isTreeSize(oldSize) && isTreeSize(newSize) && oldSize <= newSize, 'a tree only grows');
  if (oldSize === 0) return [];
  const nodes: NodeAddress[] = [];
  let first = 0;
  let end = newSize;
  while (end !== oldSize) {
    const middle = first + 2 ** (levelOf(end - first) - 1);
    nodes.push(oldSize <= middle ? nodeBetween(middle, end) : nodeBetween(first, middle));
    if (oldSize <= middle) end = middle;
    else first = middle;
  }
  // What is left is the end of the old tree; if it is the whole old tree, its root is known to whoever checks.
  if (first > 0) nodes.push(nodeBetween(first, end));
  return nodes.reverse();
}

/** Whether the tree of `newSize` with `newRoot` begins with the tree of `oldSize` with `oldRoot` (RFC 9162, 2.1.4.2). */
export function isConsistent(
  oldSize: number,
  newSize: number,
  oldRoot: Uint8Array,
  newRoot: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  if (!isTreeSize(oldSize) || !isTreeSize(newSize) || oldSize > newSize) return false;
  if (![oldRoot, newRoot, ...proof].every(isHash)) return false;
  if (oldSize === newSize) return proof.length === 0 && equalHashes(oldRoot, newRoot);
  if (oldSize === 0) return proof.length === 0 && equalHashes(oldRoot, emptyRoot());
  let old = oldSize - 1;
  let last = newSize - 1;
  for (; old % 2 === 1; old = Math.floor(old / 2)) last = Math.floor(last / 2);
  const [start, ...path] = old === 0 ? [oldRoot, ...proof] : proof;
  if (start === undefined || proof.length === 0) return false;
  let ofOld = start;
  let ofNew = start;
  for (const sibling of path) {
    if (last === 0) return false;
    if (old % 2 === 1 || old === last) {
      ofOld = nodeHash(sibling, ofOld);
      ofNew = nodeHash(sibling, ofNew);
      for (; old % 2 === 0 && old !== 0; old /= 2) last = Math.floor(last / 2);
    } else {
      ofNew = nodeHash(ofNew, sibling);
    }
    old = Math.floor(old / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equalHashes(ofOld, oldRoot) && equalHashes(ofNew, newRoot);
}
