import { present } from '#core/kernel/assert.ts';
import type { Instant } from '#core/kernel/instant.ts';
import { type ComponentTerms, type Price, type SettlementTerms, type Window, windowKey } from './terms.ts';

/** One version of an agreement as settlement sees it: from when it holds, and since when views know of it. */
export interface TermsVersion {
  readonly effectiveFrom: Instant;
  /** Views before this instant settle without it. */
  readonly knownAt: Instant;
  readonly terms: SettlementTerms;
}

/** All versions in force, ascending by `effectiveFrom`; the first also holds for everything before it. Never empty. */
export type TermsHistory = readonly TermsVersion[];

/** The history of an agreement that was never amended. */
export function unamended(terms: SettlementTerms): TermsHistory {
  return [{ effectiveFrom: Number.NEGATIVE_INFINITY, knownAt: Number.NEGATIVE_INFINITY, terms }];
}

/** The versions that a view knows; the first is always known, for without it there would be nothing to settle. */
export function knownVersions(versions: TermsHistory, view: Instant): TermsHistory {
  return versions.length === 1 ? versions : versions.filter(({ knownAt }, index) => index === 0 || knownAt <= view);
}

/** The terms in force at an instant. */
export function termsAt(versions: TermsHistory, at: Instant): SettlementTerms {
  for (let index = versions.length - 1; index > 0; index -= 1) {
    const version = present(versions[index], 'version');
    if (version.effectiveFrom <= at) return version.terms;
  }
  return present(versions[0], 'first version').terms;
}

/** The newest terms: their calendar is the one that goes furthest. */
export function newestTerms(versions: TermsHistory): SettlementTerms {
  return present(versions.at(-1), 'newest version').terms;
}

export function componentAt(versions: TermsHistory, key: string, at: Instant): ComponentTerms | undefined {
  return termsAt(versions, at).components.find((component) => component.key === key);
}

export function componentKeys(versions: TermsHistory): readonly string[] {
  return [...new Set(versions.flatMap(({ terms }) => terms.components.map(({ key }) => key)))];
}

/** `lockAt(p) = max(lockAt(p-1), end(p) + the look-back in force at start(p))`; after it the lines of a period never change. */
export function lockInstants(versions: TermsHistory): readonly Instant[] {
  let previous = Number.NEGATIVE_INFINITY;
  return newestTerms(versions).periods.map((period) => {
    previous = Math.max(previous, period.until + termsAt(versions, period.from).lookBackMs);
    return previous;
  });
}

/**
 * The clause that governs a period: a window that has begun keeps its clause to its end, then the version in force at the start of
 * the next one applies.
 */
export function windowedClause<Clause extends { readonly window: Window }>(
  versions: TermsHistory,
  key: string,
  index: number,
  pick: (component: ComponentTerms) => Clause | undefined,
): Clause | undefined {
  const clauseAtStart = (at: Instant) => {
    const component = componentAt(versions, key, at);
    return component === undefined ? undefined : pick(component);
  };
  const { periods } = newestTerms(versions);
  const periodAt = (place: number) => present(periods[place], 'period');
  if (versions.length === 1) return clauseAtStart(periodAt(index).from);
  let running: Clause | undefined;
  for (let place = 0; place <= index; place += 1) {
    const period = periodAt(place);
    const goesOn =
      place > 0 && running !== undefined && windowKey(period, running.window) === windowKey(periodAt(place - 1), running.window);
    if (!goesOn) running = clauseAtStart(period.from);
  }
  return running;
}

/** Prices whose amount depends on a place in a window. */
export type TieredPrice = Extract<Price, { model: 'graduated' | 'package' | 'volume' }>;

export function isTiered(price: Price): price is TieredPrice {
  return price.model === 'graduated' || price.model === 'package' || price.model === 'volume';
}

/** The price of a result placed in a period: the version in force at the result; tiers as they were at the start of their window. */
export function priceOf(versions: TermsHistory, component: ComponentTerms, index: number): Price {
  if (versions.length === 1 || !isTiered(component.price)) return component.price;
  const running = windowedClause(versions, component.key, index, ({ price }) => (isTiered(price) ? withWindow(price) : undefined));
  return running?.price ?? component.price;
}

function withWindow(price: TieredPrice): { readonly window: Window; readonly price: TieredPrice } {
  return { window: price.model === 'volume' ? 'month' : price.window, price };
}
