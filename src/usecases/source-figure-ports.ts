import type { IsoDay, IsoInstant } from '#core/kernel/instant.ts';
import type { LeadOrigin } from '#core/measures/sources/source-names.ts';
import type { Asker } from './ports.ts';

export interface FigureRange {
  /** Leads captured from here on, and before `until`. */
  readonly from: IsoInstant;
  readonly until: IsoInstant;
  /** Costs of these days, both included. */
  readonly fromDay: IsoDay;
  readonly untilDay: IsoDay;
  /** Money in other currencies is counted, never added. */
  readonly currency: string;
  /** By what a lead counts as qualified; null where no definition about leads is at work. */
  readonly definitionHash: string | null;
}

/** The steps on the way from a lead to an order; a lead that reached a later one has passed the ones before. */
export const funnelSteps = ['captured', 'contacted', 'qualified', 'deal', 'won'] as const;
export type FunnelStep = (typeof funnelSteps)[number];

/** The leads of one source that were captured in a range, and what came of them until now. */
export interface SourceLeads {
  readonly source: string;
  readonly leads: number;
  /** The definition says yes. */
  readonly qualified: number;
  /** Leads with a won deal. */
  readonly won: number;
  /** How many got to each step and no further, in the order of `funnelSteps`. */
  readonly furthest: readonly number[];
  /** Of those, how many will not go on: rejected, recycled, every deal lost, or not counted by the definition. */
  readonly ended: readonly number[];
  readonly withCampaign: number;
  readonly withPerson: number;
  /** Orders of deals whose first lead this is; where a deal has none, the won deal itself. */
  readonly orders: number;
  /** Net of these, refunds taken off. */
  readonly netMinor: bigint;
  readonly receivedMinor: bigint;
  /** Orders and deals in other currencies, which are in no sum. */
  readonly otherCurrency: number;
}

/** Costs as recorded about one source or campaign, by the system that said so. */
export interface SubjectCost {
  /** `source:…` or `campaign:…` */
  readonly subject: string;
  /** The system. */
  readonly origin: string;
  readonly minor: bigint;
  readonly facts: number;
  readonly otherCurrency: number;
}

/** A system that facts come from, and one of the imports it fed, if it did. */
export interface Connection {
  readonly origin: string;
  readonly importId: string | null;
  readonly facts: number;
  readonly recent: number;
  readonly lastAt: IsoInstant;
  readonly lastRecordedAt: IsoInstant;
}

/** How complete the leads are that one system brought. */
export interface ConnectionLeads {
  readonly origin: string;
  readonly leads: number;
  readonly unknownSource: number;
  readonly withCampaign: number;
  readonly withPerson: number;
}

export interface TrackingChange {
  readonly subject: string;
  readonly origin: string;
  readonly lost: boolean;
  readonly at: IsoInstant;
}

/** Figures by where leads come from. */
export interface SourceFigures {
  leads(asker: Asker, range: FigureRange): Promise<readonly SourceLeads[]>;
  costs(asker: Asker, range: FigureRange): Promise<readonly SubjectCost[]>;
  /** Every source with its campaigns, whenever it brought leads. */
  origins(asker: Asker): Promise<readonly LeadOrigin[]>;
  connections(asker: Asker, recentSince: IsoInstant): Promise<readonly Connection[]>;
  connectionLeads(asker: Asker, unknown: readonly string[]): Promise<readonly ConnectionLeads[]>;
  /** Oldest first. */
  tracking(asker: Asker): Promise<readonly TrackingChange[]>;
}
