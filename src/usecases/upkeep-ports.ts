import type { Asker } from './ports.ts';

export interface Upkeep {
  /** Re-derives all projections from the facts beside the live ones and names every difference. */
  rebuild(
    asker: Asker,
    mode: 'verify' | 'replace',
  ): Promise<{ readonly tables: readonly { readonly table: string; readonly rows: number; readonly differences: number }[] }>;
  funnel(asker: Asker): Promise<readonly FunnelRow[]>;
  doctor(): Promise<readonly { readonly check: string; readonly ok: boolean; readonly detail: string }[]>;
}

/** Leads and won deals by the source of the lead. */
export interface FunnelRow {
  readonly source: string;
  readonly leads: number;
  readonly won: number;
  /** Deals whose win lies before the first contact: kept, counted and shown. */
  readonly wonBeforeCapture: number;
  readonly medianDaysToWon: number | null;
}
