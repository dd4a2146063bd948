import type { FactDraft } from '#core/facts/fact.ts';
import type { RetentionRule } from '#core/kernel/erasure-reasons.ts';
import type { IsoInstant } from '#core/kernel/instant.ts';
import type { Asker } from './ports.ts';

/** What the use cases about people need from the store beside the log. */
export interface PersonalValues {
  /** Contacts and employees of whom something held contains the text; a phone number is found by its digits. */
  find(asker: Asker, text: string, limit: number): Promise<readonly FoundPerson[]>;
  /** What belongs to a contact or to a lead that names none. */
  reach(asker: Asker, subject: string): Promise<Reach>;
  /** How many values of which field are held about these subjects. */
  held(asker: Asker, subjects: readonly string[]): Promise<readonly HeldValues[]>;
  /** Names of employees that equal one of the texts, letters' case aside, each with how many facts carry it. */
  employeeNames(
    asker: Asker,
    names: { readonly texts?: readonly string[]; readonly ids?: readonly string[] },
  ): Promise<readonly EmployeeName[]>;
  /** Deletes values and salts and records the facts that say so, in one transaction; `factsOf` is told how many values went. */
  erase(
    asker: Asker,
    what: { readonly subjects: readonly string[]; readonly commitments: readonly string[] },
    factsOf: (values: number) => readonly FactDraft[],
  ): Promise<number>;
  /** Contacts, and leads without one, of whom values are held and about whom nothing has happened since; a page at a time. */
  silentSince(asker: Asker, since: IsoInstant, after: string, limit: number): Promise<readonly string[]>;
  /** Names of employees that no fact since then carries. */
  namesUnusedSince(asker: Asker, since: IsoInstant): Promise<readonly EmployeeName[]>;
  /** How much free text stands only in facts older than this; with `erase` it is deleted. */
  freeTextBefore(asker: Asker, before: IsoInstant, erase: boolean): Promise<number>;
  noteRun(asker: Asker, run: RetentionRun): Promise<void>;
  /** Newest first. */
  runs(asker: Asker, limit: number): Promise<readonly RetentionRun[]>;
}

export interface FoundPerson {
  /** `person:...` of a contact, `staff:...` of an employee's name. */
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

export interface Reach {
  /** All that were merged into one, the asked one first. */
  readonly persons: readonly string[];
  readonly leads: readonly string[];
  readonly appointments: readonly string[];
  /** Deals all of whose leads are of this person. */
  readonly deals: readonly string[];
  readonly orders: readonly string[];
  /** Deals of a buying group: what is written there may be about others too. */
  readonly sharedDeals: readonly string[];
  readonly facts: number;
  readonly lastHeardAt: IsoInstant | null;
  /** Bought something: a won deal, an order or a subscription. */
  readonly isCustomer: boolean;
  readonly erased: boolean;
}

export interface HeldValues {
  readonly field: string;
  readonly count: number;
}

export interface EmployeeName {
  /** `staff:<commitment>` */
  readonly id: string;
  readonly name: string;
  readonly commitment: string;
  readonly facts: number;
}

/** One run of one rule, also one that found nothing to erase. */
export interface RetentionRun {
  readonly rule: RetentionRule;
  readonly months: number;
  /** What lies before this was due. */
  readonly before: IsoInstant;
  readonly ranAt: IsoInstant;
  readonly people: number;
  readonly values: number;
}
