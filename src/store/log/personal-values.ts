import { createHmac, hash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { FactDraft } from '#core/facts/fact.ts';
import { factKinds } from '#core/facts/registry.ts';
import { assert } from '#core/kernel/assert.ts';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import type { Transaction } from '../database.ts';

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
}

const personalFields: ReadonlyMap<string, readonly string[]> = new Map(
  factKinds.map((kind) => [kind.name, Object.keys(kind.fields).filter((name) => kind.fields[name]?.personal === true)]),
);

/** The personal values a draft carries in clear, as pairs of field and value. */
function personalIn(draft: FactDraft): readonly (readonly [string, string])[] {
  const fields = personalFields.get(draft.kind) ?? [];
  const found: [string, string][] = [];
  for (const field of fields) {
    const value = draft.data[field];
    if (typeof value === 'string') found.push([field, value]);
  }
  return found;
}

export function hasPersonalValues(draft: FactDraft): boolean {
  const fields = personalFields.get(draft.kind);
  return fields !== undefined && fields.length > 0 && fields.some((field) => draft.data[field] !== undefined);
}

/**
 * Replaces personal values by `hmac-sha256:<hex>`. A value that the workspace already holds for the same subject and field keeps
 * its salt, so that the same statement always has the same content.
 */
export async function commitToPersonalValues(transaction: Transaction, drafts: readonly FactDraft[]): Promise<readonly CommittedDraft[]> {
  const known = new Map<string, Commitment>();
  const made = new Map<string, Commitment>();
  if (!drafts.some(hasPersonalValues)) return drafts.map((draft) => ({ draft, fresh: [] }));
  // Holding the lock of the log from here on, nobody else can draw another salt for the same value meanwhile.
  await transaction.run(sql`select from log_head where workspace_id = ${transaction.workspace} for update`);
  const subjects = [...new Set(drafts.filter(hasPersonalValues).map((draft) => draft.subject))];
  const rows = await transaction.rows(
    sql<Commitment>`select subject, field, digest, salt, value, commitment from personal_value
      where workspace_id = ${transaction.workspace} and subject = any (${subjects})`,
  );
  for (const row of rows) known.set(keyOf(row.subject, row.field, row.digest), row);
  return drafts.map((draft) => {
    const fresh: Commitment[] = [];
    const data: Record<string, JsonObject[string]> = { ...draft.data };
    for (const [field, value] of personalIn(draft)) {
      const digest = hash('sha256', value, 'buffer');
      const key = keyOf(draft.subject, field, digest);
      const commitment = known.get(key) ?? made.get(key) ?? committed(draft.subject, field, digest, value);
      if (!known.has(key)) {
        // Every draft that needs it brings it along, since any of them may be refused.
        made.set(key, commitment);
        fresh.push(commitment);
      }
      data[field] = commitment.commitment;
    }
    return { draft: { ...draft, data }, fresh };
  });
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
