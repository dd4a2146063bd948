import * as z from 'zod';
import type { Arithmetic } from '#core/settlement/line.ts';
import { minorWire } from './wire.ts';

const window = z.string();
const basisPoints = z.string();

/** The steps of core/settlement/line.ts as a schema; the assignment below does not compile when they differ. */
export const arithmeticWire = z.discriminatedUnion('step', [
  z.object({ step: z.literal('unit'), amountMinor: minorWire }),
  z.object({
    step: z.literal('tier'),
    position: z.number().int(),
    tier: z.number().int(),
    upTo: z.number().int().exactOptional(),
    amountMinor: minorWire,
    window,
  }),
  z.object({ step: z.literal('volume'), reached: z.number().int(), tier: z.number().int(), amountMinor: minorWire }),
  z.object({
    step: z.literal('package'),
    position: z.number().int(),
    size: z.number().int(),
    charged: z.boolean(),
    amountMinor: minorWire,
    window,
  }),
  z.object({ step: z.literal('percentage'), netMinor: minorWire, rateBasisPoints: basisPoints, amountMinor: minorWire }),
  z.object({
    step: z.literal('fixed'),
    amountMinor: minorWire,
    lateDays: z.number().int().exactOptional(),
    deductedBasisPoints: basisPoints.exactOptional(),
    reducedMinor: minorWire.exactOptional(),
  }),
  z.object({ step: z.literal('floor'), limitMinor: minorWire, earnedMinor: minorWire, window }),
  z.object({ step: z.literal('capped_count'), limit: z.number().int(), window }),
  z.object({ step: z.literal('capped_amount'), limitMinor: minorWire, usedMinor: minorWire, amountMinor: minorWire, window }),
  z.object({ step: z.literal('carried'), from: z.string(), amountMinor: minorWire }),
  z.object({ step: z.literal('outside_window') }),
  z.object({ step: z.literal('held'), shareBasisPoints: basisPoints, heldMinor: minorWire }),
  z.object({ step: z.literal('under_review') }),
  z.object({ step: z.literal('disputed') }),
  z.object({ step: z.literal('decided'), outcome: z.enum(['counted', 'rejected']) }),
  z.object({
    step: z.literal('refund'),
    refundedMinor: minorWire.exactOptional(),
    shareBasisPoints: basisPoints.exactOptional(),
    ofMinor: minorWire,
    fromHeldMinor: minorWire,
  }),
  z.object({ step: z.literal('release') }),
  z.object({ step: z.literal('forfeit') }),
]) satisfies z.ZodType<Arithmetic>;
