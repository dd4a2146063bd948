import * as z from 'zod';
import { erasureReasons, retentionRules } from '#core/kernel/erasure-reasons.ts';
import { endpoint } from './endpoint.ts';
import { instantWire } from './wire.ts';

const personId = z
  .string()
  .regex(/^(person|lead|staff|member):[0-9a-zA-Z._-]{1,80}$/)
  .meta({
    description: 'person:… a contact, lead:… a lead without one, staff:… an employee named by events, member:… somebody with an account',
  });

export const foundPersonWire = z.object({
  id: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
});

export const findPeople = endpoint({
  name: 'findPeople',
  area: 'people',
  method: 'POST',
  // A search text names a person; in an address it would end up in logs.
  path: '/api/people/search',
  summary:
    'Contacts, employees named by events and members whose name, e-mail address or phone number contains the text; at most 50 of each.',
  access: { who: 'workspace', permission: 'people.read_personal' },
  request: { type: 'json', schema: z.object({ text: z.string().trim().min(2).max(200) }) },
  response: { type: 'json', schema: z.object({ people: z.array(foundPersonWire) }) },
  refusals: [],
});

export const exportPerson = endpoint({
  name: 'exportPerson',
  area: 'people',
  method: 'GET',
  path: '/api/people/{id}/export',
  summary:
    'Everything that is held about a contact (GDPR articles 15 and 20) as a JSON file: facts with their values, sources and times, claims, a summary.',
  access: { who: 'workspace', permission: 'people.manage' },
  params: z.object({ id: personId }),
  response: { type: 'file', mediaType: 'application/json', describes: 'format belegbar-person-1, see docs/guides/personal-data.md' },
  refusals: ['person.unknown'],
});

export const erasureWire = z.object({
  subjects: z.array(z.string()).meta({ description: 'Whom the erasure is about; several if contacts were merged' }),
  leads: z.int(),
  appointments: z.int(),
  deals: z.int(),
  orders: z.int(),
  sharedDeals: z.array(z.string()).meta({ description: 'Deals of several people: what is written there stays' }),
  values: z.array(z.object({ field: z.string(), count: z.int() })),
  valueCount: z.int(),
  factsKept: z.int().meta({ description: 'Facts about or naming the person; all of them stay, with stand-ins' }),
  account: z.enum(['none', 'membership_ends', 'account_goes']),
  wasErased: z.boolean(),
  done: z.boolean(),
});
export type ErasureWire = z.infer<typeof erasureWire>;

export const erasePerson = endpoint({
  name: 'erasePerson',
  area: 'people',
  method: 'POST',
  path: '/api/people/{id}/erase',
  summary:
    'Deletes everything kept apart about a person. Facts, seals, statements and proof files stay as they are. A dry run says what would go and what stays.',
  access: { who: 'workspace', permission: 'people.erase' },
  params: z.object({ id: personId }),
  request: { type: 'json', schema: z.object({ reason: z.enum(erasureReasons), dryRun: z.boolean().optional() }) },
  response: { type: 'json', schema: erasureWire },
  refusals: ['person.unknown', 'person.last_owner'],
});

const ruleWire = z.enum(retentionRules);
const monthsWire = z.int().min(1).max(600).nullable().meta({ description: 'null: this rule erases nothing' });

export const retentionRunWire = z.object({
  rule: ruleWire,
  months: z.int(),
  before: instantWire.meta({ description: 'What lies before this is due' }),
  ranAt: instantWire,
  people: z.int(),
  values: z.int(),
});

export const retentionWire = z.object({
  periods: z.array(z.object({ rule: ruleWire, months: monthsWire, setAt: instantWire.optional(), actor: z.string().optional() })),
  runs: z.array(retentionRunWire).meta({ description: 'The newest 50, also those that found nothing due' }),
});

export const readRetention = endpoint({
  name: 'readRetention',
  area: 'people',
  method: 'GET',
  path: '/api/retention',
  summary: 'The retention period of every rule and its last runs. Nothing is erased before a period is set.',
  access: { who: 'workspace', permission: 'people.manage' },
  response: { type: 'json', schema: retentionWire },
  refusals: [],
});

export const setRetention = endpoint({
  name: 'setRetention',
  area: 'people',
  method: 'POST',
  path: '/api/retention',
  summary: 'Sets the period of one rule from the next daily run on. Every setting stays in the log.',
  access: { who: 'workspace', permission: 'people.erase' },
  request: { type: 'json', schema: z.object({ rule: ruleWire, months: monthsWire }) },
  response: { type: 'json', schema: retentionWire },
  refusals: [],
});

export const previewRetention = endpoint({
  name: 'previewRetention',
  area: 'people',
  method: 'POST',
  path: '/api/retention/preview',
  summary: 'What would be erased today, by the periods in force or by one that is being considered.',
  access: { who: 'workspace', permission: 'people.manage' },
  request: { type: 'json', schema: z.object({ rule: ruleWire.optional(), months: monthsWire.optional() }) },
  response: { type: 'json', schema: z.object({ due: z.array(retentionRunWire) }) },
  refusals: [],
});
