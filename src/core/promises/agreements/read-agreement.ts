import { type Definition, definitionHash } from '#core/definitions/definition.ts';
import { isObject, type JsonObject } from '#core/kernel/canonical-json.ts';
import { contentHashOf } from '#core/kernel/hash.ts';
import { formatDecimal, parseDecimalMinor } from '#core/kernel/money.ts';
import { ok, type Result, refuse, valueOrThrow } from '#core/kernel/result.ts';
import type { Agreement, ComponentClause, DefinitionBinding, PriceClause } from './agreement.ts';
import { agreementSchema } from './agreement-schema.ts';
import { agreementProblems } from './checks/registry.ts';

/** What every result contract must settle before anybody signs it (semantics 5). */
export const mandatoryParts = [
  'parties',
  'definitions',
  'baseline',
  'dataSources',
  'attribution',
  'components',
  'review',
  'settlement',
  'obligations',
  'exit',
  'dispute',
  'processing',
] as const;

/** The definitions that may be bound, by `key@version`. */
export type KnownDefinitions = ReadonlyMap<string, Definition>;

export function definitionRef(definition: { readonly key: string; readonly version: number }): string {
  return `${definition.key}@${definition.version}`;
}

/**
 * Reads a result contract from plain data and binds its definitions to the hashes of what is known under their names.
 * Refusals: agreement.incomplete with everything that is missing, agreement.document_invalid with every problem and its path.
 */
export function readAgreement(raw: unknown, known: KnownDefinitions): Result<Agreement> {
  if (!isObject(raw)) return refuse('agreement.document_invalid', { problems: ['an object with the parts of the contract is needed'] });
  const missing = mandatoryParts.filter((part) => isEmpty(raw[part]));
  if (missing.length > 0) return refuse('agreement.incomplete', { missing });
  const parsed = agreementSchema.safeParse(raw);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.map(String).join('.') || 'agreement'}: ${issue.message}`);
    return refuse('agreement.document_invalid', { problems });
  }
  const problems = agreementProblems(parsed.data as Agreement, known);
  if (problems.length > 0) return refuse('agreement.document_invalid', { problems });
  return ok(normalised(parsed.data as Agreement, known));
}

/** The content hash that both parties sign. */
export function agreementHash(agreement: Agreement): string {
  return contentHashOf(agreement as unknown as JsonObject);
}

function isEmpty(part: unknown): boolean {
  return (
    part === undefined || part === null || (Array.isArray(part) && part.length === 0) || (isObject(part) && Object.keys(part).length === 0)
  );
}

/** One written form: amounts with the currency's digits, bindings with hashes, absent clauses absent. */
function normalised(agreement: Agreement, known: KnownDefinitions): Agreement {
  const amount = (text: string) => formatDecimal(valueOrThrow(parseDecimalMinor(text, agreement.currency)), agreement.currency);
  return JSON.parse(
    JSON.stringify({
      ...agreement,
      definitions: agreement.definitions.map((binding): DefinitionBinding => {
        const definition = known.get(definitionRef(binding));
        return { key: binding.key, version: binding.version, hash: definition === undefined ? binding.hash : definitionHash(definition) };
      }),
      components: agreement.components.map((component) => normalisedComponent(component, amount)),
      settlement: { ...agreement.settlement, minimumPayout: amount(agreement.settlement.minimumPayout) },
    }),
  ) as Agreement;
}

function normalisedComponent(component: ComponentClause, amount: (text: string) => string): ComponentClause {
  const { caps, floor } = component;
  const cap = caps?.amount;
  return {
    ...component,
    price: normalisedPrice(component.price, amount),
    ...(caps === undefined ? {} : { caps: { ...caps, ...(cap === undefined ? {} : { amount: { ...cap, limit: amount(cap.limit) } }) } }),
    ...(floor === undefined ? {} : { floor: { ...floor, amount: amount(floor.amount) } }),
  };
}

function normalisedPrice(price: PriceClause, amount: (text: string) => string): PriceClause {
  switch (price.model) {
    case 'per_unit':
    case 'package':
    case 'fixed':
      return { ...price, amount: amount(price.amount) };
    case 'graduated':
    case 'volume':
      return { ...price, tiers: price.tiers.map((tier) => ({ ...tier, amount: amount(tier.amount) })) };
    case 'percentage':
      return price;
    case 'uplift':
      return { ...price, amountPerPoint: amount(price.amountPerPoint), limit: amount(price.limit) };
  }
}
