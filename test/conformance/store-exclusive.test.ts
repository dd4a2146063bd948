import { expect, test } from 'vitest';
import { embeddedServer, testStore } from '../database.ts';

test('settling many agreements at once waits for nobody for ever, although each also brings its claims up to date alone', async () => {
  const { store, asker } = await testStore(embeddedServer);
  const agreements = Array.from({ length: 12 }, (_, n) => `a${n}`);
  const settled = await Promise.all(
    agreements.map((id) =>
      store.exclusive.exclusively(asker, `statements of ${id}`, async () => {
        // All of them have begun before the first one goes on.
        await new Promise((resolve) => setTimeout(resolve, 100));
        return store.exclusive.exclusively(asker, `claims of ${id}`, async () => id);
      }),
    ),
  );
  expect(settled).toEqual(agreements);
}, 15_000);

test('work of one name is done one after the other, also inside of other work and after work that failed', async () => {
  const { store, asker } = await testStore(embeddedServer);
  let running = 0;
  let most = 0;
  const alone = async (fails: boolean) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    if (fails) throw new Error('failed');
  };
  const answers = await Promise.allSettled(
    Array.from({ length: 9 }, (_, n) =>
      store.exclusive.exclusively(asker, `statements of a${n}`, () =>
        store.exclusive.exclusively(asker, 'claims of a', () => alone(n % 3 === 0)),
      ),
    ),
  );
  expect(most).toBe(1);
  expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(3);
}, 15_000);
