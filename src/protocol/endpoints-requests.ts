import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { instantWire, nameParam, statedInstant } from './wire.ts';

export const requestKinds = ['approval', 'access', 'material', 'decision', 'report'] as const;

export const requestWire = z.object({
  id: z.string(),
  request: z.enum(requestKinds),
  to: z.enum(['payer', 'payee']).meta({ description: 'Who owes the answer' }),
  question: z.string().meta({ description: 'Empty once it was erased' }),
  askedAt: instantWire,
  dueAt: instantWire,
  milestone: z.string().optional().meta({ description: 'The component whose milestone waits for the answer' }),
  state: z.enum(['open', 'overdue', 'answered', 'withdrawn']),
  answeredAt: instantWire.optional(),
  answer: z.string().optional(),
});
export type RequestWire = z.infer<typeof requestWire>;

const words = z.string().trim().max(2_000);
const requestParams = z.object({ id: nameParam, request: nameParam });

export const listRequests = endpoint({
  name: 'listRequests',
  area: 'agreements',
  method: 'GET',
  path: '/api/agreements/{id}/requests',
  summary: 'What the two sides asked each other under an agreement: what is due first, then what is settled.',
  access: { who: 'workspace', permission: 'agreements.read' },
  params: z.object({ id: nameParam }),
  response: {
    type: 'json',
    schema: z.object({
      requests: z.array(requestWire),
      side: z.enum(['payer', 'payee', 'arbiter']).nullable().meta({ description: 'For whom the caller speaks; null if others do' }),
    }),
  },
  refusals: ['agreement.unknown'],
});

export const makeRequest = endpoint({
  name: 'makeRequest',
  area: 'agreements',
  method: 'POST',
  path: '/api/agreements/{id}/requests',
  summary: 'Asks the other side for an approval, access, material, a decision or a report, with a due date.',
  access: { who: 'workspace', permission: 'requests.write' },
  params: z.object({ id: nameParam }),
  request: {
    type: 'json',
    schema: z.object({
      request: z.enum(requestKinds),
      question: words.min(1),
      dueAt: statedInstant,
      milestone: z.string().max(60).optional().meta({ description: 'The component whose milestone waits for the answer' }),
    }),
  },
  response: { type: 'json', schema: z.object({ id: z.string() }), status: 201 },
  refusals: [
    'agreement.unknown',
    'agreement.not_in_force',
    'access.party_reserved',
    'request.due_in_past',
    'request.too_many_open',
    'milestone.unknown',
  ],
});

export const answerRequest = endpoint({
  name: 'answerRequest',
  area: 'agreements',
  method: 'POST',
  path: '/api/agreements/{id}/requests/{request}/answer',
  summary: 'The side that was asked answers, with words or without.',
  access: { who: 'workspace', permission: 'requests.write' },
  params: requestParams,
  request: { type: 'json', schema: z.object({ answer: words.optional() }) },
  response: { type: 'nothing' },
  refusals: ['agreement.unknown', 'request.unknown', 'request.not_open', 'access.party_reserved'],
});

export const withdrawRequest = endpoint({
  name: 'withdrawRequest',
  area: 'agreements',
  method: 'POST',
  path: '/api/agreements/{id}/requests/{request}/withdraw',
  summary: 'The side that asked takes its request back.',
  access: { who: 'workspace', permission: 'requests.write' },
  params: requestParams,
  request: { type: 'json', schema: z.object({}) },
  response: { type: 'nothing' },
  refusals: ['agreement.unknown', 'request.unknown', 'request.not_open', 'access.party_reserved'],
});

export const evidenceMilestone = endpoint({
  name: 'evidenceMilestone',
  area: 'agreements',
  method: 'POST',
  path: '/api/agreements/{id}/milestones/{component}',
  summary: 'A party shows that a milestone is reached; from then on it is a claim that the payer accepts or rejects.',
  access: { who: 'workspace', permission: 'requests.write' },
  params: z.object({ id: nameParam, component: nameParam }),
  request: { type: 'json', schema: z.object({ evidence: words.min(1) }) },
  response: { type: 'json', schema: z.object({ factId: z.string() }) },
  refusals: ['agreement.unknown', 'agreement.not_in_force', 'milestone.unknown', 'access.party_reserved'],
});
