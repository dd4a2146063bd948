import * as z from 'zod';
import { bilingualWire, currencyWire, factWire, hashWire, instantWire, minorWire } from './wire.ts';

export const answerWire = z.enum(['yes', 'no', 'open', 'failed']);
export const countsWire = z.object({ yes: z.number().int(), no: z.number().int(), open: z.number().int(), failed: z.number().int() });

const replayedAnswerWire = z.object({
  answer: answerWire,
  at: instantWire.optional(),
  missing: z.array(z.string()).readonly().optional(),
  message: z.string().optional(),
  factId: z.string().optional(),
});

export const replayWire = z.object({
  key: z.string(),
  version: z.number().int(),
  hash: hashWire,
  before: z.string().nullable().meta({ description: 'key@version it was compared with; null if it is the first of its key' }),
  subjects: z.number().int(),
  answers: z.object({ before: countsWire.nullable(), after: countsWire }),
  moves: z
    .array(z.object({ from: answerWire, to: answerWire, subjects: z.number().int() }))
    .readonly()
    .meta({ description: 'How many subjects go from which answer to which; the same answer twice: another date' }),
  differing: z
    .array(
      z.object({
        index: z.number().int(),
        name: z.union([z.string(), bilingualWire]),
        expected: z.enum(['yes', 'no', 'open']),
        found: answerWire,
        missing: z.array(z.string()).readonly().optional(),
        message: z.string().optional(),
      }),
    )
    .readonly()
    .meta({ description: 'Agreed examples that the draft answers otherwise; while there are any, it cannot be adopted' }),
  flips: z
    .array(
      z.object({
        subject: z.string(),
        externalId: z.string().nullable(),
        before: replayedAnswerWire,
        after: replayedAnswerWire,
        fact: factWire.nullable().meta({ description: 'The fact with which the draft came to its answer' }),
      }),
    )
    .readonly()
    .meta({ description: 'The first 200' }),
  agreements: z
    .array(
      z.object({ agreementId: z.string(), title: bilingualWire, currency: currencyWire, beforeMinor: minorWire, afterMinor: minorWire }),
    )
    .readonly()
    .meta({ description: 'Agreements that bind the version before, and what they would come to under the draft' }),
});
export type ReplayWire = z.infer<typeof replayWire>;
