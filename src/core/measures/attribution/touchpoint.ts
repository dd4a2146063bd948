import type { Instant } from '#core/kernel/instant.ts';

/** Where somebody came from, once. The origin of a lead is a touchpoint at its capture. */
export interface Touchpoint {
  readonly at: Instant;
  readonly source?: string;
  readonly medium?: string;
  readonly campaign?: string;
}

const DIRECT = new Set(['direct', '(direct)', 'direct_traffic']);

/** A touch without a sender: the visitor typed the address or the sender is not named. */
export function isDirect(touchpoint: Touchpoint): boolean {
  return touchpoint.source === undefined || DIRECT.has(touchpoint.source);
}
