import type { PoolClient } from 'pg';
import { present } from '#core/kernel/assert.ts';
import type { AnswerRow, Delivery } from './append-call.ts';

const STATEMENTS: Readonly<Record<string, string>> = {
  append_facts:
    'select * from append_facts($1, array(select f from jsonb_populate_recordset(null::incoming_fact, $2) as f), $3, $4, $5, $6)',
  append_facts_carefully:
    'select * from append_facts_carefully($1, array(select f from jsonb_populate_recordset(null::incoming_fact, $2) as f), $3, $4, $5)',
};

const ONE = 'select * from append_fact($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)';

/** One round trip per call: facts travel as one JSON parameter of a prepared statement, a single one as plain parameters. */
export function deliverJson(client: PoolClient, workspace: string, now: string | null): Delivery {
  const query = async (name: string, text: string, values: readonly unknown[]) =>
    (await client.query<AnswerRow & unknown[]>({ name, text, values: [...values], rowMode: 'array' })).rows;
  return {
    now,
    importId: null,
    call: (facts, name, rest) => query(name, present(STATEMENTS[name], 'statement'), [workspace, JSON.stringify(facts), ...rest]),
    callOne: (fact, at, touched) =>
      query('append_fact', ONE, [
        workspace,
        at,
        touched,
        fact.id,
        fact.kind,
        fact.version,
        fact.subject,
        fact.occurred_at,
        fact.day_precision,
        fact.source,
        fact.external_id,
        fact.revision,
        fact.actor,
        fact.content_hash,
        JSON.stringify(fact.data),
        fact.links,
      ]),
  };
}
