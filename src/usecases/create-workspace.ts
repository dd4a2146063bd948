import { randomId } from '#core/kernel/ids.ts';
import { isTimeZone } from '#core/kernel/instant.ts';
import { isCurrency } from '#core/kernel/money.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Access } from './access-ports.ts';
import { inviteMember, type SignInLink } from './create-sign-in-link.ts';
import type { Ports, Workspace } from './ports.ts';

export interface WorkspaceRequest {
  /** Short name: letters, digits and hyphens. */
  readonly slug: string;
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  /** Fixed for ever: demo and test workspaces never hold real data. */
  readonly purpose: Workspace['purpose'];
  readonly owner: { readonly email: string; readonly name: string };
}

/** Creates a workspace with its owner, who signs in by the link. Refusals: input.invalid, workspace.exists. */
export async function createWorkspace(
  ports: Pick<Ports, 'clock' | 'workspaces'>,
  access: Access,
  request: WorkspaceRequest,
): Promise<Result<{ readonly workspace: Workspace; readonly link: SignInLink }>> {
  const { owner, ...asked } = request;
  const problem = problemOf(request);
  if (problem !== undefined) return refuse('input.invalid', problem);
  const workspace = await ports.workspaces.create({ ...asked, id: randomId(access.random(16)) });
  if (workspace === undefined) return refuse('workspace.exists', { slug: request.slug });
  const link = await inviteMember(access, ports.clock, workspace.id, { ...owner, role: 'owner' });
  return link.ok ? ok({ workspace, link: link.value }) : link;
}

function problemOf(request: WorkspaceRequest): { readonly at: string; readonly expects: string } | undefined {
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(request.slug)) return { at: 'slug', expects: 'up to 40 small letters, digits and hyphens' };
  if (request.name.trim() === '' || request.name.length > 200) return { at: 'name', expects: 'text of 1 to 200 characters' };
  if (!isCurrency(request.currency)) return { at: 'currency', expects: 'a currency such as EUR' };
  if (!isTimeZone(request.timeZone)) return { at: 'timeZone', expects: 'a time zone such as Europe/Berlin' };
  if (!/^[^\s@]+@[^\s@]+$/.test(request.owner.email)) return { at: 'owner', expects: 'an e-mail address' };
  return undefined;
}
