import { createHmac, hash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { FactDraft } from '#core/facts/fact.ts';
import { type Fields, referencesIn } from '#core/facts/payload.ts';
import { isCommitment, type PersonalText, personalTextsIn, textAt, withTexts } from '#core/facts/personal.ts';
import { factKinds } from '#core/facts/registry.ts';
import { assert } from '#core/kernel/assert.ts';
import { type Refusal, refuse } from '#core/kernel/result.ts';
import type { Transaction } from '../database.ts';
import { erasedAmong, factsOfKeys, heldCommitments, keyOfDraft } from './personal-lookups.ts';

/** A personal value of a draft, its salt and what the fact carries instead. */
export interface Commitment {
  readonly subject: string;
  readonly field: string;
  readonly digest: Buffer;
  readonly salt: Buffer;
  readonly value: string;
  readonly commitment: string;
}

export interface CommittedDraft {
  readonly draft: FactDraft;
  /** Values the workspace did not hold before; kept only if the fact is recorded. */
  readonly fresh: readonly Commitment[];
  /** The fact would bring back what was erased. */
  readonly refusal?: Refusal;
}

/** Names of employees are held once for the whole workspace, not once for every fact that names them. */
export const STAFF = { subject: 'staff', field: 'name' } as const;

const personalFields: ReadonlyMap<string, Fields> = new Map(
  factKinds.flatMap((kind) => {
    const fields = Object.entries(kind.fields).filter(([, field]) => field.personal !== undefined);
    return fields.length === 0 ? [] : [[kind.name, Object.fromEntries(fields)] as const];
  }),
);
const allFields: ReadonlyMap<string, Fields> = new Map(factKinds.map((kind) => [kind.name, kind.fields]));

const NONE: readonly PersonalText[] = [];

function textsOf(draft: FactDraft): readonly PersonalText[] {
  const fields = personalFields.get(draft.kind);
  return fields === undefined ? NONE : personalTextsIn(fields, draft.data);
}

/** Whether a draft carries texts that do not belong into the log. */
export function hasPersonalValues(draft: FactDraft): boolean {
  return textsOf(draft).length > 0;
}

/** A text of a draft with the place where its value is held. */
interface Held extends PersonalText {
  readonly subject: string;
  readonly field: string;
  readonly digest: Buffer;
  readonly key: string;
}

function heldTexts(draft: FactDraft): readonly Held[] {
  return textsOf(draft).map((one) => {
    const { subject, field } = one.whose === 'staff' ? STAFF : { subject: draft.subject, field: one.path };
    const digest = hash('sha256', one.text, 'buffer');
    return { ...one, subject, field, digest, key: keyOf(subject, field, digest) };
  });
}

/**
 * Replaces personal values by `hmac-sha256:<hex>`. A value that the workspace already holds for the same subject and field keeps its salt, so
 * that the same statement always has the same content. What stands for an erased value can never be computed again: a fact that is in the log
 * already keeps what stands there, so that importing it again changes nothing, and nobody who was erased gets new values.
 */
export async function commitToPersonalValues(transaction: Transaction, drafts: readonly FactDraft[]): Promise<readonly CommittedDraft[]> {
  const texts = drafts.map(heldTexts);
  if (texts.every((held) => held.length === 0)) return drafts.map((draft) => ({ draft, fresh: [] }));
  // Holding the lock of the log from here on, nobody else can draw another salt for the same value meanwhile.
  await transaction.run(sql`select from log_head where workspace_id = ${transaction.workspace} for update`);
  const known = await knownCommitments(transaction, texts.flat());
  const erased = await erasedAmong(transaction, subjectsBehind(drafts, texts));
  const recorded = await standInsOfRecorded(transaction, drafts, texts, known);
  const made = new Map<string, Commitment>();
  return drafts.map((draft, place) => {
    const held = texts[place] ?? [];
    const gone = held.some(({ whose }) => whose === 'subject') ? subjectsOf(draft).find((subject) => erased.has(subject)) : undefined;
    if (gone !== undefined) return { draft, fresh: [], refusal: refuse('person.erased', { subject: gone }).refusal };
    const fresh: Commitment[] = [];
    const replaced = new Map<string, string>();
    for (const { subject, field, digest, key, path, text } of held) {
      const standIn = known.get(key)?.commitment ?? recorded.get(draft)?.get(path);
      if (standIn !== undefined) {
        replaced.set(path, standIn);
        continue;
      }
      const commitment = made.get(key) ?? committed(subject, field, digest, text);
      // Every draft that needs it brings it along, since any of them may be refused.
      made.set(key, commitment);
      fresh.push(commitment);
      replaced.set(path, commitment.commitment);
    }
    return { draft: replaced.size === 0 ? draft : { ...draft, data: withTexts(draft.data, replaced) }, fresh };
  });
}

async function knownCommitments(transaction: Transaction, held: readonly Held[]): Promise<ReadonlyMap<string, Commitment>> {
  const subjects = [...new Set(held.map(({ subject }) => subject))];
  const digests = [...new Set(held.map(({ digest }) => `\\x${digest.toString('hex')}`))];
  const rows = await transaction.rows(
    sql<Commitment>`select subject, field, digest, salt, value, commitment from personal_value
      where workspace_id = ${transaction.workspace} and subject = any (${subjects}) and digest = any (${digests}::bytea[])`,
  );
  return new Map(rows.map((row) => [keyOf(row.subject, row.field, row.digest), row]));
}

/** Whom a draft is about or names. */
function subjectsOf(draft: FactDraft): readonly string[] {
  return [draft.subject, ...referencesIn(allFields.get(draft.kind) ?? {}, draft.data)];
}

function subjectsBehind(drafts: readonly FactDraft[], texts: readonly (readonly Held[])[]): readonly string[] {
  const about = drafts.filter((_, place) => texts[place]?.some(({ whose }) => whose === 'subject'));
  return [...new Set(about.flatMap(subjectsOf))];
}

/**
 * What stands in the log for texts that are not held (any more), by draft and path: the commitment of an erased value, or the text itself where
 * it was recorded before its field was personal.
 */
async function standInsOfRecorded(
  transaction: Transaction,
  drafts: readonly FactDraft[],
  texts: readonly (readonly Held[])[],
  known: ReadonlyMap<string, Commitment>,
): Promise<ReadonlyMap<FactDraft, ReadonlyMap<string, string>>> {
  const found = new Map<FactDraft, ReadonlyMap<string, string>>();
  const asking = drafts.flatMap((draft, place) => {
    const missing = (texts[place] ?? []).filter(({ key }) => !known.has(key));
    return draft.externalId === undefined || missing.length === 0 ? [] : [{ draft, missing }];
  });
  if (asking.length === 0) return found;
  const recorded = await factsOfKeys(
    transaction,
    asking.map(({ draft }) => draft),
  );
  const commitments = [...recorded.values()].flatMap((data) => Object.values(data).flatMap(commitmentsBelow));
  const held = await heldCommitments(transaction, commitments);
  for (const { draft, missing } of asking) {
    const data = recorded.get(keyOfDraft(draft));
    if (data === undefined) continue;
    const standIns = new Map<string, string>();
    for (const { path, text } of missing) {
      const before = textAt(data, path);
      if (before === text || (isCommitment(before) && !held.has(before))) standIns.set(path, before);
    }
    found.set(draft, standIns);
  }
  return found;
}

function commitmentsBelow(value: unknown): readonly string[] {
  if (typeof value === 'string') return isCommitment(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(commitmentsBelow) : [];
}

function committed(subject: string, field: string, digest: Buffer, value: string): Commitment {
  const salt = randomBytes(16);
  return { subject, field, digest, salt, value, commitment: `hmac-sha256:${createHmac('sha256', salt).update(value).digest('hex')}` };
}

function keyOf(subject: string, field: string, digest: Buffer): string {
  return `${subject} ${field} ${digest.toString('base64')}`;
}

export async function keepPersonalValues(transaction: Transaction, commitments: readonly Commitment[]): Promise<void> {
  const distinct = [...new Set(commitments)];
  if (distinct.length === 0) return;
  const values = distinct.map((c) => ({
    subject: c.subject,
    field: c.field,
    digest: `\\x${c.digest.toString('hex')}`,
    commitment: c.commitment,
    salt: `\\x${c.salt.toString('hex')}`,
    value: c.value,
  }));
  const written = await transaction.run(sql`
    insert into personal_value (workspace_id, subject, field, digest, commitment, salt, value)
    select ${transaction.workspace}, v.subject, v.field, v.digest, v.commitment, v.salt, v.value
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb)
      as v (subject text, field text, digest bytea, commitment text, salt bytea, value text)
    `);
  assert(written === distinct.length, 'every new personal value is kept');
}
