/** What people and keys may do in a workspace, each named `area.verb`. Every endpoint asks for exactly one of them. */
export const permissions = [
  'facts.read',
  'facts.write',
  'figures.read',
  'imports.read',
  'imports.write',
  'definitions.read',
  'definitions.adopt',
  'agreements.read',
  'agreements.propose',
  'agreements.sign',
  'claims.read',
  'claims.decide',
  'claims.contest',
  'requests.write',
  'statements.read',
  'statements.close',
  'seals.read',
  'people.read_personal',
  'people.manage',
  'people.erase',
  'members.read',
  'members.manage',
  'keys.read',
  'keys.manage',
  'workspace.manage',
  'workspace.export',
] as const;
export type Permission = (typeof permissions)[number];

/** `partner`: the other party of agreements, confined to the ones it is a party of. */
export const roles = ['owner', 'marketing', 'sales', 'service', 'finance', 'works_council', 'partner', 'auditor', 'product'] as const;
export type Role = (typeof roles)[number];

/** What an API key can be made for. */
export const scopes = ['facts:write', 'facts:read', 'claims', 'settle', 'admin'] as const;
export type Scope = (typeof scopes)[number];

/** The one table of permissions; the glossary shows it, and a test compares the two. */
export const permissionsOfRole: Readonly<Record<Role, readonly Permission[]>> = {
  owner: permissions,
  // Sees all figures, brings in data, words definitions and proposes agreements; binds and pays nobody.
  marketing: [
    'facts.read',
    'facts.write',
    'figures.read',
    'imports.read',
    'imports.write',
    'definitions.read',
    'definitions.adopt',
    'agreements.read',
    'agreements.propose',
    'claims.read',
    'requests.write',
    'statements.read',
    'seals.read',
  ],
  // Reads leads, says what became of them, and accepts or rejects what is claimed for them.
  sales: [
    'facts.read',
    'facts.write',
    'figures.read',
    'definitions.read',
    'agreements.read',
    'claims.read',
    'claims.decide',
    'requests.write',
    'people.read_personal',
  ],
  // Records feedback of customers.
  service: ['facts.read', 'facts.write', 'definitions.read', 'people.read_personal'],
  // Closes statements and reads all money.
  finance: [
    'facts.read',
    'figures.read',
    'imports.read',
    'definitions.read',
    'agreements.read',
    'claims.read',
    'statements.read',
    'statements.close',
    'seals.read',
  ],
  // Reads what is measured and agreed, and no figure that could be one person's.
  works_council: ['definitions.read', 'agreements.read'],
  // Of its own agreements only; the database hides everything else.
  partner: [
    'definitions.read',
    'agreements.read',
    'agreements.sign',
    'claims.read',
    'claims.contest',
    'requests.write',
    'statements.read',
    'seals.read',
  ],
  // Reads and exports everything, writes nothing.
  auditor: [
    'facts.read',
    'figures.read',
    'imports.read',
    'definitions.read',
    'agreements.read',
    'claims.read',
    'statements.read',
    'seals.read',
    'people.read_personal',
    'members.read',
    'keys.read',
    'workspace.export',
  ],
  // Learns from definitions, the funnel and facts without personal values.
  product: ['facts.read', 'figures.read', 'definitions.read'],
};

export const permissionsOfScope: Readonly<Record<Scope, readonly Permission[]>> = {
  'facts:write': ['facts.write', 'imports.write'],
  'facts:read': ['facts.read', 'figures.read', 'imports.read', 'seals.read'],
  claims: [
    'definitions.read',
    'definitions.adopt',
    'agreements.read',
    'agreements.propose',
    'agreements.sign',
    'claims.read',
    'claims.decide',
    'claims.contest',
    'requests.write',
  ],
  settle: ['agreements.read', 'statements.read', 'statements.close'],
  admin: [
    'people.read_personal',
    'people.manage',
    'people.erase',
    'members.read',
    'members.manage',
    'keys.read',
    'keys.manage',
    'workspace.manage',
    'workspace.export',
  ],
};

/** What a key with these scopes may do; one that stands for a partner never more than a partner. */
export function permissionsOfKey(granted: readonly Scope[], isPartner: boolean): ReadonlySet<Permission> {
  const all = granted.flatMap((scope) => permissionsOfScope[scope]);
  return new Set(isPartner ? all.filter((permission) => permissionsOfRole.partner.includes(permission)) : all);
}
