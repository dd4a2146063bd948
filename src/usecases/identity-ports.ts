import type { Fact } from '#core/facts/fact.ts';
import type { MatchValue, SharedValue } from '#core/facts/identity/match.ts';
import type { PhoneCountry } from '#core/facts/identity/phone.ts';
import type { IsoInstant } from '#core/kernel/instant.ts';
import type { Asker } from './ports.ts';

export interface IdentitySettings {
  /** Certain matches are merged without asking. */
  readonly mergeCertain: boolean;
  /** Up to and including so many days of 24 h after a lead, another form of the same person is a touch of it. */
  readonly repeatDays: number;
}

/** A contact without a company whose address belongs to exactly one. */
export interface LikelyEmployer {
  readonly person: string;
  readonly company: string;
}

export interface CapturedLead {
  readonly lead: string;
  readonly person: string;
  readonly capturedAt: IsoInstant;
}

/** A lead that several agreements have claims for, by itself or by what came of it. */
export interface OverlappingLead {
  readonly lead: string;
  readonly claims: readonly { readonly agreementId: string; readonly component: string; readonly subject: string }[];
}

/** Who looks like whom, by keyed digests of normalised values; no personal value leaves the store. */
export interface Identity {
  settings(asker: Asker): Promise<IdentitySettings>;
  change(asker: Asker, settings: IdentitySettings): Promise<void>;
  /** Takes in the values that were recorded since. */
  refresh(asker: Asker, country: PhoneCountry): Promise<void>;
  /** Values that several contacts have; each contact only where a fact in force says so. */
  sharedValues(asker: Asker): Promise<readonly SharedValue[]>;
  /** The contacts that have any of these values now, whoever was known first at the beginning. */
  peopleWith(asker: Asker, values: readonly MatchValue[]): Promise<readonly string[]>;
  likelyEmployers(asker: Asker): Promise<readonly LikelyEmployer[]>;
  /** Merges, unmerges and decisions to keep apart that are in force. */
  decisions(asker: Asker): Promise<readonly Fact[]>;
  /** The leads of these contacts, oldest first. */
  leadsOf(asker: Asker, people: readonly string[]): Promise<readonly CapturedLead[]>;
  /** Leads that claims of several agreements go back to, in the claims as they were last determined. */
  overlappingLeads(asker: Asker, limit: number): Promise<readonly OverlappingLead[]>;
}
