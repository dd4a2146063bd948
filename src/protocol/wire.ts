import * as z from 'zod';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { parseInstant, toIso } from '#core/kernel/instant.ts';
import { isCurrency, isMinorDigits } from '#core/kernel/money.ts';

/** Shapes that several endpoints share. Answers need no decoding: what JSON carries is what the types say. */

export const instantWire = z.string().meta({ format: 'date-time', description: 'UTC instant, for example 2026-01-31T23:00:00.000Z' });
/** An instant somebody states, with Z or offset; read into the one written form, in which instants are compared, kept and hashed. */
export const statedInstant = z
  .string()
  .max(60)
  .refine((text) => parseInstant(text).ok, 'an instant such as 2026-01-31T23:00:00Z')
  .overwrite((text) => {
    const at = parseInstant(text);
    return at.ok ? toIso(at.value) : text;
  })
  .meta({ format: 'date-time', description: 'Instant with Z or offset, for example 2026-01-31T23:00:00Z' });
export const monthWire = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .meta({ description: 'Calendar month, YYYY-MM' });
export const dayWire = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .meta({ description: 'Calendar day, YYYY-MM-DD' });
export const hashWire = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ description: 'SHA-256 as 64 hex digits' });
export const currencyWire = z.string().refine(isCurrency).meta({ description: 'ISO 4217 code', pattern: '^[A-Z]{3}$' });
/** Minor units (cents) as a string of digits, so that no reader rounds them. */
export const minorWire = z
  .string()
  .refine(isMinorDigits)
  .meta({ description: 'Minor units (cents) as a string of digits', pattern: '^-?(0|[1-9][0-9]*)$' });
export const bilingualWire = z.object({ de: z.string(), en: z.string() });
export const jsonObjectWire = z
  .custom<JsonObject>((value) => typeof value === 'object' && value !== null && !Array.isArray(value))
  .meta({ type: 'object' });

export const refusalParamsWire = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));
/** The body of every answer with a status of 400 and above. */
export const refusalWire = z.object({ code: z.string(), params: refusalParamsWire });

/** A switch in a query string: `true` or `false`. */
export const switchQuery = z.enum(['true', 'false']).transform((value) => value === 'true');
export function numberQuery(min: number, max: number) {
  return z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .pipe(z.number().int().min(min).max(max));
}
export const dryRunQuery = switchQuery.optional().meta({ description: 'Everything is checked and answered, nothing is kept' });

/** A name in a path or a query; free of the one character no database text can hold. */
export const nameParam = z
  .string()
  .min(1)
  .max(200)
  .refine((text) => !text.includes('\u0000') && text.isWellFormed());
/** The id of something that this server named. */
export const idParam = z.guid();

export const factWire = z.object({
  workspace: z.string(),
  seq: z.number().int(),
  id: z.string(),
  kind: z.string(),
  version: z.number().int(),
  subject: z.string(),
  occurredAt: instantWire,
  precision: z.literal('day').optional(),
  recordedAt: instantWire,
  source: z.string(),
  externalId: z.string().optional(),
  revision: z.number().int(),
  actor: z.string(),
  data: jsonObjectWire,
  supersedes: z.string().optional(),
  backfilled: z.literal(true).optional(),
});
export type FactWire = z.infer<typeof factWire>;

/** That one fact is part of the sealed log: leaf, and the hashes that lead from it to the root. */
export const factProofWire = z.object({
  leafHash: hashWire,
  /** The seal that covers the fact; absent while no seal does. */
  seal: z.object({ size: z.number().int(), root: hashWire, at: instantWire }).optional(),
  path: z.array(hashWire),
});
export type FactProofWire = z.infer<typeof factProofWire>;

/** Where a fact came from, for people. */
export const factOriginWire = z.object({
  source: z.string(),
  externalId: z.string().optional(),
  actor: z.string(),
  importId: z.string().optional(),
  mapping: z.string().optional(),
  files: z.array(z.string()).optional(),
});

const workspaceFields = {
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  currency: currencyWire,
  timeZone: z.string(),
  region: z
    .string()
    .nullable()
    .meta({ description: 'Whose public holidays are shown; no clock counts by them yet. ISO 3166-2 such as DE-BW' }),
  purpose: z.enum(['real', 'demo', 'test']),
  createdAt: instantWire,
};
export const workspaceWire = z.object(workspaceFields);
export type WorkspaceWire = z.infer<typeof workspaceWire>;

export const partyWire = z.object({ key: z.string(), name: z.string() });
