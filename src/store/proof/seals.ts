import { type Selectable, sql } from 'kysely';
import { hex } from '#core/kernel/hash.ts';
import { emptyRoot, hashOfNode, type NodeAddress } from '#core/proof/merkle.ts';
import { multiproof, multiproofNodes } from '#core/proof/multiproof.ts';
import type { Clock } from '#usecases/ports.ts';
import type { Seal, Seals } from '#usecases/seal-ports.ts';
import { build, type Database, type Transaction } from '../database.ts';
import { headOfLog } from '../log/read-facts.ts';
import type { Tables } from '../tables.ts';
import { nodeReader, storeFullTiles } from './tiles.ts';

export function sealsIn(database: Database, clock: Clock): Seals {
  const seals = (workspace: string) => build.selectFrom('seal').selectAll().where('workspace_id', '=', workspace);
  return {
    take: ({ workspace }) => database.inWorkspace(workspace, (transaction) => takeSeal(transaction, clock)),
    async list({ workspace }) {
      const query = seals(workspace).orderBy('size');
      return (await database.inWorkspace(workspace, (transaction) => transaction.rows(query))).map(asSeal);
    },
    multiproof: ({ workspace }, size, leafIndexes) =>
      database.inWorkspace(workspace, async (transaction) => {
        const read = await nodeReader(transaction, size, multiproofNodes(size, leafIndexes));
        return multiproof(size, leafIndexes, read).map(hex);
      }),
  };
}

async function takeSeal(transaction: Transaction, clock: Clock): Promise<Seal> {
  const { workspace } = transaction;
  // One at a time; appending goes on meanwhile.
  await transaction.run(sql`select pg_advisory_xact_lock(hashtextextended(${`seal ${workspace}`}, 0))`);
  const [last] = await transaction.rows(
    build.selectFrom('seal').selectAll().where('workspace_id', '=', workspace).orderBy('size', 'desc').limit(1),
  );
  const { size } = await headOfLog(transaction);
  if (last !== undefined && Number(last.size) === size) return asSeal(last);
  await storeFullTiles(transaction, size);
  const root = await rootOfLog(transaction, size);
  const row = { workspace_id: workspace, size: BigInt(size), root: Buffer.from(root), previous: last?.root ?? null, at: clock.now() };
  await transaction.run(build.insertInto('seal').values(row));
  await transaction.run(sql`update log_head set sealed = true where workspace_id = ${workspace} and not sealed`);
  return asSeal(row);
}

async function rootOfLog(transaction: Transaction, size: number): Promise<Uint8Array> {
  if (size === 0) return emptyRoot();
  let level = 0;
  while (2 ** level < size) level += 1;
  const root: NodeAddress = { level, index: 0 };
  return hashOfNode(size, root, await nodeReader(transaction, size, [root]));
}

function asSeal(row: Selectable<Tables['seal']>): Seal {
  return { size: Number(row.size), root: hex(row.root), previous: row.previous === null ? null : hex(row.previous), at: row.at };
}
