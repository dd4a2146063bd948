import type { Definition } from '#core/definitions/definition.ts';
import { compileRule, type Rule } from '#core/definitions/rule.ts';
import { fromIso, type Instant, type IsoInstant } from '#core/kernel/instant.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Agreement, ComponentClause } from '#core/promises/agreements/agreement.ts';
import { definitionRef } from '#core/promises/agreements/read-agreement.ts';
import { settlementTerms } from './settlement-terms.ts';
import type { SettlementTerms } from './terms.ts';

/** An agreement in force, ready to judge claims: its terms, and for each component the compiled rule of its result. */
export interface Contract {
  readonly agreement: Agreement;
  /** `agreement:<id>`, as decisions name it. */
  readonly subject: string;
  readonly terms: SettlementTerms;
  /** Results before this instant are not this contract's: never before the last signature. */
  readonly effectiveFrom: Instant;
  readonly components: readonly { readonly clause: ComponentClause; readonly rule: Rule }[];
}

export function agreementSubject(agreementId: string): string {
  return `agreement:${agreementId}`;
}

/** Binds an agreement to its definitions. Refusals: definition.unknown, definition.rule_invalid. */
export function contractOf(agreement: Agreement, definitions: readonly Definition[], effectiveFrom: IsoInstant): Result<Contract> {
  const components: { clause: ComponentClause; rule: Rule }[] = [];
  for (const clause of agreement.components) {
    const definition = definitions.find((one) => definitionRef(one) === clause.result);
    if (definition === undefined) return refuse('definition.unknown', { definition: clause.result });
    const rule = compileRule(definition);
    if (!rule.ok) return rule;
    components.push({ clause, rule: rule.value });
  }
  const terms = settlementTerms(agreement);
  const from = Math.max(fromIso(effectiveFrom), terms.periods[0]?.from ?? 0);
  return ok({ agreement, subject: agreementSubject(agreement.id), terms, effectiveFrom: from, components });
}
