import type { FactDraft } from '#core/facts/fact.ts';
import type { JsonObject } from '#core/kernel/canonical-json.ts';

const plain = { version: 1, occurredAt: '2026-01-05T09:00:00.000Z', source: 'crm', revision: 1, actor: 'member:test' };

export function draft(
  kind: string,
  subject: string,
  externalId: string | undefined,
  data: JsonObject,
  rest: Partial<FactDraft> = {},
): FactDraft {
  return { ...plain, kind, subject, data, ...(externalId === undefined ? {} : { externalId }), ...rest };
}

export function touch(externalId: string, data: JsonObject = { touch: 'visit' }, rest: Partial<FactDraft> = {}): FactDraft {
  return draft('touch.recorded', 'visitor:v1', externalId, data, rest);
}

export function retraction(factId: string, rest: Partial<FactDraft> = {}): FactDraft {
  return draft('fact.retracted', `fact:${factId}`, undefined, { fact: factId, reason: 'was never so', by: 'member:test' }, rest);
}
