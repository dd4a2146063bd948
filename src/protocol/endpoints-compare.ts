import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { answerWire, countsWire } from './replay-wire.ts';
import { bilingualWire, instantWire, jsonObjectWire } from './wire.ts';

const comparedAnswerWire = z.object({
  answer: answerWire,
  failing: z.array(z.number().int()).readonly().meta({ description: 'Places of the conditions that do not hold, or are not known' }),
  missing: z.array(z.string()).readonly().meta({ description: 'Places in the snapshot that are not known and could still decide' }),
  byPerson: z.boolean(),
});

export const comparedLeadWire = z.object({
  subject: z.string(),
  externalId: z.string().nullable(),
  company: z.string().nullable(),
  source: z.string().nullable(),
  capturedAt: instantWire,
  answers: z.array(comparedAnswerWire).readonly(),
});
export type ComparedLeadWire = z.infer<typeof comparedLeadWire>;

export const comparedDefinitionWire = z.object({
  ref: z.string().meta({ description: 'key@version of an adopted definition, the key of a template' }),
  adopted: z.boolean(),
  title: bilingualWire,
  wording: bilingualWire,
  conditions: z.array(z.object({ rule: z.string(), sentence: bilingualWire.nullable() })).readonly(),
  document: jsonObjectWire,
  counts: countsWire,
});
export type ComparedDefinitionWire = z.infer<typeof comparedDefinitionWire>;

export const comparisonWire = z.object({
  definitions: z.array(comparedDefinitionWire).readonly(),
  choices: z.array(z.object({ ref: z.string(), adopted: z.boolean(), title: bilingualWire })).readonly(),
  leads: z.number().int(),
  cut: z.boolean().meta({ description: 'A definition among them is not adopted, and only so many leads were looked at' }),
  months: z.number().int().meta({ description: 'Over how many months the leads came, at least 1' }),
  from: instantWire.nullable(),
  until: instantWire.nullable(),
  differing: z.array(z.object({ first: z.number().int(), second: z.number().int(), leads: z.number().int() })).readonly(),
  page: z.object({
    number: z.number().int(),
    pages: z.number().int(),
    total: z.number().int(),
    leads: z.array(comparedLeadWire).readonly(),
  }),
});
export type ComparisonWire = z.infer<typeof comparisonWire>;

export const compareDefinitions = endpoint({
  name: 'compareDefinitions',
  area: 'definitions',
  method: 'GET',
  path: '/api/definitions/compare',
  summary:
    'The same leads under up to three definitions: how many count, who differs and why. Definitions nobody has adopted are evaluated on the fly, over the first 5,000 leads in the order of the log.',
  access: { who: 'workspace', permission: 'facts.read' },
  query: z.object({
    definitions: z.string().max(400).optional().meta({
      description: 'Separated by commas: key@version, key, or the key of a template. Unless stated those at work, then templates',
    }),
    differ: z
      .enum(['1-2', '1-3', '2-3'])
      .optional()
      .meta({ description: 'Only leads about which these two of them differ, by their place' }),
    page: z.coerce.number().int().min(1).max(100_000).optional(),
  }),
  response: { type: 'json', schema: comparisonWire },
  refusals: ['definition.unknown'],
});
