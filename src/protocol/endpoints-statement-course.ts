import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { claimStateWire } from './endpoints-claims.ts';
import { statementWire } from './endpoints-statements.ts';
import { idParam, instantWire, minorWire } from './wire.ts';

export const explainStatement = endpoint({
  name: 'explainStatement',
  area: 'statements',
  method: 'GET',
  path: '/api/statements/{id}/explanation',
  summary: 'What changed since the statement before it and because of which facts, and what it leaves open, with the dates of today.',
  access: { who: 'workspace', permission: 'statements.read' },
  params: z.object({ id: idParam }),
  response: {
    type: 'json',
    schema: z.object({
      previous: statementWire.pick({ id: true, number: true, through: true, cut: true }).nullable(),
      causes: z
        .array(
          z.object({
            n: z.number().int(),
            facts: z.array(
              z.object({ id: z.string(), kind: z.string(), occurredAt: instantWire, recordedAt: instantWire, source: z.string() }),
            ),
          }),
        )
        .meta({ description: 'For lines that changed, at most 200; no facts where a line follows from other lines of its window' }),
      open: z
        .array(
          z.object({
            component: z.string(),
            subject: z.string(),
            externalId: z.string().optional(),
            underReviewMinor: minorWire,
            heldMinor: minorWire,
            state: claimStateWire.meta({ description: 'How the claim stands today' }),
            reviewUntil: instantWire.nullable(),
            releaseAt: instantWire.nullable().meta({ description: 'When its hold-back is released unless its condition says otherwise' }),
          }),
        )
        .meta({ description: 'The claims it leaves under review or held back, the largest first, at most 200' }),
      openCount: z.number().int(),
    }),
  },
  refusals: ['statement.unknown'],
});
