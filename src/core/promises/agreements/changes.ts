import { canonicalJson, isObject, type Json } from '#core/kernel/canonical-json.ts';
import type { Agreement } from './agreement.ts';

/** One place where two versions of an agreement differ; empty where the place is missing. */
export interface AgreementChange {
  /** Such as `components.won-deal.price.amount`: parts of lists go by their key. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** What a later version changes, place by place; its own number and first day are left out. */
export function agreementChanges(before: Agreement, after: Agreement): readonly AgreementChange[] {
  const changes = changesBetween(before as unknown as Json, after as unknown as Json);
  return changes.filter(({ path }) => path !== 'version' && path !== 'effectiveFrom');
}

/** The leaves of two documents that differ; lists of parts with keys are compared by key. */
function changesBetween(before: Json | undefined, after: Json | undefined, path = ''): AgreementChange[] {
  const [a, b] = [partsOf(before), partsOf(after)];
  if (a !== undefined && b !== undefined) {
    const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return names.flatMap((name) => changesBetween(a[name], b[name], path === '' ? name : `${path}.${name}`));
  }
  const [was, is] = [textOf(before), textOf(after)];
  return was === is ? [] : [{ path, before: was, after: is }];
}

function partsOf(value: Json | undefined): Readonly<Record<string, Json | undefined>> | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  if (!Array.isArray(value)) return value as Readonly<Record<string, Json>>;
  const keyed = value.map((item: Json) => (isObject(item) ? item['key'] : undefined));
  if (keyed.length === 0 || keyed.some((key) => typeof key !== 'string')) return undefined;
  return Object.fromEntries(value.map((item: Json, index: number) => [String(keyed[index]), item]));
}

function textOf(value: Json | undefined): string {
  return value === undefined ? '' : typeof value === 'string' ? value : canonicalJson(value);
}
