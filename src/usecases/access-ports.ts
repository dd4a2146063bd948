import type { IsoInstant } from '#core/kernel/instant.ts';
import type { Role, Scope } from '#core/kernel/permissions.ts';

/** What the use cases of signing in and of API keys need from outside. No domain data lives behind these. */
export interface Access {
  readonly people: People;
  readonly links: SignInLinks;
  readonly keys: ApiKeys;
  readonly invitations: Invitations;
  readonly settings: AccessSettings;
  /** Random bytes fit for secrets. */
  random(byteCount: number): Uint8Array;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export type Language = 'de' | 'en';

export interface Membership {
  readonly workspace: string;
  readonly role: Role;
  /** Key of the party in agreements this member stands for. */
  readonly party: string | null;
  /** Of a partner: the agreements it is a party of, and all it sees. */
  readonly agreements: readonly string[];
}

export interface Member extends Person {
  readonly role: Role;
  readonly party: string | null;
  readonly agreements: readonly string[];
  readonly joinedAt: IsoInstant;
  /** Whether signing in asks for a code besides. */
  readonly secondFactor: boolean;
}

export interface People {
  /** The person with this e-mail address, new if nobody has it. */
  findOrAdd(email: string, name: string): Promise<Person>;
  findByEmail(email: string): Promise<Person | undefined>;
  /** Makes a person a member, or changes role and party of one. */
  join(person: string, membership: Membership): Promise<void>;
  membershipsOf(person: string): Promise<readonly Membership[]>;
  membersOf(workspace: string): Promise<readonly Member[]>;
  rename(person: string, name: string): Promise<void>;
  /** Remembers the language a person chose. */
  speak(person: string, language: Language): Promise<void>;
  /** For whoever runs the server, when phone and recovery codes are lost; ends the sessions of the person too. */
  endSecondFactor(person: string): Promise<void>;
  /**
   * Deletes password, sessions and second factor of somebody who never came in by a one-time link: only an invitation, whose link
   * anybody may hold, says then that the address is theirs.
   */
  resetUnproven(person: string): Promise<void>;
  /** Ends a membership at once; whoever belongs nowhere any more is signed out as well. */
  leave(person: string, workspace: string): Promise<void>;
  /** Ends a membership and takes away what is kept about the person; an account that belongs nowhere any more is deleted. */
  forget(person: string, workspace: string): Promise<void>;
}

export interface SignInLinks {
  save(link: { readonly tokenHash: string; readonly person: string; readonly expiresAt: IsoInstant }): Promise<void>;
  /**
   * Uses up the link, which proves the address: at its first link a person is reset as `resetUnproven` says. The person, or undefined if there is no such link, it has expired or was used before.
   */
  use(tokenHash: string): Promise<Person | undefined>;
}

export interface Invitation {
  readonly id: string;
  readonly workspace: string;
  readonly email: string;
  readonly role: Role;
  readonly party: string | null;
  readonly agreements: readonly string[];
  readonly createdBy: string;
  readonly createdAt: IsoInstant;
  readonly expiresAt: IsoInstant;
}

export interface Invitations {
  save(invitation: Omit<Invitation, 'createdAt'> & { readonly tokenHash: string }): Promise<Invitation>;
  /** Neither used nor revoked nor expired, oldest first. */
  open(workspace: string): Promise<readonly Invitation[]>;
  findByTokenHash(tokenHash: string): Promise<Invitation | undefined>;
  /** Uses up an open invitation; undefined if somebody was faster. */
  use(tokenHash: string): Promise<Invitation | undefined>;
  /** False if the workspace has no such open invitation. */
  revoke(workspace: string, id: string): Promise<boolean>;
}

export interface AccessSettings {
  /** Roles of a workspace whose people need a second factor to sign in. */
  secondFactorRoles(workspace: string): Promise<readonly Role[]>;
  demandSecondFactor(workspace: string, roles: readonly Role[]): Promise<void>;
}

export interface ApiKey {
  readonly id: string;
  readonly workspace: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: IsoInstant;
  readonly lastUsedAt: IsoInstant | null;
  /** The first characters of the secret, to tell keys apart. */
  readonly startsWith: string;
  /** Of a key that stands for a partner: its party and the agreements it is confined to. */
  readonly party: string | null;
  readonly agreements: readonly string[];
  /** The actor who made it. */
  readonly createdBy: string;
}

export interface ApiKeys {
  save(key: Omit<ApiKey, 'createdAt' | 'lastUsedAt'> & { readonly secretHash: string }): Promise<ApiKey>;
  /** Of one workspace, revoked ones left out. */
  list(workspace: string): Promise<readonly ApiKey[]>;
  /** A key in force, by the hash of its secret; notes that it was used. */
  findBySecretHash(secretHash: string): Promise<ApiKey | undefined>;
  /** False if the workspace has no such key in force. */
  revoke(workspace: string, id: string): Promise<boolean>;
}
