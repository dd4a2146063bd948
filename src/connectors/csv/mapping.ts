import { parseDocument } from 'yaml';
import * as z from 'zod';
import type { Json } from '#core/kernel/canonical-json.ts';
import { documentBounds, documentExcess } from '#core/kernel/document-marks.ts';
import { FIT_TEXT, isFit } from '#core/kernel/json-text.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { columnName, columnSchema, currency, expression, lookUpSchema, name, subjectShape, timePatterns, zone } from './expression.ts';

export type Condition =
  | {
      readonly column: string;
      readonly blank?: boolean | undefined;
      readonly equals?: string | undefined;
      readonly oneOf?: readonly string[] | undefined;
      readonly lists?: string | undefined;
      readonly atLeast?: number | undefined;
    }
  | { readonly not: Condition }
  | { readonly any: readonly Condition[] }
  | readonly Condition[];

/** A mapping document: which rows of which files become which facts. */
export type Mapping = z.infer<typeof mappingSchema>;
export type FactRule = z.infer<typeof factSchema>;
export type InputFile = z.infer<typeof fileSchema>;

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z
      .strictObject({
        column: columnName,
        blank: z.boolean().optional(),
        equals: z.string().optional(),
        oneOf: z.array(z.string()).min(1).optional(),
        lists: z.string().trim().min(1).optional(),
        atLeast: z.int().min(0).optional(),
      })
      .refine(
        (c) => [c.blank, c.equals, c.oneOf, c.lists, c.atLeast].filter((x) => x !== undefined).length === 1,
        'expects exactly one of blank, equals, oneOf, lists, atLeast',
      ),
    z.strictObject({ not: condition }),
    z.strictObject({ any: z.array(condition).min(1) }),
    z.array(condition).min(1),
  ]),
);

const recordedAtSchema = z.union([z.literal('occurredAt'), columnSchema.pick({ column: true, time: true, zone: true })]);

const factSchema = z.strictObject({
  from: name,
  kind: z.string().min(1).max(100),
  when: condition.optional(),
  subject: z.strictObject(subjectShape),
  externalId: expression,
  occurredAt: z.union([columnSchema, lookUpSchema]),
  recordedAt: recordedAtSchema.optional(),
  data: z.record(z.string(), expression).default({}),
});

const fileSchema = z.strictObject({
  file: z.string().min(1).max(255),
  encoding: z.enum(['auto', 'utf-8', 'windows-1252']).default('auto'),
  delimiter: z.enum(['auto', ',', ';', '\t', '|']).default('auto'),
  /** Of a workbook; the visible sheet with the most of the wanted columns unless stated. */
  sheet: z.string().min(1).max(31).optional(),
});

const mappingSchema = z.strictObject({
  mapping: name,
  source: name,
  timeZone: zone.optional(),
  currency: currency.optional(),
  time: timePatterns.optional(),
  /** Texts that mean "nothing here" in this export, beside the empty text. */
  blanks: z.array(z.string()).max(20).default([]),
  recordedAt: recordedAtSchema.optional(),
  files: z.record(
    name,
    z.preprocess((raw) => (typeof raw === 'string' ? { file: raw } : raw), fileSchema),
  ),
  facts: z.array(factSchema).min(1).max(100),
});

const LARGEST_MAPPING_CHARS = 200_000;
/** Bounds what aliases in the text may unfold to. */
const MOST_ALIASES = 50;

/** Reads a mapping document (YAML). Refusal: import.mapping_invalid with every problem and its place. */
export function parseMapping(text: string): Result<Mapping> {
  if (text.length > LARGEST_MAPPING_CHARS) return refuse('input.too_large', { what: 'mapping', limitBytes: LARGEST_MAPPING_CHARS });
  const excess = documentExcess(text);
  if (excess !== undefined) return refuse('input.too_intricate', { what: excess, limit: documentBounds[excess] });
  const document = parseDocument(text, { prettyErrors: true });
  if (document.errors.length > 0) {
    return invalid(document.errors.map((e) => `line ${e.linePos?.[0].line ?? 1}: ${e.message.split('\n')[0] ?? e.code}`));
  }
  let raw: unknown;
  try {
    raw = document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    return invalid([error instanceof Error ? error.message : 'cannot be read']);
  }
  if (!isFit(raw as Json)) return invalid([`expects ${FIT_TEXT}`]);
  const read = mappingSchema.safeParse(raw);
  return read.success ? ok(read.data) : invalid(read.error.issues.map((issue) => `${placeOf(issue.path)}: ${issue.message}`));
}

export function invalid(problems: readonly string[]) {
  return refuse('import.mapping_invalid', { problems: problems.slice(0, 50) });
}

/** `facts[0].data.net` */
export function placeOf(path: readonly PropertyKey[]): string {
  const place = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return place === '' ? 'mapping' : place.replace(/^\./, '');
}
