import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { claimStateWire, overrideReasonWire } from './endpoints-claims.ts';
import { answerWire, countsWire, replayWire } from './replay-wire.ts';
import { bilingualWire, currencyWire, dryRunQuery, factWire, idParam, instantWire, minorWire, monthWire, nameParam } from './wire.ts';

export const replayDefinition = endpoint({
  name: 'replayDefinition',
  area: 'definitions',
  method: 'POST',
  path: '/api/definition-replays',
  summary:
    'Runs a version nobody has adopted over all subjects: who flips, and what that would move in euros. Changes nothing, and answers also while agreed examples differ.',
  access: { who: 'workspace', permission: 'definitions.adopt' },
  request: { type: 'document', describes: 'A definition' },
  response: { type: 'json', schema: replayWire },
  refusals: ['document.invalid', 'definition.rule_invalid', 'definition.too_complex', 'definition.too_slow'],
});

export const listQuarantine = endpoint({
  name: 'listQuarantine',
  area: 'definitions',
  method: 'GET',
  path: '/api/quarantine',
  summary: 'Subjects whose rule failed, with what it met; and how many subjects each definition at work counts, does not, or leaves open.',
  access: { who: 'workspace', permission: 'facts.read' },
  response: {
    type: 'json',
    schema: z.object({
      definitions: z.array(z.object({ definition: z.string(), counts: countsWire })).readonly(),
      subjects: z
        .array(
          z.object({
            definition: z.string(),
            subject: z.string(),
            externalId: z.string().nullable(),
            message: z.string(),
            cause: factWire.nullable().meta({ description: 'The fact with which the rule failed' }),
          }),
        )
        .readonly(),
    }),
  },
  refusals: [],
});

const overrideWire = z.object({
  factId: z.string(),
  subject: z.string(),
  externalId: z.string().nullable(),
  definition: z.string(),
  answer: z.enum(['yes', 'no']),
  reason: overrideReasonWire,
  actor: z.string(),
  recordedAt: instantWire,
});
export type OverrideWire = z.infer<typeof overrideWire>;

export const listOverrides = endpoint({
  name: 'listOverrides',
  area: 'definitions',
  method: 'GET',
  path: '/api/overrides',
  summary: 'Decisions of persons in force that come before a rule, newest first; a partner sees those on its own claims.',
  access: { who: 'workspace', permission: 'claims.read' },
  query: z.object({ definition: nameParam.optional().meta({ description: 'key@version' }) }),
  response: { type: 'json', schema: z.object({ overrides: z.array(overrideWire).readonly() }) },
  refusals: [],
});

export const overrideDetermination = endpoint({
  name: 'overrideDetermination',
  area: 'definitions',
  method: 'POST',
  path: '/api/overrides',
  summary: 'Decides otherwise than the rule, with a reason and within a quota per person and month, where the definition allows it.',
  access: { who: 'workspace', permission: 'claims.decide' },
  query: z.object({ dryRun: dryRunQuery }),
  request: {
    type: 'json',
    schema: z.object({
      definition: nameParam.meta({ description: 'key@version, or the key for its newest version' }),
      subject: nameParam,
      answer: z.enum(['yes', 'no']),
      reason: overrideReasonWire,
      comment: z.string().trim().min(1).max(2_000),
    }),
  },
  response: {
    type: 'json',
    schema: z.object({
      factId: z.string().nullable(),
      quota: z.object({ month: monthWire, used: z.number().int(), quota: z.number().int(), subjects: z.number().int() }),
    }),
  },
  refusals: [
    'definition.unknown',
    'determination.override_not_allowed',
    'determination.unknown',
    'determination.unchanged',
    'determination.claim_settled',
    'determination.quota_used',
    'fact.revision_unexpected',
  ],
});

export const takeBackOverride = endpoint({
  name: 'takeBackOverride',
  area: 'definitions',
  method: 'POST',
  path: '/api/overrides/{id}/take-back',
  summary: 'Takes a decision of a person back, so that the rule decides again.',
  access: { who: 'workspace', permission: 'claims.decide' },
  params: z.object({ id: idParam }),
  request: { type: 'json', schema: z.object({ reason: z.string().trim().min(1).max(200) }) },
  response: { type: 'json', schema: z.object({ factId: z.string() }) },
  refusals: ['override.unknown'],
});

