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
  | { readonly model: 'percentage'; readonly of: 'net_revenue'; readonly rateBasisPoints: number };

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
   * captured was only recorded late and counts; one dated before its deal was won does not.
   */
  readonly measurement: { readonly after: 'lead_captured' | 'deal_won'; readonly days: number };
  readonly dedup?: { readonly by: 'lead' | 'contact' | 'company' | 'deal' | 'order'; readonly days: number | 'forever' };
  readonly caps?: {
    readonly count?: { readonly limit: number; readonly window: Window };
    readonly amount?: { readonly limit: DecimalText; readonly window: Window };
  };
}

export interface Obligation {
  readonly key: string;
  readonly text: Bilingual;
}

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
  };
  readonly settlement: {
    readonly period: 'month';
    readonly lookBackDays: number;
    readonly runOutMonths: number;
    readonly minimumPayout: DecimalText;
    readonly rounding: 'half_up' | 'half_even';
  };
  readonly obligations: { readonly payer: readonly Obligation[]; readonly payee: readonly Obligation[] };
  readonly exit: { readonly noticeDays: number; readonly text: Bilingual };
  readonly dispute: { readonly text: Bilingual; readonly payer: string; readonly payee: string; readonly arbiter?: string };
  readonly processing: { readonly article: '26' | '28'; readonly document: string; readonly on: IsoDay };
}
