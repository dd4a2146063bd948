import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { claimStateWire } from './endpoints-claims.ts';
import { contactOutcomeWire, leadDefinitionWire, leadStateWire, leadWire } from './lead-wire.ts';
import { answerWire } from './replay-wire.ts';
import { bilingualWire, currencyWire, factWire, idParam, instantWire, minorWire, nameParam, numberQuery, switchQuery } from './wire.ts';

const ownerParam = nameParam.meta({ description: 'staff:… for a name that events bring along, member:… for somebody with an account' });

const filters = {
  source: nameParam.optional(),
  state: leadStateWire.optional(),
  definition: nameParam.optional().meta({ description: 'key@version or key; the one of the newest agreement unless stated' }),
  answer: answerWire
    .exclude(['failed'])
    .optional()
    .meta({ description: 'What the definition says; open includes cases nobody can decide yet' }),
  owner: ownerParam.optional(),
  after: z.string().max(500).optional().meta({ description: 'The `nextAfter` of the page before' }),
};

const leadPageWire = z.object({
  leads: z.array(leadWire).readonly(),
  nextAfter: z.string().optional(),
  definitions: z.array(leadDefinitionWire).readonly(),
  definition: z.string().nullable().meta({ description: 'The definition of which `answer` speaks' }),
  facets: z
    .object({
      count: z.number().int(),
      sources: z.array(z.object({ source: z.string(), leads: z.number().int() })).readonly(),
      owners: z.array(z.object({ id: z.string(), name: z.string().nullable(), leads: z.number().int() })).readonly(),
    })
    .optional()
    .meta({ description: 'On the first page only' }),
});
export type LeadPageWire = z.infer<typeof leadPageWire>;

export const listLeads = endpoint({
  name: 'listLeads',
  area: 'facts',
  method: 'GET',
  path: '/api/leads',
  summary: 'Leads, the newest first, with what a definition says of each; names only for those who may read personal values.',
  access: { who: 'workspace', permission: 'facts.read' },
  query: z.object({
    ...filters,
    notContacted: switchQuery.optional(),
    days: numberQuery(1, 3_660).optional().meta({ description: 'Received within so many days' }),
    limit: numberQuery(1, 200).optional(),
  }),
  response: { type: 'json', schema: leadPageWire },
  refusals: ['definition.unknown'],
});

export const searchLeads = endpoint({
  name: 'searchLeads',
  area: 'facts',
  method: 'POST',
  // A search text may name a person; in an address it would end up in logs.
  path: '/api/leads/search',
  summary: 'The same list, narrowed to a company, a number of the CRM and, for those who may read them, a name, address or phone number.',
  access: { who: 'workspace', permission: 'facts.read' },
  request: {
    type: 'json',
    schema: z.object({
      ...filters,
      text: z.string().trim().min(2).max(200),
      notContacted: z.boolean().optional(),
      days: z.number().int().min(1).max(3_660).optional(),
      limit: z.number().int().min(1).max(200).optional(),
    }),
  },
  response: { type: 'json', schema: leadPageWire },
  refusals: ['definition.unknown'],
});

const leadDetailWire = z.object({
  lead: leadWire,
  definitions: z.array(leadDefinitionWire).readonly(),
  definition: z.string().nullable(),
  deals: z
    .array(
      z.object({
        deal: z.string(),
        stage: z.string().nullable(),
        amountMinor: minorWire.nullable(),
        currency: currencyWire.nullable(),
        wonAt: instantWire.nullable(),
        lostAt: instantWire.nullable(),
        leads: z.number().int().meta({ description: 'How many leads share it' }),
      }),
    )
    .readonly(),
  orders: z
    .array(
      z.object({
        order: z.string(),
        deal: z.string().nullable(),
        netMinor: minorWire,
        refundedMinor: minorWire,
        receivedMinor: minorWire,
        currency: currencyWire,
        placedAt: instantWire,
      }),
    )
    .readonly(),
  facts: z.array(factWire).readonly().meta({ description: 'The newest 200 in force about the lead and what hangs on it, newest first' }),
  factCount: z.number().int(),
  claims: z
    .array(
      z.object({
        agreementId: z.string(),
        title: bilingualWire,
        component: z.string(),
        componentTitle: bilingualWire,
        subject: z.string(),
        state: claimStateWire,
        resultAt: instantWire.nullable(),
        reviewUntil: instantWire.nullable(),
        countsBySilenceAfter: instantWire.nullable(),
        currency: currencyWire,
        amountMinor: minorWire,
        fallsWithLead: z.boolean().meta({ description: 'A rejection of the lead would reject it' }),
        reasons: z
          .array(z.object({ key: z.string(), label: bilingualWire }))
          .readonly()
          .meta({ description: 'For which the contract lets it be rejected' }),
      }),
    )
    .readonly()
    .nullable()
    .meta({ description: 'Claims that rest on it; null for those who may not read claims' }),
});
export type LeadDetailWire = z.infer<typeof leadDetailWire>;

const leadParams = z.object({ lead: nameParam });

