/** What the checks look at; counts of the last twelve months. */
export interface PlanCounts {
  readonly leads: number;
  readonly leadsWithoutSource: number;
  /** Distinct sources that leads name, those that say nothing left out. */
  readonly sources: number;
  readonly sourcesWithCosts: number;
  readonly costs: number;
  /** Leads of the last 30 days, those among them that were contacted, and those contacted within the hour. */
  readonly recentLeads: number;
  readonly recentContacted: number;
  readonly recentWithinHour: number;
  readonly contacts: number;
  readonly orders: number;
  readonly payments: number;
  readonly agreementsInForce: number;
  /** Sources with enough leads and enough orders to be judged, and those with enough leads and not one order. */
  readonly sourcesProven: number;
  readonly sourcesFruitless: number;
}

export type Judgement =
  | { readonly state: 'done' | 'open'; readonly have: number; readonly of: number }
  /** Nothing recorded so far can show it. */
  | { readonly state: 'unknown' };

export const planPhases = ['days_1_7', 'days_8_14', 'days_15_21', 'days_22_30', 'after_30'] as const;

export interface PlanCheck {
  readonly key: string;
  readonly phase: (typeof planPhases)[number];
  judge(counts: PlanCounts): Judgement;
}

/** Done when all of them are there; unknown while there is nothing to be all of. */
export function allOf(have: number, of: number): Judgement {
  return of === 0 ? { state: 'unknown' } : { state: have >= of ? 'done' : 'open', have, of };
}

/** Done as soon as enough are there. */
export function atLeast(have: number, of: number): Judgement {
  return { state: have >= of ? 'done' : 'open', have, of };
}