const askingWire = z.object({
  definition: z.string(),
  title: bilingualWire,
  answer: answerWire,
  message: z.string().nullable(),
  overrideFactId: z.string().nullable(),
  questions: z
    .array(
      z.object({
        path: z.string().meta({ description: 'The place in the snapshot, for example grades.need' }),
        expects: z.enum(['grade', 'yes_no', 'number', 'text', 'time', 'other']),
        choices: z.array(z.string()).readonly(),
        decidesAlone: z.boolean().meta({ description: 'Some answer to this question alone settles it' }),
        answeredHere: z.boolean(),
      }),
    )
    .readonly(),
});
export type AskingWire = z.infer<typeof askingWire>;

export const nextQuestions = endpoint({
  name: 'nextQuestions',
  area: 'definitions',
  method: 'GET',
  path: '/api/questions/{subject}',
  summary: 'What is not known about a subject and could still change whether it counts, the most useful question first.',
  access: { who: 'workspace', permission: 'facts.read' },
  params: z.object({ subject: nameParam }),
  query: z.object({ definition: nameParam.optional() }),
  response: { type: 'json', schema: z.object({ definitions: z.array(askingWire).readonly() }) },
  refusals: ['definition.unknown', 'determination.unknown'],
});

export const answerQuestion = endpoint({
  name: 'answerQuestion',
  area: 'definitions',
  method: 'POST',
  path: '/api/questions/{subject}',
  summary: 'Answers an open question: records the fact that says so, and asks again.',
  access: { who: 'workspace', permission: 'facts.write' },
  params: z.object({ subject: nameParam }),
  request: {
    type: 'json',
    schema: z.object({ path: nameParam, answer: z.string().trim().min(1).max(2_000), definition: nameParam.optional() }),
  },
  response: { type: 'json', schema: z.object({ factId: z.string(), definitions: z.array(askingWire).readonly() }) },
  refusals: [
    'definition.unknown',
    'determination.unknown',
    'question.not_answered_here',
    'fact.payload_invalid',
    'lead.claims_open',
    'access.party_reserved',
    'claim.reason_unknown',
    'claim.evidence_missing',
  ],
});

const overlappingClaimWire = z.object({
  agreementId: z.string(),
  title: bilingualWire,
  component: z.string(),
  subject: z.string(),
  state: claimStateWire,
  currency: currencyWire,
  amountMinor: minorWire,
});

const overlapWire = z.object({
  lead: z.string(),
  externalId: z.string().nullable(),
  sameResult: z.boolean().meta({ description: 'The same result is claimed twice, not only different results of one lead' }),
  claims: z.array(overlappingClaimWire).readonly(),
});
export type OverlapWire = z.infer<typeof overlapWire>;

export const listOverlaps = endpoint({
  name: 'listOverlaps',
  area: 'claims',
  method: 'GET',
  path: '/api/overlaps',
  summary: 'Leads that claims of several agreements go back to, with the money at stake, the most first.',
  access: { who: 'workspace', permission: 'statements.close' },
  response: { type: 'json', schema: z.object({ overlaps: z.array(overlapWire).readonly() }) },
  refusals: [],
});

export const beforeClosing = endpoint({
  name: 'beforeClosing',
  area: 'statements',
  method: 'GET',
  path: '/api/agreements/{id}/before-closing',
  summary: 'What both sides should know before a statement closes: subjects that wait, and claims that another agreement makes too.',
  access: { who: 'workspace', permission: 'statements.read' },
  params: z.object({ id: nameParam }),
  response: {
    type: 'json',
    schema: z.object({
      definitions: z.array(z.object({ definition: z.string(), counts: countsWire })).readonly(),
      claimedElsewhere: z
        .array(
          z.object({
            component: z.string(),
            subject: z.string(),
            lead: z.string(),
            sameResult: z.boolean(),
            others: z
              .array(overlappingClaimWire)
              .readonly()
              .nullable()
              .meta({ description: 'null for a partner, who is only told that there are others' }),
          }),
        )
        .readonly(),
    }),
  },
  refusals: ['agreement.unknown', 'agreement.not_in_force'],
});
