import type { Definition } from '#core/definitions/definition.ts';
import { compileRule, type Rule } from '#core/definitions/rule.ts';
import type { Span } from '#core/facts/view.ts';
import { fromIso, type Instant, type IsoInstant } from '#core/kernel/instant.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Agreement, ComponentClause } from '#core/promises/agreements/agreement.ts';
import { definitionRef } from '#core/promises/agreements/read-agreement.ts';
import { settlementTerms } from './settlement-terms.ts';
import type { SettlementTerms } from './terms.ts';
import type { TermsVersion } from './terms-history.ts';

/** One signed version, ready to judge claims: its terms, and for each component the compiled rule of its result. */
export interface ContractVersion extends TermsVersion {
  /** As signed; `effectiveFrom` is never before the first period of its calendar and the version before. */
  readonly signedFrom: Instant;
  readonly agreement: Agreement;
  readonly components: readonly ContractComponent[];
}

export interface ContractComponent {
  readonly clause: ComponentClause;
  readonly rule: Rule;
}

/** A stretch of time whose leads are outside the terms: a pause, or lost tracking that the partner answers for. */
export interface Suspension {
  readonly from: Instant;
  /** Absent while it lasts. */
  readonly until?: Instant;
  /** Views that know of it. */
  readonly spans: readonly Span[];
}

/** An agreement in force with all its versions, its early end and its pauses, as one cut knows them. */
export interface Contract {
  /** `agreement:<id>`, as decisions name it. */
  readonly subject: string;
  /** Ascending by `effectiveFrom`, at least one. */
  readonly versions: readonly ContractVersion[];
  /** Of the newest version; its calendar goes furthest. */
  readonly agreement: Agreement;
  readonly terms: SettlementTerms;
  /** Results before this instant are not this contract's: never before the first version's last signature. */
  readonly effectiveFrom: Instant;
  readonly suspensions: readonly Suspension[];
}

/** A signed version of an agreement and since when it holds and is known. */
export interface SignedVersion {
  readonly agreement: Agreement;
  readonly effectiveFrom: IsoInstant;
  /** When the last signature was recorded. */
  readonly knownAt: IsoInstant;
}

export function agreementSubject(agreementId: string): string {
  return `agreement:${agreementId}`;
}

export function milestoneSubject(agreementId: string, component: string): string {
  return `milestone:${agreementId}.${component}`;
}

/** Binds an agreement that was never amended to its definitions. Refusals: definition.unknown, definition.rule_invalid. */
export function contractOf(agreement: Agreement, definitions: readonly Definition[], effectiveFrom: IsoInstant): Result<Contract> {
  return contractOfVersions([{ agreement, effectiveFrom, knownAt: effectiveFrom }], definitions);
}

/** Binds the versions of an agreement to their definitions. Refusals: definition.unknown, definition.rule_invalid. */
export function contractOfVersions(
  signed: readonly SignedVersion[],
  definitions: readonly Definition[],
  suspensions: readonly Suspension[] = [],
): Result<Contract> {
  const rules = new Map<string, Rule>();
  const versions: ContractVersion[] = [];
  for (const { agreement, effectiveFrom, knownAt } of signed) {
    const components: ContractComponent[] = [];
    for (const clause of agreement.components) {
      const rule = ruleOf(clause.result, definitions, rules);
      if (!rule.ok) return rule;
      components.push({ clause, rule: rule.value });
    }
    const terms = settlementTerms(agreement);
    const signedFrom = fromIso(effectiveFrom);
    const from = Math.max(signedFrom, terms.periods[0]?.from ?? 0, versions.at(-1)?.effectiveFrom ?? 0);
    versions.push({ agreement, terms, components, signedFrom, effectiveFrom: from, knownAt: fromIso(knownAt) });
  }
  const [first, newest] = [versions[0], versions.at(-1)];
  if (first === undefined || newest === undefined) return refuse('agreement.not_in_force', { agreement: '' });
  const { agreement, terms } = newest;
  const { effectiveFrom } = first;
  return ok({ subject: agreementSubject(agreement.id), versions, agreement, terms, effectiveFrom, suspensions });
}

/** The same definition is compiled once, so that versions which share it share its determinations. */
function ruleOf(result: string, definitions: readonly Definition[], compiled: Map<string, Rule>): Result<Rule> {
  const known = compiled.get(result);
  if (known !== undefined) return ok(known);
  const definition = definitions.find((one) => definitionRef(one) === result);
  if (definition === undefined) return refuse('definition.unknown', { definition: result });
  const rule = compileRule(definition);
  if (rule.ok) compiled.set(result, rule.value);
  return rule;
}
