import { divideRounded } from '#core/kernel/money.ts';

/** Below these counts an average says more about chance than about the source. */
export const ENOUGH_LEADS = 10;
export const ENOUGH_ORDERS = 5;

/** What one lead or order cost on average. `count`: how many there are, of at least `enoughFrom`. */
export type CostPer =
  | { readonly state: 'known' | 'too_few'; readonly minor: bigint; readonly count: number; readonly enoughFrom: number }
  /** Nothing is known to have been spent, or nothing came of it yet. */
  | { readonly state: 'no_costs' | 'none'; readonly minor: null; readonly count: number; readonly enoughFrom: number };

/** The average cost of a lead, of all that came. */
export function costPerLead(costMinor: bigint, leads: number): CostPer {
  return costPer(costMinor, leads, ENOUGH_LEADS);
}

/** The average cost of an order. */
export function costPerOrder(costMinor: bigint, orders: number): CostPer {
  return costPer(costMinor, orders, ENOUGH_ORDERS);
}

function costPer(costMinor: bigint, count: number, enoughFrom: number): CostPer {
  if (costMinor === 0n) return { state: 'no_costs', minor: null, count, enoughFrom };
  if (count === 0) return { state: 'none', minor: null, count, enoughFrom };
  const minor = divideRounded(costMinor, BigInt(count));
  return { state: count < enoughFrom ? 'too_few' : 'known', minor, count, enoughFrom };
}
