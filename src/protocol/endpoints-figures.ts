import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { leadDefinitionWire } from './lead-wire.ts';
import { currencyWire, dayWire, instantWire, minorWire, nameParam, numberQuery } from './wire.ts';

const count = z.number().int();

const costPerWire = z.object({
  state: z.enum(['known', 'too_few', 'none', 'no_costs']),
  minor: minorWire.nullable(),
  count: count.meta({ description: 'How many there are' }),
  enoughFrom: count.meta({ description: 'From how many on the average says something' }),
});
export type CostPerWire = z.infer<typeof costPerWire>;

const costsPerWire = { perLead: costPerWire, perOrder: costPerWire };

const sourceRowWire = z.object({
  source: z.string(),
  unknown: z.boolean().meta({ description: 'Somebody wrote that the source is not known' }),
  leads: count,
  qualified: count.meta({ description: 'The definition says yes' }),
  won: count.meta({ description: 'Leads with a won deal' }),
  furthest: z
    .array(count)
    .readonly()
    .meta({ description: 'How many got to each step and no further: captured, contacted, qualified, deal, won' }),
  ended: z.array(count).readonly().meta({ description: 'Of those, how many will not go on' }),
  withCampaign: count,
  withPerson: count,
  orders: count,
  netMinor: minorWire,
  receivedMinor: minorWire,
  otherCurrency: count,
  costMinor: minorWire,
  ...costsPerWire,
});
export type SourceRowWire = z.infer<typeof sourceRowWire>;

const figuresWire = z.object({
  days: count,
  fromDay: dayWire,
  untilDay: dayWire,
  currency: currencyWire,
  definitions: z.array(leadDefinitionWire).readonly(),
  definition: z.string().nullable(),
  rows: z.array(sourceRowWire).readonly(),
  unassignedMinor: minorWire.meta({ description: 'Costs of which nobody can say for which source of leads they were' }),
  overall: z.object(costsPerWire).meta({ description: 'Of all sources together, costs that belong to none included' }),
  otherCurrency: count.meta({ description: 'Costs, orders and deals in other currencies; in no sum' }),
  funnel: z
    .array(
      z.object({
        step: z.enum(['captured', 'contacted', 'qualified', 'deal', 'won']),
        reached: count,
        ended: count,
        open: count,
        lossMinor: minorWire.nullable().meta({ description: 'What the ended ones cost, at the average cost of a lead' }),
      }),
    )
    .readonly(),
});
export type FiguresWire = z.infer<typeof figuresWire>;

export const readSourceFigures = endpoint({
  name: 'readSourceFigures',
  area: 'facts',
  method: 'GET',
  path: '/api/source-figures',
  summary:
    'Costs, leads, qualified and won ones, and money by source: of the leads received in the last days, and what came of them until now.',
  access: { who: 'workspace', permission: 'figures.read' },
  query: z.object({ days: numberQuery(1, 3_660).optional().meta({ description: '90 unless stated' }), definition: nameParam.optional() }),
  response: { type: 'json', schema: figuresWire },
  refusals: ['definition.unknown'],
});

export const readSources = endpoint({
  name: 'readSources',
  area: 'facts',
  method: 'GET',
  path: '/api/sources',
  summary: 'The systems that events come from: when the last one came, how complete the leads are that they bring, and gaps in tracking.',
  access: { who: 'workspace', permission: 'figures.read' },
  response: {
    type: 'json',
    schema: z.object({
      systems: z
        .array(
          z.object({
            origin: z.string(),
            facts: count,
            recent: count.meta({ description: 'Of the last 30 days' }),
            lastAt: instantWire,
            lastRecordedAt: instantWire,
            leads: count,
            unknownSource: count,
            withCampaign: count,
            withPerson: count,
            imports: z
              .array(
                z.object({ id: z.string(), mappingName: z.string(), startedAt: instantWire, state: z.enum(['running', 'done', 'undone']) }),
              )
              .readonly(),
          }),
        )
        .readonly(),
      gaps: z
        .array(z.object({ source: z.string().nullable(), from: instantWire, until: instantWire.nullable() }))
        .readonly()
        .meta({ description: 'When a source was not measured, newest first' }),
    }),
  },
  refusals: [],
});
