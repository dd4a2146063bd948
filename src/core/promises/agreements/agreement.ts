import type { IsoDay } from '#core/kernel/instant.ts';

export interface Bilingual {
  readonly de: string;
  readonly en: string;
}

export interface Party {
  /** Short name used by `sign --as`. */
  readonly key: string;
  readonly name: string;
  /** Silence and hold-back are for businesses only. */
  readonly business: boolean;
  readonly vatId?: string;
}

export type Window = 'month' | 'quarter' | 'term';

/** Amounts in agreements are plain decimals of the agreement's currency, as people write them: "150.00". */
export type DecimalText = string;

export type PriceClause =
  | { readonly model: 'per_unit'; readonly amount: DecimalText }
  | { readonly model: 'graduated'; readonly window: Window; readonly tiers: readonly TierClause[] }
  /** The reached tier's price for all results of the month. */
  | { readonly model: 'volume'; readonly tiers: readonly TierClause[] }
  /** Charged on the first result of each started package. */
  | { readonly model: 'package'; readonly size: number; readonly amount: DecimalText; readonly window: Window }
  /** Of the contribution margin: follows with the metrics, refused until then. */
  | { readonly model: 'percentage'; readonly of: 'net_revenue' | 'contribution_margin'; readonly rateBasisPoints: number }
  /** A milestone. */
  | { readonly model: 'fixed'; readonly amount: DecimalText }
  /** Follows with the metrics, refused until then. */
  | { readonly model: 'uplift'; readonly metric: string; readonly amountPerPoint: DecimalText; readonly limit: DecimalText };

export interface TierClause {
  /** Inclusive; the last tier has none. */
  readonly upTo?: number;
  readonly amount: DecimalText;
}

export interface ComponentClause {
  readonly key: string;
  readonly title: Bilingual;
  /** `key@version` of the definition whose yes is the result. */
  readonly result: string;
  readonly price: PriceClause;
  /**
   * The result counts if it happened at most `days` x 24 h after the anchor, inclusive. A result dated before its lead was
   * captured was only recorded late and counts; one dated before its deal was won does not. A milestone counts from the first day
   * of the term.
   */
  readonly measurement: { readonly after: 'lead_captured' | 'deal_won' | 'term_begun'; readonly days: number };
  readonly dedup?: { readonly by: 'lead' | 'contact' | 'company' | 'deal' | 'order'; readonly days: number | 'forever' };
  readonly caps?: {
    readonly count?: CapClause<number>;
    readonly amount?: CapClause<DecimalText>;
  };
  /** The least that a window pays, whatever results it brings. */
  readonly floor?: { readonly amount: DecimalText; readonly window: Window };
  readonly holdBack?: HoldBackClause;
  readonly clawBack?: ClawBackClause;
  readonly milestone?: MilestoneClause;
  /** Where it differs from the agreement's. */
  readonly tax?: TaxClause;
}

export interface CapClause<Limit> {
  readonly limit: Limit;
  readonly window: Window;
  /** What lies above is outside the terms (`drop`, unless stated) or goes first in the next window (`carry`). */
  readonly above?: 'drop' | 'carry';
}

export interface HoldBackClause {
  readonly shareBasisPoints: number;
  /** Days after the result. */
  readonly releaseAfterDays: number;
  /** Released as soon as this is recorded, forfeited if it is recorded as failed; `otherwise` decides at the release date. */
  readonly condition?: { readonly when: 'paid' | 'retained'; readonly otherwise: 'release' | 'forfeit' };
  /** The end of the customer's subscription before the release forfeits it. */
  readonly forfeitOnEnd?: boolean;
}

/** What takes a valid result's pay back: a refunded order, a reversed payment, a reopened deal, an ended subscription. */
export type ClawBackEvent = 'refund' | 'chargeback' | 'deal_reopened' | 'churn';

export interface ClawBackClause {
  /** After the result. */
  readonly days: number;
  readonly events: readonly ClawBackEvent[];
  /** In proportion to the refunded net, or always the whole pay. */
  readonly takes: 'proportional' | 'full';
}

