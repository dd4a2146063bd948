import type { IsoInstant } from '#core/kernel/instant.ts';

/** What the use cases of signing in and of API keys need from outside. No domain data lives behind these. */
export interface Access {
  readonly people: People;
  readonly links: SignInLinks;
  readonly keys: ApiKeys;
  /** Random bytes fit for secrets. */
  random(byteCount: number): Uint8Array;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** `partner`: the other party of an agreement, confined to the agreements it is a party of. */
export type Role = 'owner' | 'member' | 'partner';

export interface Membership {
  readonly workspace: string;
  readonly role: Role;
  /** Key of the party in agreements this member stands for. */
  readonly party: string | null;
}

export interface Member extends Person {
  readonly role: Role;
  readonly party: string | null;
  readonly joinedAt: IsoInstant;
}

export interface People {
  /** The person with this e-mail address, new if nobody has it. */
  findOrAdd(email: string, name: string): Promise<Person>;
  findByEmail(email: string): Promise<Person | undefined>;
  /** Makes a person a member, or changes role and party of one. */
  join(person: string, membership: Membership): Promise<void>;
  membershipsOf(person: string): Promise<readonly Membership[]>;
  /** Whether a person has ever signed in by a link. */
  hasSignedIn(person: string): Promise<boolean>;
  membersOf(workspace: string): Promise<readonly Member[]>;
}

export interface SignInLinks {
  save(link: { readonly tokenHash: string; readonly person: string; readonly expiresAt: IsoInstant }): Promise<void>;
  /** Uses up the link; the person, or undefined if there is no such link, it has expired or was used before. */
  use(tokenHash: string): Promise<Person | undefined>;
}

export type Scope = 'facts:write' | 'facts:read' | 'claims' | 'settle' | 'admin';

export interface ApiKey {
  readonly id: string;
  readonly workspace: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: IsoInstant;
  readonly lastUsedAt: IsoInstant | null;
  /** The first characters of the secret, to tell keys apart. */
  readonly startsWith: string;
}

export interface ApiKeys {
  save(key: Omit<ApiKey, 'createdAt' | 'lastUsedAt'> & { readonly secretHash: string; readonly createdBy: string }): Promise<ApiKey>;
  /** Of one workspace, revoked ones left out. */
  list(workspace: string): Promise<readonly ApiKey[]>;
  /** A key in force, by the hash of its secret; notes that it was used. */
  findBySecretHash(secretHash: string): Promise<ApiKey | undefined>;
  /** False if the workspace has no such key in force. */
  revoke(workspace: string, id: string): Promise<boolean>;
}
