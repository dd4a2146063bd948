import * as z from 'zod';
import { endpoint, roles, scopes } from './endpoint.ts';
import { idParam, instantWire, workspaceWire } from './wire.ts';

const roleWire = z.enum(roles);

export const personWire = z.object({ id: z.string(), name: z.string(), email: z.string() });
export const membershipWire = z.object({
  workspace: workspaceWire,
  role: roleWire,
  party: z.string().nullable().meta({ description: 'The party of agreements this member stands for' }),
});

export const meWire = z.object({ person: personWire, memberships: z.array(membershipWire) });
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

export const signIn = endpoint({
  name: 'signIn',
  area: 'access',
  method: 'POST',
  path: '/api/session',
  summary: 'Signs in with the token of a one-time link (the part behind # in /sign-in#...). The link is used up.',
  access: { who: 'anyone' },
  request: { type: 'json', schema: z.object({ token: z.string().min(1).max(200) }) },
  response: { type: 'json', schema: meWire },
  refusals: ['access.sign_in_link_unusable'],
});

export const signOut = endpoint({
  name: 'signOut',
  area: 'access',
  method: 'DELETE',
  path: '/api/session',
  summary: 'Signs out; the session ends at once.',
  access: { who: 'person' },
  response: { type: 'nothing' },
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

export const memberWire = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: roleWire,
  party: z.string().nullable(),
  joinedAt: instantWire,
});

export const listMembers = endpoint({
  name: 'listMembers',
  area: 'workspaces',
  method: 'GET',
  path: '/api/members',
  summary: 'The people of a workspace and their roles.',
  access: { who: 'workspace', scope: 'admin', partner: false },
  response: { type: 'json', schema: z.object({ members: z.array(memberWire) }) },
  refusals: [],
});

export const inviteMember = endpoint({
  name: 'inviteMember',
  area: 'workspaces',
  method: 'POST',
  path: '/api/invitations',
  summary:
    'Makes somebody a member and answers a one-time sign-in link to hand over; none if the person belongs to another workspace too and signs in as always. A partner needs the key of its party.',
  access: { who: 'workspace', scope: 'admin', partner: false },
  request: {
    type: 'json',
    schema: z.object({
      email: z.email().max(200),
      name: z.string().trim().min(1).max(200),
      role: roleWire,
      party: z.string().trim().min(1).max(60).optional(),
    }),
  },
  response: { type: 'json', status: 201, schema: z.object({ link: z.string().nullable(), expiresAt: instantWire.nullable() }) },
  refusals: [],
});

export const apiKeyWire = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  createdAt: instantWire,
  lastUsedAt: instantWire.nullable(),
  startsWith: z.string().meta({ description: 'The first characters, to tell keys apart' }),
});

export const listApiKeys = endpoint({
  name: 'listApiKeys',
  area: 'access',
  method: 'GET',
  path: '/api/keys',
  summary: 'The API keys of a workspace, without their secrets.',
  access: { who: 'workspace', scope: 'admin', partner: false },
  response: { type: 'json', schema: z.object({ keys: z.array(apiKeyWire) }) },
  refusals: [],
});

export const createApiKey = endpoint({
  name: 'createApiKey',
  area: 'access',
  method: 'POST',
  path: '/api/keys',
  summary: 'Creates an API key. Its secret is shown this one time; only its hash is kept.',
  access: { who: 'workspace', scope: 'admin', partner: false },
  request: { type: 'json', schema: z.object({ name: z.string().trim().min(1).max(100), scopes: z.array(z.enum(scopes)).min(1) }) },
  response: { type: 'json', status: 201, schema: z.object({ key: apiKeyWire, secret: z.string() }) },
  refusals: [],
});

export const revokeApiKey = endpoint({
  name: 'revokeApiKey',
  area: 'access',
  method: 'DELETE',
  path: '/api/keys/{id}',
  summary: 'Revokes an API key at once.',
  access: { who: 'workspace', scope: 'admin', partner: false },
  params: z.object({ id: idParam }),
  response: { type: 'nothing' },
  refusals: ['access.key_unknown'],
});
