import * as z from 'zod';
import { roles, scopes } from '#core/kernel/permissions.ts';
import { endpoint } from './endpoint.ts';
import { currencyWire, dayWire, idParam, instantWire, nameParam, numberQuery, workspaceWire } from './wire.ts';

const roleWire = z.enum(roles);

export const personWire = z.object({ id: z.string(), name: z.string(), email: z.string() });
export const membershipWire = z.object({
  workspace: workspaceWire,
  needsSecondFactor: z.boolean().meta({ description: 'The workspace demands a second factor that this person has not set up' }),
  role: roleWire,
  party: z.string().nullable().meta({ description: 'The party of agreements this member stands for' }),
  agreements: z.array(z.string()).meta({ description: 'Of a partner: the agreements it is a party of, and all it sees' }),
});

export const meWire = z.object({
  person: personWire.extend({
    secondFactor: z.boolean(),
    password: z.boolean(),
    language: z.enum(['de', 'en']).nullable().meta({ description: 'null until the person chose one' }),
  }),
  memberships: z.array(membershipWire),
});
export type MeWire = z.infer<typeof meWire>;

export const readMe = endpoint({
  name: 'readMe',
  area: 'access',
  method: 'GET',
  path: '/api/me',
  summary: 'Who is signed in, and the workspaces they belong to.',
  access: { who: 'person' },
  response: { type: 'json', schema: meWire },
  refusals: [],
});

export const listWorkspaces = endpoint({
  name: 'listWorkspaces',
  area: 'workspaces',
  method: 'GET',
  path: '/api/workspaces',
  summary: 'The workspaces the caller belongs to.',
  access: { who: 'person' },
  response: { type: 'json', schema: z.object({ workspaces: z.array(workspaceWire) }) },
  refusals: [],
});

export const openOwnWorkspace = endpoint({
  name: 'openOwnWorkspace',
  area: 'workspaces',
  method: 'POST',
  path: '/api/workspaces',
  summary:
    'Opens a workspace for real data: the first one of a server for whoever is signed in, by the name and address stated; further ones for owners, in their own name. Answers the token of a one-time link into it.',
  access: { who: 'person' },
  request: {
    type: 'json',
    schema: z.object({
      company: z.string().trim().min(1).max(200),
      name: z.string().trim().min(1).max(200),
      email: z.email().max(200),
      currency: currencyWire,
      timeZone: z.string().max(60),
    }),
  },
  response: { type: 'json', status: 201, schema: z.object({ token: z.string() }) },
  refusals: ['access.not_signed_in', 'access.no_permission', 'workspace.exists'],
});

export const changeWorkspace = endpoint({
  name: 'changeWorkspace',
  area: 'workspaces',
  method: 'POST',
  path: '/api/workspace',
  summary:
    'Changes name, time zone, region and, before the first event, the currency. Contracts keep the currency and the time zone they name.',
  access: { who: 'workspace', permission: 'workspace.manage' },
  request: {
    type: 'json',
    schema: z.object({
      name: z.string().trim().min(1).max(200),
      currency: currencyWire,
      timeZone: z.string().max(60),
      region: z.string().max(10).nullable(),
    }),
  },
  response: { type: 'json', schema: workspaceWire },
  refusals: ['workspace.currency_fixed', 'workspace.unknown'],
});

export const listHolidays = endpoint({
  name: 'listHolidays',
  area: 'workspaces',
  method: 'GET',
  path: '/api/holidays',
  summary: 'The regions of Germany, Austria and Switzerland, and the public holidays of one of them in a year.',
  access: { who: 'workspace', permission: 'agreements.read' },
  query: z.object({ region: z.string().max(10).optional(), year: numberQuery(1970, 2100).optional() }),
  response: {
    type: 'json',
    schema: z.object({
      regions: z.array(z.object({ key: z.string(), country: z.enum(['DE', 'AT', 'CH']), name: z.string() })),
      holidays: z.array(z.object({ on: dayWire, name: z.object({ de: z.string(), en: z.string() }) })),
    }),
  },
  refusals: [],
});

export const memberWire = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: roleWire,
  party: z.string().nullable(),
  agreements: z.array(z.string()),
  joinedAt: instantWire,
  secondFactor: z.boolean().meta({ description: 'Whether signing in asks for a code besides' }),
});

