import { hash } from 'node:crypto';
import { sql } from 'kysely';
import { assert, present } from '#core/kernel/assert.ts';
import { factText } from '#core/proof/leaf.ts';
import { HASH_BYTES, type NodeAddress, type NodeReader, readerFromTiles, rootOf, storedRanges, TILE_LEVELS } from '#core/proof/merkle.ts';
import { build, type Transaction } from '../database.ts';
import { factColumns, factOf } from '../log/fact-row.ts';

const TILE_SIZE = 2 ** TILE_LEVELS;
/** So many tiles are made from one read of the log. */
const TILES_AT_ONCE = 32;

/** Leaf hashes of the facts with `from <= seq < until`. */
async function leavesBetween(transaction: Transaction, from: number, until: number): Promise<readonly Uint8Array[]> {
  const query = build
    .selectFrom('fact')
    .select(factColumns)
    .where('workspace_id', '=', transaction.workspace)
    .where('seq', '>=', BigInt(from))
    .where('seq', '<', BigInt(until))
    .orderBy('seq');
  const rows = await transaction.rows(query);
  assert(rows.length === until - from, 'the log has no gap');
  // Equal to `leafHash` of the core, over the platform's own SHA-256.
  return rows.map((row) => hash('sha256', `\u0000${factText(factOf(transaction.workspace, row))}`, 'buffer'));
}

/** Stores every tile that is full in the tree of `size` leaves and not stored yet. */
export async function storeFullTiles(transaction: Transaction, size: number): Promise<void> {
  let full = Math.floor(size / TILE_SIZE);
  let stored = await tileCount(transaction, 0);
  while (stored < full) {
    const until = Math.min(full, stored + TILES_AT_ONCE);
    await storeTiles(transaction, 0, stored, await leavesBetween(transaction, stored * TILE_SIZE, until * TILE_SIZE));
    stored = until;
  }
  for (let level = 1; full >= TILE_SIZE; level += 1) {
    full = Math.floor(full / TILE_SIZE);
    for (let tile = await tileCount(transaction, level); tile < full; tile += 1) {
      await storeTiles(transaction, level, tile, await rootsBetween(transaction, level - 1, tile * TILE_SIZE, (tile + 1) * TILE_SIZE));
    }
  }
}

async function tileCount(transaction: Transaction, level: number): Promise<number> {
  const [row] = await transaction.rows(sql<{ count: bigint }>`
    select coalesce(max(tile_index) + 1, 0) as count from log_tile where workspace_id = ${transaction.workspace} and level = ${level}`);
  return Number(row?.count ?? 0);
}

async function storeTiles(transaction: Transaction, level: number, first: number, hashes: readonly Uint8Array[]): Promise<void> {
  const tiles: { level: number; tile_index: bigint; workspace_id: string; hashes: Buffer; root: Buffer }[] = [];
  for (let from = 0; from < hashes.length; from += TILE_SIZE) {
    const below = hashes.slice(from, from + TILE_SIZE);
    tiles.push({
      workspace_id: transaction.workspace,
      level,
      tile_index: BigInt(first + from / TILE_SIZE),
      hashes: Buffer.concat(below),
      root: Buffer.from(rootOf(below)),
    });
  }
  await transaction.run(build.insertInto('log_tile').values(tiles));
}

async function rootsBetween(transaction: Transaction, level: number, from: number, until: number): Promise<readonly Uint8Array[]> {
  const rows = await transaction.rows(
    build
      .selectFrom('log_tile')
      .select('root')
      .where('workspace_id', '=', transaction.workspace)
      .where('level', '=', level)
      .where('tile_index', '>=', BigInt(from))
      .where('tile_index', '<', BigInt(until))
      .orderBy('tile_index'),
  );
  assert(rows.length === until - from, 'every full tile is stored');
  return rows.map((row) => row.root);
}

/** A reader of the perfect nodes behind these nodes of the tree of `size`, which is sealed; everything it needs is read at once. */
export async function nodeReader(transaction: Transaction, size: number, nodes: readonly NodeAddress[]): Promise<NodeReader> {
  const leafTiles = new Set<number>();
  const roots = new Map<number, Set<number>>();
  for (const { level, from, until } of nodes.flatMap((node) => storedRanges(size, node))) {
    if (level === 0) for (let tile = Math.floor(from / TILE_SIZE); tile * TILE_SIZE < until; tile += 1) leafTiles.add(tile);
    else {
      const below = level / TILE_LEVELS - 1;
      const wanted = roots.get(below) ?? new Set();
      for (let index = from; index < until; index += 1) wanted.add(index);
      roots.set(below, wanted);
    }
  }
  const leaves = await readLeafTiles(transaction, size, [...leafTiles]);
  const known = new Map<string, Uint8Array>();
  for (const [level, wanted] of roots) {
    for (const row of await readTiles(transaction, level, [...wanted])) known.set(`${level}/${row.tile_index}`, row.root);
  }
  return readerFromTiles((level, index) => {
    if (level > 0) return present(known.get(`${level / TILE_LEVELS - 1}/${index}`), 'node above a tile');
    const tile = present(leaves.get(Math.floor(index / TILE_SIZE)), 'tile of leaves');
    const at = (index % TILE_SIZE) * HASH_BYTES;
    return tile.subarray(at, at + HASH_BYTES);
  });
}

async function readLeafTiles(transaction: Transaction, size: number, tiles: readonly number[]): Promise<ReadonlyMap<number, Uint8Array>> {
  const leaves = new Map<number, Uint8Array>();
  for (const row of await readTiles(transaction, 0, tiles)) leaves.set(Number(row.tile_index), row.hashes);
  for (const tile of tiles) {
    if (leaves.has(tile)) continue;
    // The tile at the edge was not full when the tree was sealed.
    leaves.set(tile, Buffer.concat(await leavesBetween(transaction, tile * TILE_SIZE, Math.min(size, (tile + 1) * TILE_SIZE))));
  }
  return leaves;
}

async function readTiles(
  transaction: Transaction,
  level: number,
  tiles: readonly number[],
): Promise<readonly { readonly tile_index: bigint; readonly hashes: Buffer; readonly root: Buffer }[]> {
  if (tiles.length === 0) return [];
  return transaction.rows(sql<{ tile_index: bigint; hashes: Buffer; root: Buffer }>`
    select tile_index, hashes, root
    from log_tile
    where workspace_id = ${transaction.workspace} and level = ${level} and tile_index = any (${[...tiles]}::bigint[])`);
}
