import * as z from 'zod';
import { claimSubjects } from '#core/definitions/snapshot-shape.ts';
import { endpoint } from './endpoint.ts';
import {
  bilingualWire,
  factOriginWire,
  factProofWire,
  factWire,
  hashWire,
  instantWire,
  minorWire,
  nameParam,
  numberQuery,
} from './wire.ts';

export const claimStates = ['observed', 'under_review', 'counted', 'rejected', 'disputed', 'outside_terms'] as const;
export const claimStateWire = z.enum(claimStates);
export type ClaimStateWire = z.infer<typeof claimStateWire>;

export const claimSummaryWire = z.object({
  component: z.string(),
  subject: z.string(),
  externalId: z.string().optional().meta({ description: 'What the system it comes from calls the subject' }),
  state: claimStateWire,
  resultAt: instantWire.nullable(),
  netMinor: minorWire.optional(),
  /** Until when the payer may reject; null if no window runs. */
  reviewUntil: instantWire.nullable(),
  countsBySilenceAfter: instantWire
    .optional()
    .meta({ description: 'Where a notice was delivered in time: after this instant silence accepts it' }),
});
export type ClaimSummaryWire = z.infer<typeof claimSummaryWire>;

export const claimDecisionWire = z.object({
  kind: z.enum(['accepted', 'rejected', 'contested', 'counted_by_decision', 'rejected_by_decision']),
  factId: z.string(),
  recordedAt: instantWire,
  occurredAt: instantWire,
  actor: z.string(),
  name: z.string().optional().meta({ description: 'Of the member who decided; a partner learns those of its own side' }),
  reason: z.string().optional(),
  evidence: z.string().optional(),
  comment: z.string().optional(),
  by: z.enum(['payer', 'payee', 'arbiter']).optional().meta({ description: 'Whose objection or decision it is' }),
  person: z.string().optional(),
});
export type ClaimDecisionWire = z.infer<typeof claimDecisionWire>;

/** A fact with where it came from and its proof: the bottom of every explanation. */
export const evidenceWire = z.object({ fact: factWire, origin: factOriginWire, proof: factProofWire });

export const overrideReasons = ['facts_incomplete', 'rule_does_not_fit', 'agreed_with_other_party', 'other'] as const;
export const overrideReasonWire = z.enum(overrideReasons);

/** The rule of a definition with what its blanks are filled with: enough to read it as a sentence. */
const ruleWire = z.object({
  subject: z.enum(claimSubjects),
  rule: z.string().meta({ description: 'CEL' }),
  parameters: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
});

export const determinationWire = z.object({
  definition: z.object({
    key: z.string(),
    version: z.number().int(),
    hash: hashWire,
    title: bilingualWire.optional(),
    wording: bilingualWire.optional(),
    rule: ruleWire.optional(),
    allowsOverrides: z.boolean().meta({ description: 'Persons may decide otherwise than the rule, within a quota' }),
  }),
  answer: z
    .enum(['yes', 'no', 'open', 'failed'])
    .meta({ description: 'failed: the rule could not be evaluated on these facts; nothing is claimed' }),
  at: instantWire.nullable(),
  missing: z.array(z.string()).meta({ description: 'What is not known and could still change the answer' }),
  override: z
    .object({
      factId: z.string(),
      reason: overrideReasonWire,
      comment: z.string().nullable().meta({ description: 'null once it was erased' }),
      actor: z.string(),
      recordedAt: instantWire,
    })
    .nullable()
    .meta({ description: 'The decision of a person that comes before the rule; null if the rule decided' }),
  facts: z.array(evidenceWire),
});
export type DeterminationWire = z.infer<typeof determinationWire>;

export const claimWire = claimSummaryWire.extend({
  history: z.array(
    z.object({ knownAt: instantWire, resultAt: instantWire.nullable(), inWindow: z.boolean().optional(), netMinor: minorWire.optional() }),
  ),
  decisions: z.array(claimDecisionWire),
  silence: z
    .object({ noticedAt: instantWire, until: instantWire, counted: z.boolean() })
    .nullable()
    .meta({ description: 'The notice that silence counts, its deadline, and whether silence alone made it count' }),
  determination: determinationWire,
});
export type ClaimWire = z.infer<typeof claimWire>;

const claimParams = z.object({ id: nameParam, component: nameParam, subject: nameParam });

export const listClaims = endpoint({
  name: 'listClaims',
  area: 'claims',
  method: 'GET',
  path: '/api/agreements/{id}/claims',
  summary: 'The claims of an agreement, newest results first; all states, rejected and outside terms too.',
  access: { who: 'workspace', permission: 'claims.read' },
  params: z.object({ id: nameParam }),
  query: z.object({
    state: claimStateWire.exclude(['observed']).optional(),
    after: z.string().max(500).optional().meta({ description: 'The `nextAfter` of the page before' }),
    limit: numberQuery(1, 1_000).optional(),
  }),
  response: {
    type: 'json',
    schema: z.object({
      claims: z.array(claimSummaryWire),
      nextAfter: z.string().optional(),
      counts: z.partialRecord(claimStateWire, z.number().int()).optional(),
    }),
  },
  refusals: ['agreement.unknown'],
});

