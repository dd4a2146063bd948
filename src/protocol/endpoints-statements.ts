import * as z from 'zod';
import { arithmeticWire } from './arithmetic-wire.ts';
import { endpoint } from './endpoint.ts';
import { claimSummaryWire, determinationWire } from './endpoints-claims.ts';
import { currencyWire, hashWire, idParam, instantWire, minorWire, monthWire, nameParam, numberQuery, statedInstant } from './wire.ts';

export const statementLineWire = z.object({
  /** Component, subject and occurrence in one text; stable over all statements. */
  key: z.string(),
  component: z.string(),
  subject: z.string(),
  externalId: z.string().optional(),
  occurrence: z.string(),
  period: monthWire,
  change: z.enum(['new', 'adjustment', 'reversal']),
  amountMinor: minorWire,
  underReviewMinor: minorWire,
  heldMinor: minorWire,
  payableMinor: minorWire,
  arithmetic: z.array(arithmeticWire),
});
export type StatementLineWire = z.infer<typeof statementLineWire>;

const totals = { currency: currencyWire, openingMinor: minorWire, totalMinor: minorWire, payableMinor: minorWire, closingMinor: minorWire };

/** Per tax treatment: computed once on the sum of the payable differences. Empty where the agreement says nothing about tax. */
export const taxedSumWire = z.object({
  treatment: z.enum(['standard', 'reduced', 'zero', 'reverse_charge', 'small_business']),
  rateBasisPoints: z.number().int(),
  netMinor: minorWire,
  vatMinor: minorWire,
  grossMinor: minorWire,
});
export type TaxedSumWire = z.infer<typeof taxedSumWire>;

export const statementWire = z.object({
  id: z.string(),
  agreementId: z.string(),
  number: z.number().int(),
  through: monthWire,
  cut: instantWire,
  closedAt: instantWire,
  ...totals,
  hash: hashWire,
  checkNumber: z.string(),
  lineCount: z.number().int(),
  sealedSize: z.number().int(),
});
export type StatementWire = z.infer<typeof statementWire>;

export const wholeStatementWire = statementWire.extend({
  taxes: z.array(taxedSumWire).meta({ description: 'Of what becomes payable with this statement, per tax treatment' }),
  underReviewMinor: minorWire.meta({ description: 'What this statement and those before it leave under review' }),
  heldMinor: minorWire.meta({ description: 'What they leave held back' }),
});

export const settleAgreement = endpoint({
  name: 'settleAgreement',
  area: 'statements',
  method: 'POST',
  path: '/api/agreements/{id}/statements',
  summary:
    'Closes a statement through a month, or only shows it (dryRun). A statement is the difference to everything stated before; the same month and instant give the same statement.',
  access: { who: 'workspace', permission: 'statements.close' },
  params: z.object({ id: nameParam }),
  request: {
    type: 'json',
    schema: z.object({
      through: monthWire,
      asOf: statedInstant.optional().meta({ description: 'What was known by then; now unless stated' }),
      dryRun: z.boolean().optional(),
    }),
  },
  response: {
    type: 'json',
    schema: z.object({
      statementId: z.string().nullable(),
      through: monthWire,
      asOf: instantWire,
      ...totals,
      taxes: z.array(taxedSumWire),
      lines: z.array(statementLineWire),
    }),
  },
  refusals: [
    'agreement.unknown',
    'agreement.not_in_force',
    'settlement.cut_in_future',
    'settlement.cut_before_last',
    'settlement.period_before_last',
    'settlement.period_not_begun',
    'settlement.period_outside_term',
    'time.not_an_instant',
  ],
});

export const listStatements = endpoint({
  name: 'listStatements',
  area: 'statements',
  method: 'GET',
  path: '/api/statements',
  summary: 'Closed statements, newest first.',
  access: { who: 'workspace', permission: 'statements.read' },
  query: z.object({ agreement: nameParam.optional() }),
  response: { type: 'json', schema: z.object({ statements: z.array(statementWire) }) },
  refusals: ['agreement.unknown'],
});

export const readStatement = endpoint({
  name: 'readStatement',
  area: 'statements',
  method: 'GET',
  path: '/api/statements/{id}',
  summary: 'One closed statement with its totals and taxes.',
  access: { who: 'workspace', permission: 'statements.read' },
  params: z.object({ id: idParam }),
  response: { type: 'json', schema: wholeStatementWire },
  refusals: ['statement.unknown'],
});

export const readStatementLines = endpoint({
  name: 'readStatementLines',
  area: 'statements',
  method: 'GET',
  path: '/api/statements/{id}/lines',
  summary: 'The lines of a statement, a page at a time; lines are numbered from 0.',
  access: { who: 'workspace', permission: 'statements.read' },
  params: z.object({ id: idParam }),
  query: z.object({
    after: numberQuery(0, Number.MAX_SAFE_INTEGER).optional().meta({ description: 'The `nextAfter` of the page before' }),
    limit: numberQuery(1, 1_000).optional(),
  }),
  response: {
    type: 'json',
    schema: z.object({ lines: z.array(statementLineWire.extend({ n: z.number().int() })), nextAfter: z.number().int().optional() }),
  },
  refusals: ['statement.unknown'],
});

export const explainLine = endpoint({
  name: 'explainLine',
  area: 'statements',
  method: 'GET',
  path: '/api/statements/{id}/lines/{n}/explanation',
  summary: 'A line down to its ground: arithmetic, claim, determination, facts, their origin and their proof.',
  access: { who: 'workspace', permission: 'statements.read' },
  params: z.object({ id: idParam, n: numberQuery(0, Number.MAX_SAFE_INTEGER) }),
  response: {
    type: 'json',
    schema: z.object({
      line: statementLineWire.extend({ n: z.number().int() }),
      currency: currencyWire,
      claim: claimSummaryWire.nullable().meta({ description: 'null for a line about a window of the agreement, such as its floor' }),
      determination: determinationWire.nullable(),
    }),
  },
  refusals: ['statement.unknown', 'claim.unknown'],
});

export const readBundle = endpoint({
  name: 'readBundle',
  area: 'statements',
  method: 'GET',
  path: '/api/statements/{id}/bundle',
  summary: 'The proof file of a statement: everything needed to recompute it without this server.',
  access: { who: 'workspace', permission: 'statements.read' },
  params: z.object({ id: idParam }),
  response: { type: 'file', mediaType: 'application/json', describes: 'The proof file, one canonical JSON document' },
  refusals: ['statement.unknown'],
});
