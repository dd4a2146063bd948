import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import {
  dryRunQuery,
  factOriginWire,
  factProofWire,
  factWire,
  idParam,
  instantWire,
  jsonObjectWire,
  nameParam,
  numberQuery,
  refusalParamsWire,
} from './wire.ts';

const subjectByExternalId = z
  .object({ type: z.string(), externalId: z.string(), source: z.string().optional() })
  .meta({ description: 'A subject that another system names by an id of its own; `source` is the source of the fact unless stated' });

/** A fact as it comes in. Fields of `data` that refer to other subjects take the same two forms as `subject`. */
export const factDraftWire = z.object({
  kind: z.string().meta({ description: 'noun.happened, for example lead.captured' }),
  subject: z.union([z.string(), subjectByExternalId]),
  occurredAt: z.string().meta({ description: 'Instant with zone or offset; or a day, or a local time together with `timeZone`' }),
  timeZone: z.string().optional().meta({ description: 'IANA zone for a day or a local time; the zone of the workspace unless stated' }),
  source: z.string().meta({ description: 'The system that says so, for example crm' }),
  externalId: z.string().optional().meta({ description: 'The id of this event in the source; sending it again changes nothing' }),
  revision: z
    .number()
    .int()
    .min(1)
    .optional()
    .meta({ description: '2, 3, ... for corrections; they name the fact they correct in `supersedes`' }),
  data: jsonObjectWire,
  supersedes: z.string().optional(),
});
export type FactDraftWire = z.infer<typeof factDraftWire>;

const kept = { id: z.string(), seq: z.number().int(), recordedAt: instantWire };

export const factAnswerWire = z.discriminatedUnion('status', [
  z.object({ status: z.literal('recorded'), ...kept }),
  z.object({ status: z.literal('repeated'), ...kept }),
  z.object({ status: z.literal('refused'), code: z.string(), params: refusalParamsWire }),
]);
export type FactAnswerWire = z.infer<typeof factAnswerWire>;

export const appendFacts = endpoint({
  name: 'appendFacts',
  area: 'facts',
  method: 'POST',
  path: '/api/facts',
  summary:
    'Records one fact, a batch, or a stream of one fact per line (application/x-ndjson; answers are then one per line too). Answers come per fact and in order; a partly bad batch records the good ones. A single refused fact is answered with the status of its refusal.',
  access: { who: 'workspace', permission: 'facts.write' },
  query: z.object({ dryRun: dryRunQuery }),
  request: { type: 'facts', schema: z.union([factDraftWire, z.object({ facts: z.array(factDraftWire) })]) },
  response: { type: 'json', schema: z.object({ answers: z.array(factAnswerWire) }) },
  refusals: [
    'fact.kind_unknown',
    'fact.payload_invalid',
    'fact.subject_invalid',
    'fact.conflict',
    'fact.not_head_of_chain',
    'fact.supersedes_unknown',
    'time.not_an_instant',
    'input.too_large',
  ],
});

export const readFacts = endpoint({
  name: 'readFacts',
  area: 'facts',
  method: 'GET',
  path: '/api/facts',
  summary: 'Pages through the log in the order it was written, or backwards from its end.',
  access: { who: 'workspace', permission: 'facts.read' },
  query: z.object({
    afterSeq: numberQuery(0, Number.MAX_SAFE_INTEGER).optional().meta({ description: 'The `nextAfterSeq` of the page before' }),
    beforeSeq: numberQuery(0, Number.MAX_SAFE_INTEGER)
      .optional()
      .meta({ description: 'Newest first, before this place; 999999999999999 begins at the end. Comes before `afterSeq`' }),
    limit: numberQuery(1, 1_000).optional(),
    kind: nameParam.optional(),
    subject: nameParam.optional(),
  }),
  response: {
    type: 'json',
    schema: z.object({
      facts: z.array(factWire),
      nextAfterSeq: z.number().int().optional(),
      nextBeforeSeq: z.number().int().optional(),
    }),
  },
  refusals: [],
});

export const readFact = endpoint({
  name: 'readFact',
  area: 'facts',
  method: 'GET',
  path: '/api/facts/{id}',
  summary: 'One fact with its origin and the proof that it is part of the sealed log.',
  access: { who: 'workspace', permission: 'facts.read' },
  params: z.object({ id: idParam }),
  response: { type: 'json', schema: z.object({ fact: factWire, origin: factOriginWire, proof: factProofWire }) },
  refusals: ['fact.unknown'],
});

export const readFunnel = endpoint({
  name: 'readFunnel',
  area: 'facts',
  method: 'GET',
  path: '/api/funnel',
  summary: 'Leads and won deals by the source of the lead.',
  access: { who: 'workspace', permission: 'figures.read' },
  response: {
    type: 'json',
    schema: z.object({
      rows: z.array(
        z.object({
          source: z.string(),
          leads: z.number().int(),
          won: z.number().int(),
          wonBeforeCapture: z.number().int().meta({ description: 'Wins that lie before the first contact: kept, counted and shown' }),
          medianDaysToWon: z.number().nullable(),
        }),
      ),
    }),
  },
  refusals: [],
});
