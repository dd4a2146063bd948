import { divideRounded } from '#core/kernel/money.ts';

/** Fewer payments say more about chance than about marketing. */
export const ENOUGH_PAYMENTS = 30;
/** Fewer deals have no usual length. */
export const ENOUGH_WINS = 5;

/** What came back for each unit of money that was spent, in hundredths (cents per euro). */
export type BackPerUnit =
  | { readonly state: 'known' | 'too_few'; readonly hundredths: bigint; readonly payments: number; readonly enoughFrom: number }
  /** Nothing is known to have been spent, or nothing came in yet. */
  | { readonly state: 'no_costs' | 'no_payments'; readonly payments: number; readonly enoughFrom: number };

/** Received net per unit spent; both in minor units of one currency. */
export function backPerUnit(spentMinor: bigint, receivedNetMinor: bigint, payments: number): BackPerUnit {
  const said = { payments, enoughFrom: ENOUGH_PAYMENTS };
  if (spentMinor <= 0n) return { state: 'no_costs', ...said };
  if (payments === 0) return { state: 'no_payments', ...said };
  const hundredths = divideRounded(receivedNetMinor * 100n, spentMinor);
  return { state: payments < ENOUGH_PAYMENTS ? 'too_few' : 'known', hundredths, ...said };
}

/** Median days from the first lead of a deal to its win and to its first payment, each with the number of deals behind it. */
export interface MeasuredCycle {
  readonly won: number;
  readonly daysToWon: number | null;
  readonly paid: number;
  readonly daysToMoney: number | null;
}

export interface UsualCycle {
  readonly to: 'won' | 'money';
  readonly medianDays: number;
  readonly deals: number;
  /** The stretch looked at is shorter: most of what was spent in it cannot have come back. */
  readonly isLongerThanSpan: boolean;
}

/** How long money usually takes here: to the payment where enough payments are known, else to the win; undefined while neither is. */
export function usualCycle({ won, daysToWon, paid, daysToMoney }: MeasuredCycle, spanDays: number): UsualCycle | undefined {
  const said = (to: UsualCycle['to'], days: number, deals: number) => ({
    to,
    medianDays: Math.round(days),
    deals,
    isLongerThanSpan: days > spanDays,
  });
  if (daysToMoney !== null && paid >= ENOUGH_WINS) return said('money', daysToMoney, paid);
  return daysToWon !== null && won >= ENOUGH_WINS ? said('won', daysToWon, won) : undefined;
}
