import type { IsoDay, IsoInstant } from '#core/kernel/instant.ts';
import type { LeakKind } from '#core/measures/leaks/leaks.ts';
import type { MeasuredCycle } from '#core/measures/money-back/money-back.ts';
import type { MovedFigure } from '#core/measures/money-back/money-moved.ts';
import type { Asker } from './ports.ts';

/** From (inclusive) to until (exclusive). */
export interface Stretch {
  readonly from: IsoInstant;
  readonly until: IsoInstant;
}

/** The sum of one figure in one currency; minor units. */
export interface MovedSum {
  readonly figure: MovedFigure;
  readonly currency: string;
  readonly minor: bigint;
  /** Without value-added tax, where it is known; differs from `minor` only for what was received. */
  readonly netMinor: bigint;
  readonly count: number;
  readonly withoutTax: number;
}

/** One case behind a figure: a fact with its amount, which is null where there is none. */
export interface TodayCase {
  readonly factId: string;
  readonly kind: string;
  readonly subject: string;
  readonly externalId: string | null;
  readonly at: IsoInstant;
  readonly source: string;
  readonly minor: bigint | null;
  readonly currency: string | null;
}

export interface CountedMoney {
  readonly currency: string;
  readonly minor: bigint;
  readonly count: number;
}

/** Leads of a stretch that nobody has called, met, offered to or judged. */
export interface UntouchedLeads {
  readonly count: number;
  readonly firstAt: IsoInstant | null;
}

/** What a cost was recorded for, by the ids it was recorded with. */
export interface CostOfSubject extends CountedMoney {
  readonly subject: string;
  readonly sources: readonly string[];
}

export interface SourceOfLeads {
  readonly source: string;
  readonly leads: number;
  readonly won: number;
}

/** What came in for one statement in one currency; minor units. */
export interface ReceivedOnStatement {
  readonly statement: string;
  readonly currency: string;
  readonly minor: bigint;
}

export interface PlanFigures {
  readonly recentLeads: number;
  readonly recentContacted: number;
  readonly recentWithinHour: number;
  readonly contacts: number;
  readonly orders: number;
  readonly payments: number;
  readonly facts: number;
}

/** The figures behind Heute; each is one question to the store. */
export interface TodayFigures {
  moneyMoved(asker: Asker, stretch: Stretch): Promise<readonly MovedSum[]>;
  movedCases(asker: Asker, stretch: Stretch, figure: MovedFigure, limit: number): Promise<readonly TodayCase[]>;
  cycle(asker: Asker, wonSince: IsoInstant): Promise<MeasuredCycle>;
  staleOffers(asker: Asker, opened: Stretch): Promise<readonly CountedMoney[]>;
  unpaidInvoices(asker: Asker, issuedSince: IsoInstant, today: IsoDay): Promise<readonly CountedMoney[]>;
  untouchedLeads(asker: Asker, captured: Stretch): Promise<UntouchedLeads>;
  leakCases(
    asker: Asker,
    leak: Extract<LeakKind, 'stale_offers' | 'unpaid_invoices' | 'untouched_leads'>,
    stretch: Stretch,
    today: IsoDay,
    limit: number,
  ): Promise<readonly TodayCase[]>;
  costsBySubject(asker: Asker, stretch: Stretch): Promise<readonly CostOfSubject[]>;
  sourcesOfLeads(asker: Asker, capturedSince: IsoInstant): Promise<readonly SourceOfLeads[]>;
  planFigures(asker: Asker, since: IsoInstant, recentSince: IsoInstant): Promise<PlanFigures>;
  /** What was received for these statements per currency, less what was taken back; only of statements the caller was shown. */
  receivedOnStatements(asker: Asker, statements: readonly string[]): Promise<readonly ReceivedOnStatement[]>;
}
