import { allOf, atLeast, type PlanCheck } from './check.ts';

/** Of leads without a source at most this share, in percent. */
const WITHOUT_SOURCE_AT_MOST = 5;
/** Of the leads of a month at least this share is answered within the hour, in percent. */
const WITHIN_HOUR_AT_LEAST = 80;

/** The plan of the first month, in its order. */
export const planChecks: readonly PlanCheck[] = [
  { key: 'leads_recorded', phase: 'days_1_7', judge: ({ leads }) => atLeast(leads, 1) },
  { key: 'source_costs', phase: 'days_1_7', judge: ({ sourcesWithCosts, sources }) => allOf(sourcesWithCosts, sources) },
  {
    key: 'source_fields',
    phase: 'days_8_14',
    judge: ({ leads, leadsWithoutSource }) =>
      leads === 0
        ? { state: 'unknown' }
        : { state: leadsWithoutSource * 100 <= leads * WITHOUT_SOURCE_AT_MOST ? 'done' : 'open', have: leadsWithoutSource, of: leads },
  },
  { key: 'orders_connected', phase: 'days_8_14', judge: ({ orders, leads }) => (leads === 0 ? { state: 'unknown' } : atLeast(orders, 1)) },
  {
    key: 'payments_connected',
    phase: 'days_8_14',
    judge: ({ payments, orders }) => (orders === 0 ? { state: 'unknown' } : atLeast(payments, 1)),
  },
  {
    key: 'contacts_recorded',
    phase: 'days_15_21',
    judge: ({ contacts, recentContacted, recentLeads }) => (contacts === 0 ? { state: 'unknown' } : allOf(recentContacted, recentLeads)),
  },
  {
    key: 'answered_at_once',
    phase: 'days_15_21',
    judge: ({ contacts, recentWithinHour, recentLeads }) =>
      contacts === 0 || recentLeads === 0
        ? { state: 'unknown' }
        : {
            state: recentWithinHour * 100 >= recentLeads * WITHIN_HOUR_AT_LEAST ? 'done' : 'open',
            have: recentWithinHour,
            of: recentLeads,
          },
  },
  { key: 'agreement_with_terms', phase: 'days_22_30', judge: ({ agreementsInForce }) => atLeast(agreementsInForce, 1) },
  // A test budget with its abort criteria becomes a fact of its own later; until then nobody could tick this honestly.
  { key: 'test_budget', phase: 'days_22_30', judge: () => ({ state: 'unknown' }) },
  {
    key: 'channels_judged',
    phase: 'after_30',
    judge: ({ sourcesProven, sourcesFruitless, sources }) => allOf(sourcesProven + sourcesFruitless, sources),
  },
];
