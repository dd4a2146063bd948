import { RefusalError, valueOrThrow } from '#core/kernel/result.ts';
import { findPeople } from '#usecases/find-people.ts';
import type { Context } from './context.ts';
import { UsageError } from './usage-error.ts';

/** The id of a person that was named by it, or by a text that fits exactly one. */
export async function namedPerson(context: Context, text: string): Promise<string> {
  if (/^(person|lead|staff|member):/.test(text)) return text;
  const { access, personal } = await context.product();
  const found = valueOrThrow(await findPeople({ people: personal, access }, await context.asker(), text));
  const [only] = found;
  if (only === undefined) throw new RefusalError({ code: 'person.unknown', params: { person: text } });
  if (found.length === 1) return only.id;
  const list = found.map(({ id, name, email }) => `  ${id}  ${[name, email].filter((one) => one !== null).join(', ')}`).join('\n');
  throw new UsageError({
    de: `Mehrere passen; nennen Sie eine Kennung:\n${list}`,
    en: `Several fit; name one by its id:\n${list}`,
  });
}
