/** What statements leave under review or held back of one claim; minor units. */
export interface OpenAmount {
  readonly component: string;
  readonly subject: string;
  readonly underReviewMinor: bigint;
  readonly heldMinor: bigint;
}

/** The largest of them, and how many there are in all. */
export interface OpenClaims {
  readonly open: readonly OpenAmount[];
  readonly count: number;
}
