import * as z from 'zod';
import { roles } from '#core/kernel/permissions.ts';
import { endpoint } from './endpoint.ts';
import { meWire } from './endpoints-workspaces.ts';
import { idParam, instantWire } from './wire.ts';

const secret = z.string().min(1).max(200);
const password = z.string().min(12).max(128).meta({ description: 'At least 12 characters' });
const code = z.string().trim().min(6).max(40).meta({ description: 'The code the authenticator app shows, or a recovery code' });

export const signIn = endpoint({
  name: 'signIn',
  area: 'access',
  method: 'POST',
  path: '/api/session',
  summary:
    'Signs in with the token of a one-time link (the part behind # in /sign-in#...), which is used up, or with address and password. Whoever has set up a second factor is then asked for a code.',
  access: { who: 'anyone' },
  request: {
    type: 'json',
    schema: z.union([
      z.strictObject({ token: secret }),
      z.strictObject({ email: z.email().max(200), password: z.string().min(1).max(128) }),
    ]),
  },
  response: { type: 'json', schema: meWire },
  refusals: ['access.sign_in_link_unusable', 'access.sign_in_unusable', 'access.second_factor_needed', 'access.too_many_attempts'],
});

export const signInWithCode = endpoint({
  name: 'signInWithCode',
  area: 'access',
  method: 'POST',
  path: '/api/session/code',
  summary: 'The second step of signing in, within ten minutes: a code of the authenticator app, or a recovery code, which is used up.',
  access: { who: 'anyone' },
  request: { type: 'json', schema: z.object({ code }) },
  response: { type: 'json', schema: meWire },
  refusals: ['access.second_factor_unusable', 'access.too_many_attempts'],
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

export const chooseLanguage = endpoint({
  name: 'chooseLanguage',
  area: 'access',
  method: 'POST',
  path: '/api/account/language',
  summary: 'The language the product speaks to this person, on every device.',
  access: { who: 'person' },
  request: { type: 'json', schema: z.object({ language: z.enum(['de', 'en']) }) },
  response: { type: 'nothing' },
  refusals: ['access.not_signed_in'],
});

export const changeOwnName = endpoint({
  name: 'changeOwnName',
  area: 'access',
  method: 'POST',
  path: '/api/account/name',
  summary: 'The name that stands under contracts this person signs from now on; earlier signatures keep theirs.',
  access: { who: 'person' },
  request: { type: 'json', schema: z.object({ name: z.string().trim().min(1).max(200) }) },
  response: { type: 'nothing' },
  refusals: ['access.not_signed_in'],
});

export const setPassword = endpoint({
  name: 'setPassword',
  area: 'access',
  method: 'POST',
  path: '/api/account/password',
  summary: 'Sets a password to sign in with, or changes it; other sessions of the person end.',
  access: { who: 'person' },
  request: { type: 'json', schema: z.object({ password, current: z.string().max(128).optional() }) },
  response: { type: 'nothing' },
  refusals: ['access.not_signed_in', 'access.sign_in_unusable', 'access.too_many_attempts'],
});

export const enrolSecondFactor = endpoint({
  name: 'enrolSecondFactor',
  area: 'access',
  method: 'POST',
  path: '/api/account/second-factor',
  summary: 'Draws the secret for an authenticator app and recovery codes, shown this one time. In force once a first code confirms it.',
  access: { who: 'person' },
  request: { type: 'json', schema: z.object({ password: z.string().max(128).optional() }) },
  response: {
    type: 'json',
    schema: z.object({
      uri: z.string().meta({ description: 'otpauth:// address that authenticator apps read' }),
      secret: z.string().meta({ description: 'The same to type in' }),
      recoveryCodes: z.array(z.string()),
    }),
  },
  refusals: ['access.not_signed_in', 'access.sign_in_unusable', 'access.second_factor_in_force', 'access.too_many_attempts'],
});

export const confirmSecondFactor = endpoint({
  name: 'confirmSecondFactor',
  area: 'access',
  method: 'POST',
  path: '/api/account/second-factor/confirm',
  summary: 'Puts the second factor in force with a first code of the app.',
  access: { who: 'person' },
  request: { type: 'json', schema: z.object({ code }) },
  response: { type: 'nothing' },
  refusals: ['access.not_signed_in', 'access.second_factor_unusable', 'access.too_many_attempts'],
});

export const drawRecoveryCodes = endpoint({
  name: 'drawRecoveryCodes',
  area: 'access',
  method: 'POST',
  path: '/api/account/second-factor/recovery-codes',
  summary:
    'Draws new recovery codes, shown this one time; the old ones stop working. Takes a code, and the password if there is one, as switching off does.',
  access: { who: 'person' },
  request: { type: 'json', schema: z.object({ code, password: z.string().max(128).optional() }) },
  response: { type: 'json', schema: z.object({ recoveryCodes: z.array(z.string()) }) },
  refusals: ['access.not_signed_in', 'access.second_factor_unusable', 'access.sign_in_unusable', 'access.too_many_attempts'],
});

export const endSecondFactor = endpoint({
  name: 'endSecondFactor',
  area: 'access',
  method: 'POST',
  path: '/api/account/second-factor/off',
  summary: 'Switches the second factor off; takes a code, and the password if there is one.',
  access: { who: 'person' },
  request: { type: 'json', schema: z.object({ code, password: z.string().max(128).optional() }) },
  response: { type: 'nothing' },
  refusals: ['access.not_signed_in', 'access.second_factor_unusable', 'access.sign_in_unusable', 'access.too_many_attempts'],
});

export const invitationWire = z.object({
  id: z.string(),
  email: z.string(),
  role: z.enum(roles),
  party: z.string().nullable(),
  agreements: z.array(z.string()),
  createdAt: instantWire,
  expiresAt: instantWire,
});

export const listInvitations = endpoint({
  name: 'listInvitations',
  area: 'workspaces',
  method: 'GET',
  path: '/api/invitations',
  summary: 'Open invitations: neither accepted nor withdrawn nor expired.',
  access: { who: 'workspace', permission: 'members.manage' },
  response: { type: 'json', schema: z.object({ invitations: z.array(invitationWire) }) },
  refusals: [],
});

export const inviteMember = endpoint({
  name: 'inviteMember',
  area: 'workspaces',
  method: 'POST',
  path: '/api/invitations',
  summary:
    'Invites somebody and answers the link to hand over, this one time; only its hash is kept. It works once, for seven days. A partner is invited with its party and its agreements.',
  access: { who: 'workspace', permission: 'members.manage' },
  request: {
    type: 'json',
    schema: z.object({
      email: z.email().max(200),
      role: z.enum(roles),
      party: z.string().trim().min(1).max(60).optional(),
      agreements: z.array(z.string().min(1).max(200)).max(200).optional(),
    }),
  },
  response: { type: 'json', status: 201, schema: z.object({ invitation: invitationWire, link: z.string() }) },
  refusals: ['member.exists', 'agreement.unknown', 'agreement.party_unknown', 'access.party_of_payer'],
});

export const revokeInvitation = endpoint({
  name: 'revokeInvitation',
  area: 'workspaces',
  method: 'DELETE',
  path: '/api/invitations/{id}',
  summary: 'Withdraws an open invitation at once.',
  access: { who: 'workspace', permission: 'members.manage' },
  params: z.object({ id: idParam }),
  response: { type: 'nothing' },
  refusals: ['invitation.unknown'],
});

export const readInvitation = endpoint({
  name: 'readInvitation',
  area: 'access',
  method: 'POST',
  path: '/api/invitation',
  summary: 'What an invitation is for, by the token of its link (the part behind # in /invitation#...); it stays open.',
  access: { who: 'anyone' },
  request: { type: 'json', schema: z.object({ token: secret }) },
  response: {
    type: 'json',
    schema: z.object({
      workspace: z.string().meta({ description: 'Name of the workspace' }),
      email: z.string(),
      role: z.enum(roles),
      party: z.string().nullable(),
      expiresAt: instantWire,
      known: z.boolean().meta({ description: 'The address belongs to somebody already, who signs in to accept' }),
    }),
  },
  refusals: ['invitation.unusable', 'access.too_many_attempts'],
});

export const acceptInvitation = endpoint({
  name: 'acceptInvitation',
  area: 'access',
  method: 'POST',
  path: '/api/invitation/accept',
  summary:
    'Accepts an invitation, which is used up, and signs in. Whoever is new gives a name and, if wished, a password; others sign in first.',
  access: { who: 'anyone' },
  request: {
    type: 'json',
    schema: z.object({ token: secret, name: z.string().trim().min(1).max(200).optional(), password: password.optional() }),
  },
  response: { type: 'json', schema: meWire },
  refusals: ['invitation.unusable', 'invitation.sign_in_first', 'member.exists', 'access.too_many_attempts'],
});
