import { describe, expect, test } from 'vitest';
import { hex } from '#core/kernel/hash.ts';
import { leafHash } from '#core/proof/leaf.ts';
import { rootOf } from '#core/proof/merkle.ts';
import { rootFromMultiproof } from '#core/proof/multiproof.ts';
import { everyServer, testStore } from '../database.ts';
import { touch } from './drafts.ts';

describe.each(everyServer)('seals on $name', (server) => {
  test('a seal is the root over all facts, whatever was sealed before, and the same size gives the same seal', async () => {
    const { store, asker } = await testStore(server);
    const roots: string[] = [];
    for (const count of [1, 254, 1, 300, 250]) {
      const from = (await store.log.head(asker)).size;
      await store.log.append(
        asker,
        Array.from({ length: count }, (_, n) => touch(String(from + n))),
      );
      const seal = await store.seals.take(asker);
      const { facts } = await store.log.page(asker, -1, 10_000);
      expect(seal).toMatchObject({ size: facts.length, root: hex(rootOf(facts.map(leafHash))), previous: roots.at(-1) ?? null });
      expect(await store.seals.take(asker)).toEqual(seal);
      roots.push(seal.root);
    }
    expect((await store.seals.list(asker)).map(({ root }) => root)).toEqual(roots);
  });

  test('a multiproof of any facts leads to the root of any seal that covers them', async () => {
    const { store, asker } = await testStore(server);
    await store.log.append(
      asker,
      Array.from({ length: 700 }, (_, n) => touch(String(n))),
    );
    const early = await store.seals.take(asker);
    await store.log.append(
      asker,
      Array.from({ length: 400 }, (_, n) => touch(String(700 + n))),
    );
    const late = await store.seals.take(asker);
    const { facts } = await store.log.page(asker, -1, 10_000);
    for (const { size, root } of [early, late]) {
      for (const indexes of [[0], [size - 1], [3, 255, 256, 511, 600], facts.slice(0, size).map(({ seq }) => seq)]) {
        const proof = await store.seals.multiproof(asker, size, indexes);
        const leaves = indexes.flatMap((index) => facts.slice(index, index + 1).map(leafHash));
        const found = rootFromMultiproof(
          size,
          indexes,
          leaves,
          proof.map((hash) => Buffer.from(hash, 'hex')),
        );
        expect(found && hex(found)).toBe(root);
      }
    }
  });
});
