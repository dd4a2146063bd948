import * as z from 'zod';
import { agreementStates } from './agreement-states.ts';
import { endpoint } from './endpoint.ts';
import { bilingualWire, currencyWire, dayWire, instantWire, minorWire, monthWire, partyWire } from './wire.ts';

const count = z.number().int();
const sumWire = z.object({ minor: minorWire, count });

export const moneyBackWire = z.object({
  from: dayWire,
  to: dayWire,
  currency: currencyWire,
  spent: sumWire.extend({ costs: sumWire, statements: sumWire }),
  ordered: sumWire.meta({ description: 'Orders placed, net, less refunds; deals won without an order by their amount' }),
  received: sumWire.extend({
    netMinor: minorWire,
    withoutTax: count.meta({ description: 'Payments of which no value-added tax is known; their net part is the whole' }),
  }),
  back: z.object({
    state: z.enum(['known', 'too_few', 'no_costs', 'no_payments']),
    hundredths: z.string().nullable().meta({ description: 'Received net for each unit spent, in hundredths' }),
    payments: count,
    enoughFrom: count,
  }),
  cycle: z.object({ to: z.enum(['won', 'money']), medianDays: count, deals: count, isLongerThanSpan: z.boolean() }).nullable(),
  otherCurrencies: count,
});
export type MoneyBackWire = z.infer<typeof moneyBackWire>;

export const readMoneyBack = endpoint({
  name: 'readMoneyBack',
  area: 'facts',
  method: 'GET',
  path: '/api/today/money',
  summary: 'What went out for marketing in the last 90 days and what came back, in the currency of the workspace.',
  access: { who: 'workspace', permission: 'figures.read' },
  response: { type: 'json', schema: moneyBackWire },
  refusals: [],
});

export const caseLists = ['spent', 'ordered', 'received', 'stale_offers', 'unpaid_invoices', 'untouched_leads'] as const;

export const todayCaseWire = z.object({
  factId: z.string(),
  kind: z.string(),
  subject: z.string(),
  externalId: z.string().nullable(),
  at: instantWire,
  source: z.string(),
  minor: minorWire.nullable(),
  currency: z.string().nullable(),
});
export type TodayCaseWire = z.infer<typeof todayCaseWire>;

export const listTodayCases = endpoint({
  name: 'listTodayCases',
  area: 'facts',
  method: 'GET',
  path: '/api/today/cases',
  summary: 'The facts behind one figure of Heute, at most 100 of them.',
  access: { who: 'workspace', permission: 'figures.read' },
  query: z.object({ of: z.enum(caseLists) }),
  response: { type: 'json', schema: z.object({ cases: z.array(todayCaseWire) }) },
  refusals: [],
});

export const dueItemWire = z.object({
  kind: z.enum(['claims', 'milestones', 'objections', 'request', 'signature', 'months', 'leads']),
  dueAt: instantWire.nullable(),
  count,
  agreement: z.object({ id: z.string(), title: bilingualWire }).nullable(),
  silent: z.object({ count, firstAt: instantWire }).optional().meta({ description: 'Claims that count by themselves if nobody decides' }),
  claim: z.object({ component: z.string(), subject: z.string() }).optional(),
  question: z.string().optional(),
  month: monthWire.optional(),
});
export type DueItemWire = z.infer<typeof dueItemWire>;

export const listDue = endpoint({
  name: 'listDue',
  area: 'agreements',
  method: 'GET',
  path: '/api/today/due',
  summary: "What waits for the caller's side and the caller may do, the next due first.",
  access: { who: 'workspace', permission: 'agreements.read' },
  response: { type: 'json', schema: z.object({ items: z.array(dueItemWire) }) },
  refusals: [],
});

export const leakWire = z.object({
  kind: z.enum(['stale_offers', 'unpaid_invoices', 'untouched_leads', 'fruitless_sources', 'silent_claims']),
  count,
  minor: minorWire.nullable(),
  names: z.array(z.string()),
  agreementId: z.string().nullable(),
});
export type LeakWire = z.infer<typeof leakWire>;

