import type { FactDraft } from '#core/facts/fact.ts';
import { assert } from '#core/kernel/assert.ts';
import { isArray, isObject } from '#core/kernel/canonical-json.ts';
import type { Asker } from '#usecases/ports.ts';
import { Database } from './database.ts';

/**
 * A port whose every call by a partner runs on a database confined to the partner's agreements. The asker is the first argument of all
 * calls, so that nobody who writes a query has to think of partners, and a forgotten one shows too little instead of too much.
 */
export function byAsker<P extends object>(database: Database, portOn: (database: Database) => P): P {
  const open = portOn(database);
  const confined = (agreements: readonly string[]) => portOn(new Database({ confines: database, agreements }));
  const calls = Object.keys(open).map((name) => [
    name,
    (...args: readonly unknown[]) => {
      const agreements = agreementsOf(args[0]);
      return methodOf(agreements === undefined ? open : confined(agreements), name)(...args);
    },
  ]);
  return Object.fromEntries(calls) as P;
}

function methodOf(port: object, name: string): (...args: readonly unknown[]) => unknown {
  const method: unknown = Reflect.get(port, name);
  assert(typeof method === 'function', 'a port has nothing but calls');
  return (...args) => Reflect.apply(method, port, args);
}

function agreementsOf(asker: unknown): readonly string[] | undefined {
  return typeof asker === 'object' && asker !== null && 'agreements' in asker ? (asker as Asker).agreements : undefined;
}

/** Recording is one queue for all of a workspace, so it is not confined by the database: what a partner says names its agreement. */
export function assertConcernsOwn({ agreements }: Asker, drafts: readonly FactDraft[]): void {
  if (agreements === undefined) return;
  const own = new Set(agreements.map((id) => `agreement:${id}`));
  for (const { subject, data } of drafts) {
    const named = isObject(data) && !isArray(data) ? [data['agreement'], data['contract']].filter((value) => value !== undefined) : [];
    const concerns = own.has(subject) || (named.length > 0 && named.every((value) => typeof value === 'string' && own.has(value)));
    assert(concerns, 'a partner says nothing but what concerns its agreements');
  }
}
