import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Access } from './access-ports.ts';
import type { FoundPerson, PersonalValues } from './people-ports.ts';
import type { Asker } from './ports.ts';

const FOUND_AT_MOST = 50;

/** Contacts, employees named by events, and members whose name, e-mail address or phone number contains the text. Refusal: input.invalid. */
export async function findPeople(
  ports: { readonly people: PersonalValues; readonly access: Pick<Access, 'people'> },
  asker: Asker,
  text: string,
): Promise<Result<readonly FoundPerson[]>> {
  const wanted = text.trim().toLowerCase();
  if (wanted.length < 2) return refuse('input.invalid', { at: 'text', expects: 'at least 2 characters' });
  const found = await ports.people.find(asker, wanted, FOUND_AT_MOST);
  const members = (await ports.access.people.membersOf(asker.workspace))
    .filter(({ name, email }) => name.toLowerCase().includes(wanted) || email.includes(wanted))
    .map(({ id, name, email }): FoundPerson => ({ id: `member:${id}`, name, email, phone: null }));
  return ok([...found, ...members]);
}
