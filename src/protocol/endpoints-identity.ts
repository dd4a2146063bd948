import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { instantWire, jsonObjectWire, nameParam, statedInstant } from './wire.ts';

const personNameWire = z.object({
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  externalId: z.string().nullable(),
});

const personId = nameParam.regex(/^person:/);
const reason = z.string().trim().min(1).max(200);
const recorded = z.object({ factId: z.string() });

const proposalWire = z.object({
  person: z.string(),
  into: z.string().meta({ description: 'Whoever was known first stays' }),
  certainty: z.enum(['certain', 'likely', 'shared']).meta({
    description:
      'certain: the same address of one person or number in the CRM; likely: the same phone number; shared: a mailbox of several',
  }),
  reasons: z.array(z.enum(['email', 'phone', 'crm_id'])).readonly(),
  personName: personNameWire,
  intoName: personNameWire,
});
export type MergeProposalWire = z.infer<typeof proposalWire>;

export const proposeMerges = endpoint({
  name: 'proposeMerges',
  area: 'people',
  method: 'POST',
  path: '/api/people/merge-proposals',
  summary: 'Who looks like one person, the surest first; where the workspace says so, certain matches are merged on the way.',
  access: { who: 'workspace', permission: 'people.manage' },
  response: {
    type: 'json',
    schema: z.object({
      proposals: z.array(proposalWire).readonly(),
      merged: z.number().int(),
      employers: z
        .array(z.object({ person: z.string(), company: z.string(), personName: personNameWire, companyName: z.string().nullable() }))
        .readonly()
        .meta({ description: 'Contacts without a company whose address belongs to exactly one' }),
    }),
  },
  refusals: [],
});

export const listMerges = endpoint({
  name: 'listMerges',
  area: 'people',
  method: 'GET',
  path: '/api/people/merges',
  summary: 'The merges in force, newest first.',
  access: { who: 'workspace', permission: 'people.manage' },
  response: {
    type: 'json',
    schema: z.object({
      merges: z
        .array(
          z.object({
            factId: z.string(),
            person: z.string(),
            into: z.string(),
            reason: z.string(),
            actor: z.string(),
            recordedAt: instantWire,
            personName: personNameWire,
            intoName: personNameWire,
          }),
        )
        .readonly(),
    }),
  },
  refusals: [],
});

export const mergePeople = endpoint({
  name: 'mergePeople',
  area: 'people',
  method: 'POST',
  path: '/api/people/merges',
  summary: 'Says that two contacts are one person; recomputes what follows from it, and can be undone.',
  access: { who: 'workspace', permission: 'people.manage' },
  request: { type: 'json', schema: z.object({ person: personId, into: personId, reason }) },
  response: { type: 'json', schema: recorded },
  refusals: ['person.unknown', 'person.already_merged'],
});

export const unmergePeople = endpoint({
  name: 'unmergePeople',
  area: 'people',
  method: 'POST',
  path: '/api/people/unmerges',
  summary: 'Undoes the merge of a contact: it is a person of its own again.',
  access: { who: 'workspace', permission: 'people.manage' },
  request: { type: 'json', schema: z.object({ person: personId, reason }) },
  response: { type: 'json', schema: recorded },
  refusals: ['person.unknown', 'person.not_merged'],
});

export const keepApart = endpoint({
  name: 'keepApart',
  area: 'people',
  method: 'POST',
  path: '/api/people/kept-apart',
  summary: 'Says that two who look like one are two, so that nobody is asked again.',
  access: { who: 'workspace', permission: 'people.manage' },
  request: { type: 'json', schema: z.object({ person: personId, from: personId, reason }) },
  response: { type: 'json', schema: recorded },
  refusals: ['person.unknown', 'person.already_merged'],
});

export const recordEmployer = endpoint({
  name: 'recordEmployer',
  area: 'people',
  method: 'POST',
  path: '/api/people/employers',
  summary: 'Records for which company a contact works.',
  access: { who: 'workspace', permission: 'people.manage' },
  request: { type: 'json', schema: z.object({ person: personId, company: nameParam.regex(/^company:/) }) },
  response: { type: 'json', schema: recorded },
  refusals: ['person.unknown'],
});

const settingsWire = z.object({
  mergeCertain: z.boolean().meta({ description: 'Certain matches are merged without asking' }),
  repeatDays: z
    .number()
    .int()
    .min(0)
    .max(3_660)
    .meta({ description: 'Up to and including so many days of 24 h after a lead, another form of the same person is a touch of it' }),
});

export const readIdentitySettings = endpoint({
  name: 'readIdentitySettings',
  area: 'people',
  method: 'GET',
  path: '/api/identity-settings',
  summary: 'How the workspace tells people apart.',
  access: { who: 'workspace', permission: 'facts.read' },
  response: { type: 'json', schema: settingsWire },
  refusals: [],
});

export const changeIdentitySettings = endpoint({
  name: 'changeIdentitySettings',
  area: 'people',
  method: 'POST',
  path: '/api/identity-settings',
  summary: 'Changes how the workspace tells people apart.',
  access: { who: 'workspace', permission: 'people.manage' },
  request: { type: 'json', schema: settingsWire },
  response: { type: 'json', schema: settingsWire },
  refusals: [],
});

export const submitForm = endpoint({
  name: 'submitForm',
  area: 'facts',
  method: 'POST',
  path: '/api/submissions',
  summary:
    'Takes in a form: a new lead, or within the window after a lead of the same person a touch of that lead, or later a lead that follows it.',
  access: { who: 'workspace', permission: 'facts.write' },
  request: {
    type: 'json',
    schema: z.object({
      source: nameParam.max(60),
      externalId: nameParam.meta({ description: 'Its number there; the same submission sent again is the same one' }),
      occurredAt: statedInstant,
      person: z.object({
        name: z.string().trim().min(1).max(200).optional(),
        email: z.string().trim().min(1).max(200).optional(),
        phone: z.string().trim().min(1).max(40).optional(),
      }),
      company: z
        .object({ name: z.string().trim().min(1).max(200) })
        .optional()
        .meta({ description: 'One name is one company' }),
      lead: jsonObjectWire.meta({ description: 'source, medium, campaign, form, landingPage, answers, as in lead.captured' }),
    }),
  },
  response: {
    type: 'json',
    schema: z.object({
      became: z.enum(['lead', 'touch', 'follow_up']),
      lead: z.string(),
      follows: z.string().nullable(),
      person: z.string(),
    }),
  },
  refusals: ['fact.payload_invalid', 'fact.conflict'],
});
