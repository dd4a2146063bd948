import * as z from 'zod';
import { isMinorDigits } from '#core/kernel/money.ts';
import { agreementSchema } from '#core/promises/agreements/agreement-schema.ts';
import { PROOF_FILE_FORMAT, type ProofFile } from './proof-file.ts';
import { claimProblem, factProblem, isIsoInstant, lineProblem, type RowProblem } from './row-shapes.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.string().refine(isIsoInstant);
const minor = z.string().refine(isMinorDigits);
const count = z.int().min(0);
/** Rows are many; they are checked one by one in row-shapes.ts. */
const rows = z.custom<readonly unknown[]>(Array.isArray, 'a list');
const totals = z.strictObject({ openingMinor: minor, totalMinor: minor, payableMinor: minor, closingMinor: minor });
const period = z.strictObject({ key: z.string(), from: instant, until: instant, quarterKey: z.string() });
const statement = z.strictObject({ id: z.string(), number: count, through: count, cut: instant, totals, hash, lines: rows });

const shape = z.strictObject({
  format: z.literal(PROOF_FILE_FORMAT),
  workspace: z.string(),
  agreements: z.array(agreementSchema).min(1),
  calendars: z.array(z.strictObject({ periods: z.array(period).min(1), termPeriodCount: count })).min(1),
  definitions: z.array(z.looseObject({ key: z.string(), version: count, subject: z.string(), rule: z.string() })),
  statement,
  earlier: z.array(statement),
  claims: rows,
  facts: rows.refine((list) => list.length > 0),
  proof: z.strictObject({
    seal: z.strictObject({ size: count, root: hash, previous: hash.nullable(), at: instant }),
    lastLeaf: hash,
    nodes: z.array(hash),
  }),
  digest: hash,
});

export interface ShapeProblem {
  readonly where: string;
  readonly expected: string;
  readonly found: string;
}

/** The first place at which a parsed file does not have the shape of a proof file, or undefined. */
export function proofFileProblem(parsed: unknown): ShapeProblem | undefined {
  const read = shape.safeParse(parsed);
  if (!read.success) {
    const [issue] = read.error.issues;
    return { where: issue?.path.map(String).join('.') || 'file', expected: issue?.message ?? PROOF_FILE_FORMAT, found: '' };
  }
  // From here on it has this shape, except perhaps in its rows.
  const { facts, claims, statement: stated, earlier } = parsed as ProofFile;
  return (
    problemIn('statement.lines', stated.lines, lineProblem) ??
    earlier.reduce<ShapeProblem | undefined>(
      (found, { lines }, index) => found ?? problemIn(`earlier.${index}.lines`, lines, lineProblem),
      undefined,
    ) ??
    problemIn('claims', claims, claimProblem) ??
    problemIn('facts', facts, factProblem)
  );
}

function problemIn(list: string, found: readonly unknown[], problemOf: (row: unknown) => RowProblem | undefined): ShapeProblem | undefined {
  for (const [index, row] of found.entries()) {
    const problem = problemOf(row);
    if (problem === undefined) continue;
    const [member, expected] = problem;
    return { where: `${list}.${index}${member === '' ? '' : `.${member}`}`, expected, found: '' };
  }
  return undefined;
}
