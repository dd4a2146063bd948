import type { Fact } from '#core/facts/fact.ts';
import type { IsoInstant } from '#core/kernel/instant.ts';
import type { StoredDetermination } from './determination-ports.ts';
import type { Asker } from './ports.ts';

/** Where a lead stands. What became of its deals comes before what somebody said of it. */
export const leadStates = ['captured', 'handed_over', 'accepted', 'rejected', 'recycled', 'won', 'lost'] as const;
export type LeadState = (typeof leadStates)[number];

export const contactOutcomes = ['reached', 'no_answer', 'voicemail', 'replied'] as const;

/** Contacts of a lead so far, tries without an answer too. */
export interface LeadContacts {
  readonly firstAt: IsoInstant;
  readonly lastAt: IsoInstant;
  readonly lastOutcome: (typeof contactOutcomes)[number];
  readonly lastChannel: string;
  readonly tries: number;
  /** Somebody was reached or replied at least once. */
  readonly spoken: boolean;
}

/** A lead as the store knows it; names of people lie elsewhere. */
export interface StoredLead {
  readonly lead: string;
  readonly source: string;
  readonly medium: string | null;
  readonly campaign: string | null;
  readonly capturedAt: IsoInstant;
  readonly state: LeadState;
  readonly person: string | null;
  readonly company: string | null;
  readonly companyName: string | null;
  /** As it stands in the fact: an id, or what stands for a name. */
  readonly owner: string | null;
  readonly contacts: LeadContacts | null;
  /** Of the definition that was asked for; null if it says nothing of this lead or none was asked for. */
  readonly answer: StoredDetermination['answer'] | null;
}

export interface LeadFilter {
  readonly source?: string;
  readonly state?: LeadState;
  /** Under the definition of `definitionHash`; open includes rules that failed and leads nothing was determined of. */
  readonly answer?: 'yes' | 'no' | 'open';
  readonly notContacted?: boolean;
  /** Whoever is in charge, as facts name them. */
  readonly owners?: readonly string[];
  readonly capturedFrom?: IsoInstant;
  /** Leads of any of these: found by a search. */
  readonly among?: { readonly leads: readonly string[]; readonly persons: readonly string[]; readonly companies: readonly string[] };
}

export interface LeadPlace {
  readonly capturedAt: IsoInstant;
  readonly lead: string;
}

export interface LeadQuery extends LeadFilter {
  readonly definitionHash: string | null;
  /** The last lead of the page before. */
  readonly after?: LeadPlace;
  readonly limit: number;
}

/** By what a list can be narrowed, with how many leads each has. */
export interface LeadFacets {
  readonly count: number;
  readonly sources: readonly { readonly source: string; readonly leads: number }[];
  readonly owners: readonly { readonly owner: string; readonly leads: number }[];
}

export interface LeadDeal {
  readonly deal: string;
  readonly stage: string | null;
  readonly amountMinor: bigint | null;
  readonly currency: string | null;
  readonly wonAt: IsoInstant | null;
  readonly lostAt: IsoInstant | null;
  /** How many leads share it. */
  readonly leads: number;
}

export interface LeadOrder {
  readonly order: string;
  readonly deal: string | null;
  readonly netMinor: bigint;
  readonly refundedMinor: bigint;
  readonly receivedMinor: bigint;
  readonly currency: string;
  readonly placedAt: IsoInstant;
}

/** Everything that hangs on one lead. */
export interface LeadCourse {
  readonly deals: readonly LeadDeal[];
  readonly orders: readonly LeadOrder[];
  readonly appointments: readonly string[];
  /** In force, newest first, about the lead, its person, appointments, deals and orders. */
  readonly facts: readonly Fact[];
  readonly factCount: number;
}

/** What nobody has done yet, for the inbox. */
export interface WaitingQuery {
  readonly owners: readonly string[] | null;
  /** Leads before this are history and wait in the list, not in the inbox. */
  readonly since: IsoInstant;
  /** A lead without an answer is due again once its last try lies before this. */
  readonly triedBefore: IsoInstant;
  /** An untouched lead is overdue if it came before this. */
  readonly overdueBefore: IsoInstant;
  readonly definitionHash: string | null;
  readonly limit: number;
}

export interface WaitingLeads {
  /** How many there are, whatever the limit shows. */
  readonly counts: { readonly untouched: number; readonly unanswered: number; readonly open: number };
  /** Nobody has tried yet: the longest overdue, and the newest of those that are not, each up to the limit. */
  readonly untouched: readonly StoredLead[];
  /** Tried without an answer. */
  readonly unanswered: readonly StoredLead[];
  /** Spoken with, not decided, and the definition has open questions; the newest. */
  readonly open: readonly StoredLead[];
}

/** Lists of leads and what hangs on them. */
export interface Leads {
  list(asker: Asker, query: LeadQuery): Promise<readonly StoredLead[]>;
  facets(asker: Asker, filter: LeadFilter & { readonly definitionHash: string | null }): Promise<LeadFacets>;
  /** Everybody that leads are given to. */
  owners(asker: Asker): Promise<LeadFacets['owners']>;
  /** These leads, in no order. */
  byIds(asker: Asker, leads: readonly string[], definitionHash: string | null): Promise<readonly StoredLead[]>;
  course(asker: Asker, lead: string, person: string | null, limit: number): Promise<LeadCourse>;
  /** Companies whose name contains the text. */
  companiesNamed(asker: Asker, text: string, limit: number): Promise<readonly string[]>;
  /** Leads that the system they come from knows by this number. */
  numbered(asker: Asker, externalId: string, limit: number): Promise<readonly string[]>;
  waiting(asker: Asker, query: WaitingQuery): Promise<WaitingLeads>;
  /** The first lead that each of these appointments, deals and orders goes back to. */
  behind(asker: Asker, subjects: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
