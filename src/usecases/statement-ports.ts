/** What statements leave under review and held back; minor units. */
export interface OpenSums {
  readonly underReviewMinor: bigint;
  readonly heldMinor: bigint;
}

/** The same of one claim. */
export interface OpenAmount extends OpenSums {
  readonly component: string;
  readonly subject: string;
}

/** The largest of them, and how many there are in all. */
export interface OpenClaims {
  readonly open: readonly OpenAmount[];
  readonly count: number;
}
