import * as z from 'zod';
import { isMinorDigits } from '#core/kernel/money.ts';
import { agreementSchema } from '#core/promises/agreements/agreement-schema.ts';
import { PROOF_FILE_FORMAT } from './proof-file.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
const minor = z.string().refine(isMinorDigits);
const count = z.int().min(0);
const totals = z.strictObject({ openingMinor: minor, totalMinor: minor, payableMinor: minor, closingMinor: minor });

const line = z.strictObject({
  period: count,
  component: z.string(),
  subject: z.string(),
  occurrence: z.string(),
  change: z.enum(['new', 'adjustment', 'reversal']),
  amountMinor: minor,
  underReviewMinor: minor,
  heldMinor: minor,
  payableMinor: minor,
  arithmetic: z.array(z.looseObject({ step: z.string() })),
});

const statement = z.strictObject({ id: z.string(), number: count, through: count, cut: instant, totals, hash, lines: z.array(line) });

const fact = z.strictObject({
  workspace: z.string(),
  seq: count,
  id: z.string(),
  kind: z.string(),
  version: count,
  subject: z.string(),
  occurredAt: instant,
  precision: z.literal('day').optional(),
  recordedAt: instant,
  source: z.string(),
  externalId: z.string().optional(),
  revision: count,
  actor: z.string(),
  data: z.looseObject({}),
  supersedes: z.string().optional(),
  backfilled: z.literal(true).optional(),
});

const shape = z.strictObject({
  format: z.literal(PROOF_FILE_FORMAT),
  workspace: z.string(),
  agreement: agreementSchema,
  definitions: z.array(z.looseObject({ key: z.string(), version: count, subject: z.string(), rule: z.string() })),
  periods: z.array(z.strictObject({ key: z.string(), from: instant, until: instant, quarterKey: z.string() })).min(1),
  termPeriodCount: count,
  statement,
  earlier: z.array(statement),
  claims: z.array(z.strictObject({ component: z.string(), subject: z.string(), facts: z.array(count) })),
  facts: z.array(fact).min(1),
  proof: z.strictObject({
    seal: z.strictObject({ size: count, root: hash, previous: hash.nullable(), at: instant }),
    lastLeaf: hash,
    nodes: z.array(hash),
  }),
  digest: hash,
});

/** The first place at which a parsed file does not have the shape of a proof file, or undefined. */
export function proofFileProblem(
  parsed: unknown,
): { readonly where: string; readonly expected: string; readonly found: string } | undefined {
  const read = shape.safeParse(parsed);
  if (read.success) return undefined;
  const [issue] = read.error.issues;
  return { where: issue?.path.map(String).join('.') || 'file', expected: issue?.message ?? PROOF_FILE_FORMAT, found: '' };
}