export const readClaim = endpoint({
  name: 'readClaim',
  area: 'claims',
  method: 'GET',
  path: '/api/agreements/{id}/claims/{component}/{subject}',
  summary: 'One claim: its states, decisions and the determination with its facts.',
  access: { who: 'workspace', permission: 'claims.read' },
  params: claimParams,
  response: { type: 'json', schema: claimWire },
  refusals: ['agreement.unknown', 'claim.unknown'],
});

export const acceptClaim = endpoint({
  name: 'acceptClaim',
  area: 'claims',
  method: 'POST',
  path: '/api/agreements/{id}/claims/{component}/{subject}/accept',
  summary: 'The payer accepts a claim.',
  access: { who: 'workspace', permission: 'claims.decide' },
  params: claimParams,
  request: {
    type: 'json',
    schema: z.object({ comment: z.string().trim().max(2_000).optional(), evidence: z.string().trim().max(2_000).optional() }),
  },
  response: { type: 'json', schema: z.object({ factId: z.string() }) },
  refusals: ['agreement.unknown', 'claim.unknown', 'claim.not_open', 'agreement.not_in_force', 'fact.revision_unexpected'],
});

export const rejectClaim = endpoint({
  name: 'rejectClaim',
  area: 'claims',
  method: 'POST',
  path: '/api/agreements/{id}/claims/{component}/{subject}/reject',
  summary:
    'The payer rejects a claim inside the review window, with a reason of the agreement. "other" needs a comment, a payable claim needs evidence.',
  access: { who: 'workspace', permission: 'claims.decide' },
  params: claimParams,
  request: {
    type: 'json',
    schema: z.object({
      reason: z.string().min(1).max(60),
      comment: z.string().trim().max(2_000).optional(),
      evidence: z.string().trim().max(2_000).optional(),
    }),
  },
  response: { type: 'json', schema: z.object({ factId: z.string() }) },
  refusals: [
    'agreement.unknown',
    'claim.unknown',
    'claim.not_open',
    'claim.reason_unknown',
    'claim.comment_missing',
    'claim.evidence_missing',
    'claim.review_window_over',
    'agreement.not_in_force',
    'fact.revision_unexpected',
  ],
});

const comment = z.string().trim().max(2_000);

export const contestClaim = endpoint({
  name: 'contestClaim',
  area: 'claims',
  method: 'POST',
  path: '/api/agreements/{id}/claims/{component}/{subject}/contest',
  summary:
    'One side objects, with a comment: the payee to a rejection, the payer to a claim it can no longer reject; until the period locks.',
  access: { who: 'workspace', permission: 'claims.contest' },
  params: claimParams,
  request: { type: 'json', schema: z.object({ comment, evidence: comment.optional(), reason: z.string().max(60).optional() }) },
  response: { type: 'json', schema: z.object({ factId: z.string() }) },
  refusals: [
    'agreement.unknown',
    'agreement.not_in_force',
    'claim.unknown',
    'claim.not_disputable',
    'claim.comment_missing',
    'claim.period_locked',
    'access.party_reserved',
    'fact.revision_unexpected',
  ],
});

export const decideDispute = endpoint({
  name: 'decideDispute',
  area: 'claims',
  method: 'POST',
  path: '/api/agreements/{id}/claims/{component}/{subject}/decide',
  summary: 'A side or the arbiter decides a dispute. The arbiter settles it, and so does the side that the decision burdens.',
  access: { who: 'workspace', permission: 'claims.contest' },
  params: claimParams,
  request: {
    type: 'json',
    schema: z.object({ outcome: z.enum(['counted', 'rejected']), comment, evidence: comment.optional() }),
  },
  response: { type: 'json', schema: z.object({ factId: z.string(), settles: z.boolean() }) },
  refusals: [
    'agreement.unknown',
    'agreement.not_in_force',
    'claim.unknown',
    'claim.not_disputed',
    'claim.comment_missing',
    'access.party_reserved',
    'fact.revision_unexpected',
  ],
});

export const recordCondition = endpoint({
  name: 'recordCondition',
  area: 'claims',
  method: 'POST',
  path: '/api/agreements/{id}/claims/{component}/{subject}/condition',
  summary: 'The payer records, with evidence, whether the condition of a hold-back was met.',
  access: { who: 'workspace', permission: 'claims.decide' },
  params: claimParams,
  request: { type: 'json', schema: z.object({ condition: z.enum(['paid', 'retained']), met: z.boolean(), evidence: comment.optional() }) },
  response: { type: 'json', schema: z.object({ factId: z.string() }) },
  refusals: [
    'agreement.unknown',
    'agreement.not_in_force',
    'claim.unknown',
    'claim.no_condition',
    'claim.evidence_missing',
    'access.party_reserved',
    'fact.revision_unexpected',
  ],
});
