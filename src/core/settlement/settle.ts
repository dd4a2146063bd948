import { present } from '#core/kernel/assert.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { ClaimHistory } from './claim.ts';
import { type ComponentHandOver, type HandOver, handOverOf, resumedState } from './hand-over.ts';
import { isNothing, isNumbered, type SettledLine } from './line.ts';
import { emptyState, settlePeriod } from './settle-component.ts';
import { componentKeys, knownVersions, lockInstants, newestTerms, type TermsHistory } from './terms-history.ts';

export interface Settlement {
  /** Lines of the periods settled, each period on its own view. Numbered lines stay even at 0.00: outside terms, but seen. */
  readonly lines: readonly SettledLine[];
  readonly handOver: HandOver;
}

/** Where an earlier settlement left off: what its locked periods hand over, and their lines of the claims at hand. */
export interface Earlier {
  readonly handOver: HandOver;
  readonly lockedLines: readonly SettledLine[];
}

/**
 * The lines of the periods up to `through`, each on its own view `min(cut, lock)` of versions and claims: a pure function of both.
 * With `earlier`, locked periods are taken from there instead of being settled again; the open periods come out the same.
 */
export function settle(
  allVersions: TermsHistory,
  claims: readonly ClaimHistory[],
  through: number,
  cut: Instant,
  earlier?: Earlier,
): Settlement {
  const atCut = knownVersions(allVersions, cut);
  const locks = lockInstants(atCut);
  const viewOf = (period: number) => Math.min(cut, present(locks[period], 'lock'));
  const from = earlier?.handOver.from ?? 0;
  const open = Math.max(from, Math.min(locks.filter((lock) => lock <= cut).length, through + 1));
  const lines: SettledLine[] = [];
  const handedOver: ComponentHandOver[] = [];
  for (const component of componentKeys(atCut)) {
    const histories = new Map(claims.filter((claim) => claim.component === component).map((claim) => [claim.subject, claim]));
    const given = earlier?.handOver.components.find(({ key }) => key === component);
    const state =
      given === undefined
        ? emptyState()
        : resumedState({ key: component, versions: atCut, viewOf, histories }, given, earlier?.lockedLines ?? []);
    for (let index = from; index <= through; index += 1) {
      if (index === open) handedOver.push(handOverOf(component, state));
      const view = viewOf(index);
      const versions = knownVersions(atCut, view);
      const context = { component, versions, terms: newestTerms(versions), index, view, viewOf, histories };
      lines.push(...settlePeriod(context, state).filter((line) => !isNothing(line) || isNumbered(line)));
    }
    if (open === through + 1) handedOver.push(handOverOf(component, state));
  }
  return { lines, handOver: { from: open, components: handedOver } };
}
