import { describe, expect, test } from 'vitest';
import { everyServer, testStore } from '../database.ts';
import { touch } from './drafts.ts';

describe.each(everyServer)('the fact log on $name', (server) => {
  test('a fact that is recorded can be read back as it was said', async () => {
    const { store, asker } = await testStore(server);
    const draft = touch('1', { touch: 'visit', source: 'ads' });
    const [answer] = await store.log.append(asker, [draft]);
    expect(answer).toMatchObject({ status: 'recorded', seq: 0 });
    const { facts } = await store.log.page(asker, -1, 10);
    expect(facts).toMatchObject([{ ...draft, seq: 0, workspace: asker.workspace }]);
  });
});
