import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Access, Person } from './access-ports.ts';
import type { SignInLink } from './create-sign-in-link.ts';
import { createWorkspace } from './create-workspace.ts';
import type { Ports } from './ports.ts';

export interface OwnWorkspaceRequest {
  readonly company: string;
  /** As it will stand under contracts. */
  readonly name: string;
  readonly email: string;
  readonly currency: string;
  readonly timeZone: string;
}

const LONGEST_SLUG = 30;
const TRIES = 50;

/**
 * A workspace of their own for somebody who looked at the demo, or a further one for an owner. Whoever owns a workspace with real data
 * opens it for themselves; else only the first one of a server can be opened like this, by the name and address stated, so that
 * visitors of a demo cannot fill a server that is in use. Refusals: access.no_permission, input.invalid, workspace.exists.
 */
export async function openOwnWorkspace(
  ports: Pick<Ports, 'clock' | 'workspaces'>,
  access: Access,
  asker: Person,
  request: OwnWorkspaceRequest,
): Promise<Result<SignInLink>> {
  const owner = await ownerFor(ports, access, asker, request);
  if (owner === undefined) return refuse('access.no_permission', {});
  const base = slugOf(request.company);
  if (base === '') return refuse('input.invalid', { at: 'company', expects: 'a name with letters or digits' });
  const { company, currency, timeZone } = request;
  for (let n = 1; n <= TRIES; n += 1) {
    const slug = n === 1 ? base : `${base}-${n}`;
    const made = await createWorkspace(ports, access, { slug, name: company, currency, timeZone, purpose: 'real', owner });
    if (made.ok) return ok(made.value.link);
    if (made.refusal.code !== 'workspace.exists') return made;
  }
  return refuse('workspace.exists', { slug: base });
}

async function ownerFor(
  { workspaces }: Pick<Ports, 'workspaces'>,
  { people }: Access,
  asker: Person,
  { name, email }: OwnWorkspaceRequest,
): Promise<{ readonly email: string; readonly name: string } | undefined> {
  const real = (await workspaces.list()).filter(({ purpose }) => purpose === 'real').map(({ id }) => id);
  if (real.length === 0) return { email, name };
  const owns = (await people.membershipsOf(asker.id)).some(({ workspace, role }) => role === 'owner' && real.includes(workspace));
  return owns ? asker : undefined;
}

const written: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** "Müller & Söhne GmbH" becomes "mueller-soehne-gmbh". */
function slugOf(company: string): string {
  return company
    .toLowerCase()
    .replaceAll(/[äöüß]/g, (letter) => written[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_SLUG)
    .replaceAll(/^-+|-+$/g, '');
}
