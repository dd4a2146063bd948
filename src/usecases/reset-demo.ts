import { randomId } from '#core/kernel/ids.ts';
import { dayOf, fromIso } from '#core/kernel/instant.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Access } from './access-ports.ts';
import { type DemoWorkspaces, type FurnishPorts, type FurnishProgress, furnishDemo } from './furnish-demo.ts';
import type { Workspace } from './ports.ts';

export interface ResetPorts extends FurnishPorts {
  readonly demo: DemoWorkspaces;
}

/**
 * Throws a demo workspace away and furnishes it again, as of today. The new one is furnished beside the old one and takes its name at the
 * end, so that nobody meets a half-empty one. Members stay; keys and invitations go with the old one. Refusal: workspace.not_a_demo.
 */
export async function resetDemo(
  ports: ResetPorts,
  workspace: Workspace,
  onProgress?: (progress: FurnishProgress) => void,
): Promise<Result<Workspace>> {
  if (workspace.purpose !== 'demo') return refuse('workspace.not_a_demo', { workspace: workspace.slug });
  const asker = { workspace: workspace.id, actor: 'system' };
  return ports.exclusive.exclusively(asker, 'reset of the demo', async () => {
    const current = await ports.workspaces.find(workspace.slug);
    // Somebody else was faster, and what they made is as new as it gets.
    if (current !== undefined && current.id !== workspace.id) return ok(current);
    await discardLeftovers(ports, workspace);
    return ok(await furnishBeside(ports, workspace, onProgress));
  });
}

/** What a reset is called until it takes the name of the workspace; short names have at most 40 characters. */
function unfinished({ slug }: Workspace): string {
  return `${slug.slice(0, 22)}-wird-neu-`;
}

/** A reset that a crash broke off left its workspace behind. */
async function discardLeftovers({ workspaces, demo }: ResetPorts, workspace: Workspace): Promise<void> {
  for (const one of await workspaces.list()) {
    if (one.purpose === 'demo' && one.slug.startsWith(unfinished(workspace))) await demo.discard(one.id);
  }
}

async function furnishBeside(
  ports: ResetPorts,
  old: Workspace,
  onProgress: ((progress: FurnishProgress) => void) | undefined,
): Promise<Workspace> {
  const { workspaces, access, demo } = ports;
  const id = randomId(access.random(16));
  const { slug, name, currency, timeZone, purpose } = old;
  const next = await workspaces.create({ id, slug: `${unfinished(old)}${id.slice(0, 8)}`, name, currency, timeZone, purpose });
  if (next === undefined) throw new Error('the name of an unfinished demo is taken');
  try {
    const material = demo.material(dayOf(fromIso(next.createdAt), timeZone));
    await furnishDemo(ports, { workspace: id, actor: 'system' }, material, { slug, onProgress });
    await moveIn(access, old.id, id);
    await demo.replace(old.id, id);
  } catch (error) {
    await demo.discard(id);
    throw error;
  }
  await moveOut(access, old.id);
  return { ...next, slug };
}

async function moveIn({ people }: Access, from: string, to: string): Promise<void> {
  for (const { id, role, party, agreements } of await people.membersOf(from))
    await people.join(id, { workspace: to, role, party, agreements });
}

async function moveOut({ people, keys, invitations }: Access, workspace: string): Promise<void> {
  for (const { id } of await people.membersOf(workspace)) await people.leave(id, workspace);
  for (const { id } of await keys.list(workspace)) await keys.revoke(workspace, id);
  for (const { id } of await invitations.open(workspace)) await invitations.revoke(workspace, id);
}
