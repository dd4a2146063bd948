import type { Definition } from '#core/definitions/definition.ts';
import type { Fact } from '#core/facts/fact.ts';
import { type IsoInstant, type IsoMonth, toIso } from '#core/kernel/instant.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import type { Period } from '#core/settlement/terms.ts';
import type { TermsVersion } from '#core/settlement/terms-history.ts';
import type { WireLine, WireTotals } from '#core/settlement/wire.ts';

export const PROOF_FILE_FORMAT = 'belegbar-proof-file/2';

/** Everything a statement rests on, in one canonical JSON file. docs/guides/proof-file.md describes it for other implementations. */
export interface ProofFile {
  readonly format: typeof PROOF_FILE_FORMAT;
  readonly workspace: string;
  /** Every version signed by the cut, in the order of their numbers. */
  readonly agreements: readonly Agreement[];
  /** The calendar of each version, and last of what an early end left of the newest. */
  readonly calendars: readonly WireCalendar[];
  readonly definitions: readonly Definition[];
  readonly statement: WireStatement;
  /** Earlier statements of the agreement, oldest first. */
  readonly earlier: readonly WireStatement[];
  /** All claims of the agreement, rejected and outside terms too, each with the log places of the facts it rests on. */
  readonly claims: readonly WireClaim[];
  /** The facts of the claims, of the agreement, its charged sources and its earlier statements, by place in the log. */
  readonly facts: readonly Fact[];
  readonly proof: WireProof;
  /** SHA-256 of the canonical file without this member. */
  readonly digest: string;
}

/** As UTC instants, because time-zone data differs between machines. */
export interface WireCalendar {
  readonly periods: readonly WirePeriod[];
  readonly termPeriodCount: number;
}

export interface WirePeriod {
  readonly key: IsoMonth;
  readonly from: IsoInstant;
  readonly until: IsoInstant;
  readonly quarterKey: string;
}

export interface WireStatement {
  readonly id: string;
  readonly number: number;
  readonly through: number;
  readonly cut: IsoInstant;
  readonly totals: WireTotals;
  readonly hash: string;
  readonly lines: readonly WireLine[];
}

export interface WireClaim {
  readonly component: string;
  readonly subject: string;
  readonly facts: readonly number[];
}

export interface WireProof {
  readonly seal: { readonly size: number; readonly root: string; readonly previous: string | null; readonly at: IsoInstant };
  /** The leaf at place `size - 1`; with it hardly another size fits the proof. */
  readonly lastLeaf: string;
  /** Multiproof of the facts' leaves and the last leaf against the root. */
  readonly nodes: readonly string[];
}

export function wireCalendar({ terms: { periods, termPeriodCount } }: TermsVersion): WireCalendar {
  return { periods: periods.map(wirePeriod), termPeriodCount };
}

function wirePeriod({ key, from, until, quarterKey }: Period): WirePeriod {
  return { key, from: toIso(from), until: toIso(until), quarterKey };
}
