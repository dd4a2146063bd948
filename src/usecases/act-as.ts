import type { Role } from '#core/kernel/permissions.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Access, Person } from './access-ports.ts';
import { demoAddress } from './furnish-demo.ts';
import type { Ports, Workspace } from './ports.ts';

/** The roles a visitor of the demo can look through, each with the person who has it. */
const personOfRole = {
  owner: 'leitung',
  marketing: 'marketing',
  sales: 'vertrieb',
  partner: 'agentur',
  works_council: 'betriebsrat',
  auditor: 'pruefung',
} as const satisfies Partial<Record<Role, string>>;

export type DemoRole = keyof typeof personOfRole;
export const demoRoles = Object.keys(personOfRole) as readonly DemoRole[];

/**
 * The prepared person of a role, for whom a session may be opened without a secret: only in a demo workspace, and only somebody who
 * belongs to nothing but demos. Refusals: workspace.not_a_demo, member.unknown, access.no_permission.
 */
export async function actAs(
  ports: Pick<Ports, 'workspaces'>,
  { people }: Pick<Access, 'people'>,
  workspace: Workspace,
  role: DemoRole,
): Promise<Result<Person>> {
  if (workspace.purpose !== 'demo') return refuse('workspace.not_a_demo', { workspace: workspace.slug });
  const address = demoAddress(workspace.slug, personOfRole[role]);
  const member = (await people.membersOf(workspace.id)).find((one) => one.email === address && one.role === role);
  if (member === undefined) return refuse('member.unknown', { member: role });
  const belongsTo = await people.membershipsOf(member.id);
  const workspaces = await Promise.all(belongsTo.map((membership) => ports.workspaces.find(membership.workspace)));
  const isOnlyInDemos = workspaces.every((one) => one === undefined || one.purpose === 'demo');
  return isOnlyInDemos ? ok({ id: member.id, name: member.name, email: member.email }) : refuse('access.no_permission');
}
