import type { Rule } from '#core/definitions/rule.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Bilingual } from '#core/promises/agreements/agreement.ts';
import { definitionRef } from '#core/promises/agreements/read-agreement.ts';
import type { Asker, Ports } from './ports.ts';
import { type AdoptedRule, type DeterminingPorts, definitionsAtWork, refreshDeterminations } from './refresh-determinations.ts';

/** A definition about leads that is at work. */
export interface LeadDefinition {
  /** `key@version` */
  readonly definition: string;
  readonly title: Bilingual;
  /** A proposed agreement binds it. */
  readonly bound: boolean;
}

export interface ChosenDefinition {
  readonly definitions: readonly LeadDefinition[];
  /** Null where no definition about leads is at work. */
  readonly chosen: { readonly definition: string; readonly title: Bilingual; readonly hash: string; readonly rule: Rule } | null;
}

/**
 * The definitions about leads at work, and the one that lists and figures speak of: the named one, else the one that the newest agreement
 * binds, else the newest. Its determinations are up to date. Refusal: definition.unknown.
 */
export async function chooseLeadDefinition(
  ports: DeterminingPorts & Pick<Ports, 'documents'>,
  asker: Asker,
  named?: string,
): Promise<Result<ChosenDefinition>> {
  const rules = (await definitionsAtWork(ports, asker)).filter(({ rule }) => rule.definition.subject === 'lead');
  const proposed = (await ports.documents.agreements(asker)).toSorted((a, b) => (a.proposedAt < b.proposedAt ? -1 : 1));
  const boundAt = (hash: string) => proposed.findLastIndex(({ agreement }) => agreement.definitions.some((one) => one.hash === hash));
  const ranked = rules.toSorted(
    (a, b) => boundAt(b.stored.hash) - boundAt(a.stored.hash) || (a.stored.adoptedAt < b.stored.adoptedAt ? 1 : -1),
  );
  const isNamed = ({ stored }: AdoptedRule) => definitionRef(stored.definition) === named || stored.definition.key === named;
  const found = named === undefined ? ranked[0] : ranked.find(isNamed);
  if (named !== undefined && found === undefined) return refuse('definition.unknown', { definition: named.slice(0, 100) });
  if (found !== undefined) await refreshDeterminations(ports, asker, found.rule);
  const definitions = ranked.map(({ stored }) => ({
    definition: definitionRef(stored.definition),
    title: stored.definition.title,
    bound: boundAt(stored.hash) >= 0,
  }));
  if (found === undefined) return ok({ definitions, chosen: null });
  const { stored, rule } = found;
  const chosen = { definition: definitionRef(stored.definition), title: stored.definition.title, hash: stored.hash, rule };
  return ok({ definitions, chosen });
}