export const readLead = endpoint({
  name: 'readLead',
  area: 'facts',
  method: 'GET',
  path: '/api/leads/{lead}',
  summary: 'One lead with its deals, orders, events and the claims that rest on it.',
  access: { who: 'workspace', permission: 'facts.read' },
  params: leadParams,
  response: { type: 'json', schema: leadDetailWire },
  refusals: ['lead.unknown'],
});

const words = z.string().trim().max(2_000).optional();

const stepWire = z.discriminatedUnion('step', [
  z.object({ step: z.literal('contacted'), outcome: contactOutcomeWire, channel: z.string().trim().min(1).max(60), note: words }),
  z.object({
    step: z.literal('graded'),
    criterion: z.string().trim().min(1).max(60),
    grade: z.enum(['A', 'B', 'C', 'D']),
    evidence: words,
  }),
  z.object({ step: z.literal('handed_over'), definition: z.string().trim().min(1).max(100).optional() }),
  z.object({ step: z.literal('accepted'), comment: words }),
  z.object({
    step: z.literal('rejected'),
    reason: z.string().trim().min(1).max(60).meta({ description: 'Where claims fall with the lead, one that their agreements name' }),
    comment: words,
    evidence: words.meta({ description: 'Asked for where claims fall with the lead' }),
  }),
  z.object({ step: z.literal('recycled'), comment: words }),
  z.object({ step: z.literal('assigned'), to: z.string().trim().min(1).max(200), reason: z.string().trim().max(200).optional() }),
]);
export type LeadStepWire = z.infer<typeof stepWire>;

export const actOnLead = endpoint({
  name: 'actOnLead',
  area: 'facts',
  method: 'POST',
  path: '/api/leads/{lead}/steps',
  summary:
    'Records what somebody did with a lead, now. A rejection rejects its open claims with it: then it needs `claims.decide`, a reason of their agreements, and evidence.',
  access: { who: 'workspace', permission: 'facts.write' },
  params: leadParams,
  request: { type: 'json', schema: stepWire },
  response: { type: 'json', schema: z.object({ factId: z.string() }) },
  refusals: [
    'lead.unknown',
    'fact.payload_invalid',
    'lead.claims_open',
    'lead.owner_unknown',
    'access.party_reserved',
    'claim.reason_unknown',
    'claim.comment_missing',
    'claim.evidence_missing',
  ],
});

export const takeBackLeadStep = endpoint({
  name: 'takeBackLeadStep',
  area: 'facts',
  method: 'POST',
  path: '/api/lead-steps/{id}/take-back',
  summary:
    'Takes back a step that one recorded oneself, once and within two minutes; the log keeps both. A rejection that decided claims needs `claims.decide`.',
  access: { who: 'workspace', permission: 'facts.write' },
  params: z.object({ id: idParam }),
  response: { type: 'json', schema: z.object({ factId: z.string() }) },
  refusals: ['lead.step_unknown', 'lead.step_taken_back', 'lead.step_too_old', 'lead.claims_open', 'access.party_reserved'],
});

const inboxClaimWire = leadDetailWire.shape.claims.unwrap().unwrap().element;

const inboxItemWire = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['first_contact', 'retry']), dueAt: instantWire, lead: leadWire }),
  z.object({
    kind: z.literal('question'),
    dueAt: z.null(),
    lead: leadWire,
    definition: z.string(),
    question: z.object({
      path: z.string(),
      expects: z.enum(['grade', 'yes_no', 'number', 'text', 'time', 'other']),
      choices: z.array(z.string()).readonly(),
      decidesAlone: z.boolean(),
    }),
  }),
  z.object({ kind: z.enum(['claim', 'objection']), dueAt: instantWire.nullable(), lead: leadWire.nullable(), claim: inboxClaimWire }),
]);
export type InboxItemWire = z.infer<typeof inboxItemWire>;

/** More belongs into the list of leads. */
export const INBOX_AT_MOST = 500;

export const readInbox = endpoint({
  name: 'readInbox',
  area: 'facts',
  method: 'GET',
  path: '/api/inbox',
  summary: 'What waits for a seller, the most urgent first: leads to contact, questions to answer, claims to decide, objections.',
  access: { who: 'workspace', permission: 'facts.read' },
  query: z.object({
    owner: ownerParam.optional().meta({ description: '`mine` unless stated; `all`; or whoever is in charge' }),
    limit: numberQuery(1, INBOX_AT_MOST)
      .optional()
      .meta({ description: 'So many of each kind, 50 unless stated; of leads nobody has tried so many overdue and so many new ones' }),
  }),
  response: {
    type: 'json',
    schema: z.object({
      items: z.array(inboxItemWire).readonly(),
      counts: z
        .record(z.enum(['first_contact', 'retry', 'question', 'claim', 'objection']), z.number().int())
        .meta({ description: 'How many wait of each kind, whatever the limit shows; of questions at most so many' }),
      owner: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
      known: z.boolean().meta({ description: 'Whether any lead is given to whoever is meant' }),
      owners: z.array(z.object({ id: z.string(), name: z.string().nullable(), leads: z.number().int() })).readonly(),
    }),
  },
  refusals: [],
});
