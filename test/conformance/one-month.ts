import { DAY_MS, fromIso, type Instant, startOfMonth } from '#core/kernel/instant.ts';
import type { ClaimDecision, ClaimHistory, ClaimRefund } from '#core/settlement/claim.ts';
import type { ComponentTerms, SettlementTerms } from '#core/settlement/terms.ts';

const months = ['2025-01', '2025-02', '2025-03'];

/** One component over January 2025 with two months to follow, open for long enough that every run recounts it. */
export function oneMonth(component: Omit<ComponentTerms, 'key'>, more: Partial<SettlementTerms> = {}): SettlementTerms {
  return {
    currency: 'EUR',
    periods: months.map((key, index) => ({
      key,
      from: startOfMonth(key, 'UTC'),
      until: startOfMonth(months[index + 1] ?? '2025-04', 'UTC'),
      quarterKey: '2025-Q1',
    })),
    termPeriodCount: 1,
    lookBackMs: 90 * DAY_MS,
    reviewMs: 90 * DAY_MS,
    countsWhen: 'proven',
    rates: [],
    minimumPayoutMinor: 0n,
    rounding: 'half_up',
    components: [{ key: 'lead', ...component }],
    ...more,
  };
}

/** A result of 2 January, in the order of its number. */
export function lead(
  number: number,
  knownAt: Instant,
  netMinor?: bigint,
): ClaimHistory & { readonly decisions: ClaimDecision[]; readonly refunds: ClaimRefund[] } {
  const resultAt = fromIso('2025-01-02T00:00:00Z') + number * 1_000;
  const subject = `lead:${String(number).padStart(5, '0')}`;
  const result = { resultAt, inWindow: true, ...(netMinor === undefined ? {} : { netMinor }) };
  return { component: 'lead', subject, states: [{ knownAt, result }], decisions: [], refunds: [], notices: [], endings: [] };
}
