import { type Permission, permissionsOfKey, permissionsOfRole } from '#core/kernel/permissions.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Access, ApiKey, Membership, Person } from '#usecases/access-ports.ts';
import { secretHash } from '#usecases/create-api-key.ts';
import type { Asker, Workspace, Workspaces } from '#usecases/ports.ts';
import type { Sessions, SignedIn } from './sessions.ts';

/** Who asks, in which workspace, and what they may do there. */
export interface Caller {
  readonly asker: Asker;
  readonly workspace: Workspace;
  readonly permissions: ReadonlySet<Permission>;
  /** The party a partner stands for, in the agreements of its asker; null for everybody who sees the whole workspace. */
  readonly party: string | null;
  /** Absent for a key. */
  readonly person?: Person;
}

/** Whether a caller reads names, addresses and numbers of people. */
export function readsPersonal({ permissions }: Pick<Caller, 'permissions'>): boolean {
  return permissions.has('people.read_personal');
}

/** Whether a caller reads who stands behind a member; names of people either way. */
export function readsMembers(caller: Pick<Caller, 'permissions'>): boolean {
  return readsPersonal(caller) || caller.permissions.has('members.read');
}

/** A key already verified is trusted this long without asking the database; revoking through this process ends it at once. */
const KEY_TRUSTED_MS = 4_000;
const KEYS_REMEMBERED = 1_000;

export interface Identification {
  /** The person of the session cookie. Refusal: access.not_signed_in. */
  person(headers: Headers): Promise<Result<SignedIn>>;
  /** The caller by API key or session. Refusals: access.not_signed_in, access.second_factor_demanded, workspace.unknown, input.invalid. */
  caller(headers: Headers): Promise<Result<Caller>>;
  /** The workspaces a person or key belongs to. Refusal: access.not_signed_in. */
  workspaces(headers: Headers): Promise<Result<readonly Joined[]>>;
  /** Forgets every verified key. */
  forgetKeys(): void;
}

/** A workspace a person belongs to. */
export interface Joined {
  readonly workspace: Workspace;
  readonly membership: Membership;
  /** The workspace demands a second factor that the person has not set up. */
  readonly needsSecondFactor: boolean;
}

export interface IdentificationParts {
  readonly access: Access;
  readonly sessions: Sessions;
  readonly workspaces: Workspaces;
}

export function identification({ access, sessions, workspaces }: IdentificationParts): Identification {
  const verified = new Map<string, { readonly caller: Caller; readonly until: number }>();

  async function callerOfKey(secret: string): Promise<Caller | undefined> {
    const hash = secretHash(secret);
    const known = verified.get(hash);
    if (known !== undefined && known.until > performance.now()) return known.caller;
    verified.delete(hash);
    const key = await access.keys.findBySecretHash(hash);
    const workspace = key === undefined ? undefined : await workspaces.find(key.workspace);
    if (key === undefined || workspace === undefined) return undefined;
    const caller = callerByKey(key, workspace);
    if (verified.size >= KEYS_REMEMBERED) verified.clear();
    verified.set(hash, { caller, until: performance.now() + KEY_TRUSTED_MS });
    return caller;
  }

  async function person(headers: Headers): Promise<Result<SignedIn>> {
    const found = headers.has('cookie') ? await sessions.personOf(headers) : undefined;
    return found === undefined ? refuse('access.not_signed_in') : ok(found);
  }

  async function joinedBy(membership: Membership, { secondFactor }: SignedIn): Promise<Joined | undefined> {
    const workspace = await workspaces.find(membership.workspace);
    if (workspace === undefined) return undefined;
    const demanding = secondFactor ? [] : await access.settings.secondFactorRoles(membership.workspace);
    return { membership, workspace, needsSecondFactor: demanding.includes(membership.role) };
  }

  async function memberships(of: SignedIn): Promise<readonly Joined[]> {
    const all = await access.people.membershipsOf(of.id);
    const found = await Promise.all(all.map((membership) => joinedBy(membership, of)));
    return found.filter((joined) => joined !== undefined);
  }

  async function callerOfPerson(headers: Headers, wanted: string | null): Promise<Result<Caller>> {
    const found = await person(headers);
    if (!found.ok) return found;
    const joined = await memberships(found.value);
    if (wanted === null && joined.length !== 1)
      return refuse('input.invalid', { at: 'X-Workspace', expects: 'the short name of a workspace' });
    const chosen = wanted === null ? joined[0] : joined.find(({ workspace }) => isNamed(workspace, wanted));
    if (chosen === undefined) return refuse('workspace.unknown', { workspace: wanted ?? '' });
    return chosen.needsSecondFactor ? refuse('access.second_factor_demanded') : ok(callerByMembership(found.value, chosen));
  }

  return {
    person,
    async caller(headers) {
      const wanted = headers.get('x-workspace');
      const secret = bearerOf(headers);
      if (secret === undefined) return callerOfPerson(headers, wanted);
      const caller = await callerOfKey(secret);
      if (caller === undefined) return refuse('access.not_signed_in');
      return wanted === null || isNamed(caller.workspace, wanted) ? ok(caller) : refuse('workspace.unknown', { workspace: wanted });
    },
    async workspaces(headers) {
      const found = await person(headers);
      return found.ok ? ok(await memberships(found.value)) : found;
    },
    forgetKeys: () => verified.clear(),
  };
}

export function bearerOf(headers: Headers): string | undefined {
  const header = headers.get('authorization');
  return header?.startsWith('Bearer ') === true ? header.slice('Bearer '.length).trim() : undefined;
}

function isNamed(workspace: Workspace, wanted: string): boolean {
  return workspace.slug === wanted || workspace.id === wanted;
}

function callerByKey(key: ApiKey, workspace: Workspace): Caller {
  const asker = { workspace: workspace.id, actor: `key:${key.id}` };
  const permissions = permissionsOfKey(key.scopes, key.party !== null);
  if (key.party === null) return { asker, workspace, permissions, party: null };
  return { asker: { ...asker, agreements: key.agreements }, workspace, permissions, party: key.party };
}

function callerByMembership(person: Person, { workspace, membership }: Joined): Caller {
  const asker = { workspace: workspace.id, actor: `member:${person.id}` };
  const permissions = new Set(permissionsOfRole[membership.role]);
  if (membership.role !== 'partner') return { asker, workspace, permissions, party: null, person };
  return { asker: { ...asker, agreements: membership.agreements }, workspace, permissions, party: membership.party, person };
}