const roleFields = {
  role: roleWire,
  party: z.string().trim().min(1).max(60).optional().meta({ description: 'Of a partner: the key of the party it stands for' }),
  agreements: z
    .array(z.string().min(1).max(200))
    .max(200)
    .optional()
    .meta({ description: 'Of a partner: the agreements it is a party of' }),
};

export const listMembers = endpoint({
  name: 'listMembers',
  area: 'workspaces',
  method: 'GET',
  path: '/api/members',
  summary: 'The people of a workspace and their roles, and the roles that need a second factor to sign in.',
  access: { who: 'workspace', permission: 'members.read' },
  response: { type: 'json', schema: z.object({ members: z.array(memberWire), secondFactorRoles: z.array(roleWire) }) },
  refusals: [],
});

export const changeMember = endpoint({
  name: 'changeMember',
  area: 'workspaces',
  method: 'POST',
  path: '/api/members/{id}',
  summary: 'Gives a member another role, or a partner other agreements. The last owner stays one.',
  access: { who: 'workspace', permission: 'members.manage' },
  params: z.object({ id: nameParam }),
  request: { type: 'json', schema: z.object(roleFields) },
  response: { type: 'json', schema: memberWire },
  refusals: ['member.unknown', 'member.last_owner', 'agreement.unknown', 'agreement.party_unknown', 'access.party_of_payer'],
});

export const removeMember = endpoint({
  name: 'removeMember',
  area: 'workspaces',
  method: 'DELETE',
  path: '/api/members/{id}',
  summary: 'Removes a member at once. Answers the API keys this person made: they work until somebody revokes them.',
  access: { who: 'workspace', permission: 'members.manage' },
  params: z.object({ id: nameParam }),
  response: { type: 'json', schema: z.object({ keys: z.array(z.lazy(() => apiKeyWire)) }) },
  refusals: ['member.unknown', 'member.last_owner'],
});

export const demandSecondFactor = endpoint({
  name: 'demandSecondFactor',
  area: 'workspaces',
  method: 'POST',
  path: '/api/second-factor-roles',
  summary: 'Says for which roles the workspace demands a second factor. Their people without one can then do nothing here but set it up.',
  access: { who: 'workspace', permission: 'workspace.manage' },
  request: { type: 'json', schema: z.object({ roles: z.array(roleWire).max(roles.length) }) },
  response: { type: 'json', schema: z.object({ roles: z.array(roleWire) }) },
  refusals: [],
});

export const apiKeyWire = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  createdAt: instantWire,
  lastUsedAt: instantWire.nullable(),
  startsWith: z.string().meta({ description: 'The first characters, to tell keys apart' }),
  party: z.string().nullable().meta({ description: 'The party a key of a partner stands for' }),
  agreements: z.array(z.string()).meta({ description: 'The agreements a key of a partner is confined to' }),
  createdBy: z.string().meta({ description: 'The actor who made it, such as member:<id>' }),
});

export const listApiKeys = endpoint({
  name: 'listApiKeys',
  area: 'access',
  method: 'GET',
  path: '/api/keys',
  summary: 'The API keys of a workspace, without their secrets.',
  access: { who: 'workspace', permission: 'keys.read' },
  response: { type: 'json', schema: z.object({ keys: z.array(apiKeyWire) }) },
  refusals: [],
});

export const createApiKey = endpoint({
  name: 'createApiKey',
  area: 'access',
  method: 'POST',
  path: '/api/keys',
  summary:
    'Creates an API key, of the workspace or confined to agreements of a partner. Its secret is shown this one time; only its hash is kept.',
  access: { who: 'workspace', permission: 'keys.manage' },
  request: {
    type: 'json',
    schema: z.object({
      name: z.string().trim().min(1).max(100),
      scopes: z.array(z.enum(scopes)).min(1),
      party: roleFields.party,
      agreements: roleFields.agreements,
    }),
  },
  response: { type: 'json', status: 201, schema: z.object({ key: apiKeyWire, secret: z.string() }) },
  refusals: ['agreement.unknown', 'agreement.party_unknown', 'access.party_of_payer', 'access.party_reserved'],
});

export const revokeApiKey = endpoint({
  name: 'revokeApiKey',
  area: 'access',
  method: 'DELETE',
  path: '/api/keys/{id}',
  summary: 'Revokes an API key at once.',
  access: { who: 'workspace', permission: 'keys.manage' },
  params: z.object({ id: idParam }),
  response: { type: 'nothing' },
  refusals: ['access.key_unknown'],
});
