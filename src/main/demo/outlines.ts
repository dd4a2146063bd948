/** A deal that was won: from which enquiry, after how many days, and for how much. The tables of the demo rest on this one. */
export interface DealOutline {
  /** Month of the enquiry, from 0. */
  readonly month: number;
  /** Qualified through the agency, qualified otherwise, or not qualified by the contract's definition. */
  readonly of: 'agency' | 'others' | 'unqualified';
  readonly index: number;
  /** From enquiry to order. */
  readonly cycleDays: number;
  readonly netEuros: number;
}

const deal = (month: number, of: DealOutline['of'], index: number, cycleDays: number, netEuros: number): DealOutline => ({
  month,
  of,
  index,
  cycleDays,
  netEuros,
});

/** 19 orders: 21,400 euros and 74 days on average. */
export const dealOutlines: readonly DealOutline[] = [
  deal(0, 'agency', 0, 61, 21_458),
  deal(0, 'others', 0, 43, 9_840),
  deal(1, 'agency', 1, 132, 34_260),
  deal(1, 'others', 0, 66, 18_920),
  deal(1, 'unqualified', 0, 92, 12_480),
  deal(2, 'agency', 0, 118, 27_650),
  deal(2, 'others', 1, 97, 41_300),
  deal(3, 'agency', 2, 38, 17_552),
  deal(3, 'others', 0, 55, 8_790),
  deal(4, 'agency', 3, 49, 15_640),
  deal(4, 'unqualified', 0, 103, 23_980),
  deal(5, 'agency', 1, 124, 19_450),
  deal(5, 'others', 0, 71, 31_200),
  deal(6, 'agency', 0, 95, 26_400),
  deal(6, 'others', 1, 58, 7_260),
  deal(7, 'agency', 1, 88, 17_830),
  deal(8, 'agency', 2, 64, 38_500),
  deal(9, 'agency', 0, 23, 11_940),
  deal(9, 'others', 0, 29, 22_150),
];

/** What people did, or failed to do, about a qualified lead of the agency; all others were accepted within some days. */
export type Treatment = 'rejected' | 'silence' | 'disputed' | 'won_after_all';

export interface StoryLead {
  readonly month: number;
  readonly index: number;
  readonly treatment: Treatment;
}

/** Month 3 brings seven qualified leads of the agency where five are paid: that story needs no treatment. */
export const CAP_MONTH = 3;
export const CAP_LIMIT = 5;

/** The order that the refund takes back in part. */
export const REFUNDED = { month: 3, index: 2, afterDays: 45, netEuros: 7_020 } as const;

export const storyLeads: readonly StoryLead[] = [
  { month: 1, index: 2, treatment: 'rejected' },
  { month: 4, index: 0, treatment: 'silence' },
  { month: 4, index: 1, treatment: 'silence' },
  { month: 4, index: 2, treatment: 'silence' },
  { month: 5, index: 2, treatment: 'disputed' },
  { month: 6, index: 0, treatment: 'won_after_all' },
  { month: 7, index: 2, treatment: 'rejected' },
];
