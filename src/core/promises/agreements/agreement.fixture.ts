import type { Definition } from '#core/definitions/definition.ts';
import { dealWon } from '#core/definitions/templates/deal-won.ts';
import { milestoneEvidenced } from '#core/definitions/templates/milestone-evidenced.ts';
import { orderPlaced } from '#core/definitions/templates/order-placed.ts';
import { isObject, type Json, type JsonObject } from '#core/kernel/canonical-json.ts';
import { definitionRef } from './read-agreement.ts';

export const known = new Map<string, Definition>(
  [dealWon, orderPlaced, milestoneEvidenced].map((definition) => [definitionRef(definition), definition]),
);
export const both = { de: 'Beispiel', en: 'example' };

/** A contract with one component per kind of subject, in which everything fits. */
export const complete = {
  id: 'example',
  version: 1,
  kind: 'result_contract',
  title: both,
  parties: {
    payer: { key: 'client', name: 'Client GmbH', business: true },
    payee: { key: 'agency', name: 'Agency GmbH', business: true },
  },
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  term: { from: '2026-01-01', to: '2026-12-31' },
  definitions: [
    { key: 'deal-won', version: 1 },
    { key: 'order-placed', version: 1 },
    { key: 'milestone-evidenced', version: 1 },
  ],
  dataSources: [{ source: 'crm', provides: both }],
  baseline: { notNeededBecause: both },
  attribution: { rule: 'last', lookBackDays: 90, partnerTouches: { source: ['agency'] } },
  components: [
    {
      key: 'won',
      title: both,
      result: 'deal-won@1',
      price: { model: 'per_unit', amount: '150.00' },
      measurement: { after: 'lead_captured', days: 90 },
      caps: { amount: { limit: '6000.00', window: 'month' } },
    },
    {
      key: 'share',
      title: both,
      result: 'order-placed@1',
      price: { model: 'percentage', of: 'net_revenue', rateBasisPoints: 500 },
      measurement: { after: 'deal_won', days: 365 },
      caps: { amount: { limit: '20000.00', window: 'quarter' } },
    },
    {
      key: 'setup',
      title: both,
      result: 'milestone-evidenced@1',
      price: { model: 'fixed', amount: '3000.00' },
      measurement: { after: 'term_begun', days: 90 },
      milestone: { phase: 1, evidence: both, acceptance: both, dueWithinDays: 30 },
    },
  ],
  review: { days: 14, countsWhen: 'accepted', reasons: [{ key: 'spam', label: both }] },
  settlement: { period: 'month', lookBackDays: 90, runOutMonths: 3, minimumPayout: '0.00', rounding: 'half_up' },
  obligations: { payer: [{ key: 'answer', text: both }], payee: [{ key: 'tag', text: both }] },
  exit: { noticeDays: 30, text: both },
  dispute: { text: both, payer: 'Head of Sales', payee: 'Account Director' },
  processing: { article: '28', document: 'AV-1', on: '2025-12-15' },
} as const satisfies JsonObject;

/** The contract with the value at a path replaced; undefined takes it out. */
export function changed(path: string, value: Json | undefined, document: Json = complete): Json {
  const [head = '', ...rest] = path.split('.');
  const key = Array.isArray(document) ? Number(head) : head;
  const inner = Array.isArray(document) ? document[Number(head)] : isObject(document) ? document[head] : undefined;
  const replaced = rest.length === 0 ? value : changed(rest.join('.'), value, inner ?? {});
  if (Array.isArray(document)) return document.map((part: Json, index) => (index === key ? (replaced ?? null) : part));
  return Object.fromEntries(
    Object.entries({ ...(isObject(document) ? document : {}), [head]: replaced }).filter(([, part]) => part !== undefined),
  );
}