/** A deliverable: what proves it, what accepts it, until when, and what a delay costs that is not the client's. */
export interface MilestoneClause {
  readonly phase: number;
  readonly evidence: Bilingual;
  readonly acceptance: Bilingual;
  /** Days x 24 h from the first day of the term; requests that the client answers late move the end by their delay. */
  readonly dueWithinDays?: number;
  readonly late?: { readonly perDayBasisPoints: number; readonly atMostBasisPoints: number };
}

/** Data for documents; it changes no line. */
export interface TaxClause {
  readonly treatment: 'standard' | 'reduced' | 'zero' | 'reverse_charge' | 'small_business';
  readonly rateBasisPoints: number;
}

export interface PinnedRate {
  readonly currency: string;
  /** One unit of `currency` in the agreement's currency. */
  readonly rate: DecimalText;
  readonly on: IsoDay;
  readonly source: string;
}

export interface Obligation {
  readonly key: string;
  readonly text: Bilingual;
  readonly consequence?: Consequence;
}

/**
 * What follows if the obligation is not met, each bounded. `silence_counts`: claims count by silence (with review.silence);
 * `deadline_moves`: milestones become due later by the client's delay; `no_charge`: leads captured while the tracking of `source`
 * is lost are outside the terms; `may_pause`, `may_exit`: the other side may.
 */
export type Consequence =
  | { readonly kind: 'silence_counts' | 'deadline_moves' | 'may_pause' }
  | { readonly kind: 'no_charge'; readonly source: string }
  | { readonly kind: 'may_exit'; readonly afterBreaches: number };

/** The definition an agreement binds itself to, by the hash of its content. */
export interface DefinitionBinding {
  readonly key: string;
  readonly version: number;
  readonly hash: string;
}

/**
 * A result contract between client (payer) and partner (payee): readable wording and executable terms in one document. Its
 * identity is the hash of its canonical JSON; both parties sign that hash.
 */
export interface Agreement {
  readonly id: string;
  readonly version: number;
  readonly kind: 'result_contract';
  readonly title: Bilingual;
  readonly parties: { readonly payer: Party; readonly payee: Party };
  readonly currency: string;
  readonly timeZone: string;
  /** First and last day, both inside the term. */
  readonly term: { readonly from: IsoDay; readonly to: IsoDay };
  readonly definitions: readonly DefinitionBinding[];
  readonly dataSources: readonly { readonly source: string; readonly provides: Bilingual }[];
  readonly baseline:
    | { readonly notNeededBecause: Bilingual }
    | { readonly metric: string; readonly period: string; readonly value: string; readonly n: number; readonly source: string };
  readonly attribution: {
    readonly rule: 'first' | 'last' | 'last_non_direct';
    readonly lookBackDays: number;
    /** A touch is the partner's if every stated field holds one of its values. */
    readonly partnerTouches: {
      readonly source?: readonly string[];
      readonly medium?: readonly string[];
      readonly campaign?: readonly string[];
    };
  };
  readonly components: readonly ComponentClause[];
  readonly review: {
    readonly days: number;
    /** `accepted`: a claim counts when the payer accepts it. `proven`: at once; the payer may still reject inside the window. */
    readonly countsWhen: 'accepted' | 'proven';
    readonly reasons: readonly { readonly key: string; readonly label: Bilingual; readonly criterion?: string }[];
    /** Silence accepts, if a notice of it was delivered this soon after the review window began. Between businesses only. */
    readonly silence?: { readonly noticeWithinDays: number };
    /** A rejected lead that is won this many days after its capture is reviewed anew; 0: never. Default: the measurement window. */
    readonly wonAfterAllDays?: number;
  };
  readonly settlement: {
    readonly period: 'month';
    readonly lookBackDays: number;
    readonly runOutMonths: number;
    readonly minimumPayout: DecimalText;
    readonly rounding: 'half_up' | 'half_even';
  };
  readonly tax?: TaxClause;
  readonly rates?: readonly PinnedRate[];
  /** From version 2 on: the first day of the new terms, never before the last signature. */
  readonly effectiveFrom?: IsoDay;
  readonly obligations: { readonly payer: readonly Obligation[]; readonly payee: readonly Obligation[] };
  readonly exit: { readonly noticeDays: number; readonly text: Bilingual };
  readonly dispute: { readonly text: Bilingual; readonly payer: string; readonly payee: string; readonly arbiter?: string };
  readonly processing: { readonly article: '26' | '28'; readonly document: string; readonly on: IsoDay };
}
