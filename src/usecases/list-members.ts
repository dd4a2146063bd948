import type { Access, Member } from './access-ports.ts';
import type { Asker } from './ports.ts';

/** The people of a workspace, by name. */
export async function listMembers(access: Access, asker: Asker): Promise<readonly Member[]> {
  const members = await access.people.membersOf(asker.workspace);
  return [...members].sort((a, b) => a.name.localeCompare(b.name));
}
