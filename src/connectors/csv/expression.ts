import * as z from 'zod';
import { isTimeZone } from '#core/kernel/instant.ts';
import { isCurrency } from '#core/kernel/money.ts';
import { moneyPatterns } from './money-format.ts';
import { timeFormat } from './time-format.ts';

/** A value of a fact: a constant, a list, or an object that says where in the row the value stands and how it is written. */
export type Expression =
  | string
  | number
  | boolean
  | readonly Expression[]
  | ColumnExpression
  | TemplateExpression
  | LookUpExpression
  | ReferenceExpression
  | ObjectExpression
  | { readonly rowHash: true | string };

export type Writing = z.infer<z.ZodObject<typeof writing>>;
export type ColumnExpression = Writing & { readonly column: string; readonly blank?: string | undefined };
export type TemplateExpression = { readonly template: string; readonly blank?: string | undefined };
export type LookUpExpression = ColumnExpression & {
  readonly lookUp: string;
  /** The column of the look-up file that holds the key. */
  readonly by: string;
  readonly key: Expression;
  readonly missing?: string | undefined;
};
export type SubjectExpression = { readonly type: string; readonly externalId: Expression; readonly source?: string | undefined };
export type ReferenceExpression = SubjectExpression & { readonly blank?: string | undefined };
export type ObjectExpression = { readonly object: Readonly<Record<string, Expression>> };

export const name = z.string().regex(/^[a-z][a-z0-9_-]{0,59}$/, 'expects lower-case letters, digits, _ and -, at most 60');
export const columnName = z.string().trim().min(1).max(500);
const constant = z.union([z.string().min(1).max(2_000), z.number(), z.boolean()]);
const timePattern = z.string().refine((pattern) => timeFormat(pattern, 'UTC') !== undefined, 'is no time pattern');
export const timePatterns = z.union([timePattern, z.array(timePattern).min(1).max(10)]);
export const zone = z.string().refine(isTimeZone, 'is no time zone; expects for example Europe/Berlin or UTC');
export const currency = z.string().refine(isCurrency, 'is no currency; expects for example EUR');
const blankRule = z.string().min(1).max(200);

/** How a text of the file is written. */
const writing = {
  time: timePatterns.optional(),
  zone: zone.optional(),
  day: timePatterns.optional(),
  money: z.enum(moneyPatterns).optional(),
  currency: z.union([currency, z.strictObject({ column: columnName })]).optional(),
  integer: z.enum(moneyPatterns).optional(),
  flag: z.strictObject({ true: z.array(z.string()).min(1), false: z.array(z.string()).min(1) }).optional(),
  values: z.record(z.string(), constant).optional(),
};

export const expression: z.ZodType<Expression> = z.lazy(() => z.unknown().transform(readExpression));

export const columnSchema = z.strictObject({ column: columnName, blank: blankRule.optional(), ...writing });
const templateSchema = z.strictObject({ template: z.string().min(1).max(500), blank: blankRule.optional() });
export const lookUpSchema: z.ZodType<LookUpExpression> = z.strictObject({
  lookUp: name,
  by: columnName,
  key: expression,
  column: columnName,
  missing: blankRule.optional(),
  blank: blankRule.optional(),
  ...writing,
});
export const subjectShape = { type: z.string().regex(/^[a-z_]{1,40}$/), externalId: expression, source: name.optional() };
const referenceSchema: z.ZodType<ReferenceExpression> = z.strictObject({ ...subjectShape, blank: blankRule.optional() });
const objectSchema: z.ZodType<ObjectExpression> = z.strictObject({ object: z.record(z.string().min(1).max(100), expression) });
const rowHashSchema = z.strictObject({ rowHash: z.union([z.literal(true), z.string().min(1).max(60)]) });

const SHAPES: readonly (readonly [string, z.ZodType<Expression>])[] = [
  ['lookUp', lookUpSchema],
  ['column', columnSchema],
  ['template', templateSchema],
  ['externalId', referenceSchema],
  ['object', objectSchema],
  ['rowHash', rowHashSchema],
];

/** Chooses the shape by its key first, so that a problem is named where it is and not as "no alternative fits". */
function readExpression(raw: unknown, ctx: z.RefinementCtx): Expression {
  const shape = shapeOf(raw);
  if (shape === undefined) {
    ctx.addIssue({ code: 'custom', message: `expects a constant, a list or an object with ${SHAPES.map(([key]) => key).join(', ')}` });
    return z.NEVER;
  }
  const read = shape.safeParse(raw);
  if (read.success) return read.data;
  for (const issue of read.error.issues) ctx.addIssue({ code: 'custom', message: issue.message, path: [...issue.path] });
  return z.NEVER;
}

function shapeOf(raw: unknown): z.ZodType<Expression> | undefined {
  if (Array.isArray(raw)) return z.array(expression).min(1).max(50);
  if (typeof raw !== 'object' || raw === null) return constant;
  return SHAPES.find(([key]) => key in raw)?.[1];
}
