import type { Json } from '#core/kernel/canonical-json.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { type Fields, type Payload, readFields, subjectTypeOf } from './payload.ts';

/** One kind of fact: its name `noun.happened`, its version, whom it is about and what it carries. */
export interface FactKind<F extends Fields = Fields> {
  readonly name: string;
  readonly version: number;
  readonly subjects: readonly string[];
  readonly fields: F;
}

export function factKind<const F extends Fields>(name: string, subjects: readonly string[], fields: F, version = 1): FactKind<F> {
  return { name, version, subjects, fields };
}

/** Checks subject and payload of a fact of this kind. Refusals: fact.subject_invalid, fact.payload_invalid. */
export function readPayload<F extends Fields>(kind: FactKind<F>, subject: string, data: Json): Result<Payload<F>> {
  const type = subjectTypeOf(subject);
  if (type === undefined || !kind.subjects.includes(type)) {
    return refuse('fact.subject_invalid', { kind: kind.name, subject: subject.slice(0, 100), expects: kind.subjects });
  }
  const read = readFields(kind.fields, data);
  return read.ok ? ok(read.value) : refuse(read.refusal.code, { kind: kind.name, ...read.refusal.params });
}