export const readLeaks = endpoint({
  name: 'readLeaks',
  area: 'facts',
  method: 'GET',
  path: '/api/today/leaks',
  summary: 'The three largest quiet losses of the last twelve months, in the currency of the workspace.',
  access: { who: 'workspace', permission: 'figures.read' },
  query: z.object({ leadValueMinor: minorWire.optional().meta({ description: 'What one lead is worth, if somebody knows better' }) }),
  response: {
    type: 'json',
    schema: z.object({
      currency: currencyWire,
      leaks: z.array(leakWire),
      oldAfterDays: count,
      cycleKnown: z.boolean(),
      leadValue: z.object({ minor: minorWire.nullable(), stated: z.boolean(), leads: count, orders: count }),
    }),
  },
  refusals: [],
});

export const contractMoneyWire = z.object({
  agreement: z.string(),
  title: bilingualWire,
  payer: partyWire,
  payee: partyWire,
  state: z.enum(agreementStates),
  currency: currencyWire,
  timeZone: z.string(),
  certainMinor: minorWire.meta({ description: 'Confirmed and not yet asked for by a statement' }),
  settlesOn: dayWire,
  inReview: z.object({ minor: minorWire, count, from: instantWire.nullable(), until: instantWire.nullable() }),
  contested: z.object({ minor: minorWire, count }),
  heldMinor: minorWire,
  owed: z.object({
    minor: minorWire,
    statements: count,
    since: instantWire.nullable(),
    paymentsKnown: z.boolean().meta({ description: 'False while no payment on a statement was ever recorded' }),
  }),
  owingMinor: minorWire.meta({ description: 'What the payee owes the payer' }),
});
export type ContractMoneyWire = z.infer<typeof contractMoneyWire>;

export const readOpenMoney = endpoint({
  name: 'readOpenMoney',
  area: 'agreements',
  method: 'GET',
  path: '/api/today/contracts',
  summary: 'Per signed agreement the caller sees: what is confirmed, in review and contested, and what statements still ask for.',
  access: { who: 'workspace', permission: 'statements.read' },
  response: { type: 'json', schema: z.object({ contracts: z.array(contractMoneyWire) }) },
  refusals: [],
});

const tallyWire = z.object({ kept: count, missed: count, open: count });

export const readPromises = endpoint({
  name: 'readPromises',
  area: 'agreements',
  method: 'GET',
  path: '/api/today/promises',
  summary: 'How both sides kept what they promised under the agreements the caller sees.',
  access: { who: 'workspace', permission: 'claims.read' },
  response: {
    type: 'json',
    schema: z.object({
      enoughFrom: count,
      sides: z.array(
        z.object({
          side: z.enum(['payer', 'payee']),
          whole: tallyWire,
          byKind: z.array(tallyWire.extend({ what: z.enum(['claims_decided', 'requests_answered', 'milestones_evidenced']) })),
          unmeasured: z.array(z.object({ agreement: z.string(), text: bilingualWire })),
        }),
      ),
    }),
  },
  refusals: [],
});

export const planCheckWire = z.object({
  key: z.string(),
  phase: z.enum(['days_1_7', 'days_8_14', 'days_15_21', 'days_22_30', 'after_30']),
  state: z.enum(['done', 'open', 'unknown']),
  have: count.nullable(),
  of: count.nullable(),
});
export type PlanCheckWire = z.infer<typeof planCheckWire>;

export const readPlan = endpoint({
  name: 'readPlan',
  area: 'facts',
  method: 'GET',
  path: '/api/today/plan',
  summary: 'The plan of the first 30 days, each check with the counts behind it; a check nothing can show yet is unknown.',
  access: { who: 'workspace', permission: 'figures.read' },
  response: { type: 'json', schema: z.object({ isEmpty: z.boolean(), checks: z.array(planCheckWire) }) },
  refusals: [],
});

export const clientWire = z.object({
  slug: z.string(),
  name: z.string(),
  locked: z.boolean().meta({ description: 'The client demands a second factor that is not set up; nothing of it is shown' }),
  contracts: z.array(contractMoneyWire),
});
export type ClientWire = z.infer<typeof clientWire>;

export const readClients = endpoint({
  name: 'readClients',
  area: 'agreements',
  method: 'GET',
  path: '/api/clients',
  summary: 'The money of every workspace in which the signed-in person is a partner, each confined to its own agreements.',
  access: { who: 'person' },
  response: { type: 'json', schema: z.object({ clients: z.array(clientWire) }) },
  refusals: [],
});
