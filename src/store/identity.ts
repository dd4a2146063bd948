import { createHmac, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { companyMatchValue, type MatchValue, matchValues, type SharedValue } from '#core/facts/identity/match.ts';
import type { PhoneCountry } from '#core/facts/identity/phone.ts';
import { present } from '#core/kernel/assert.ts';
import type { Identity, OverlappingLead } from '#usecases/identity-ports.ts';
import type { Database, Transaction } from './database.ts';
import { type FactRow, factColumns, factOf } from './log/fact-row.ts';

interface SettingRow {
  readonly match_key: Buffer;
  readonly merge_certain: boolean;
  readonly repeat_days: number;
  readonly up_to_seq: bigint;
}

/** A value still to be looked at; `value_digest` names it among the personal ones. */
interface Unread {
  readonly subject: string;
  readonly field: string;
  readonly value_digest: Buffer;
  readonly value: string;
}

const VALUES_AT_ONCE = 5_000;

export function identityIn(database: Database): Identity {
  return {
    settings: ({ workspace }) =>
      database.inWorkspace(workspace, async (transaction) => {
        const { merge_certain, repeat_days } = await settingOf(transaction);
        return { mergeCertain: merge_certain, repeatDays: repeat_days };
      }),
    change: ({ workspace }, { mergeCertain, repeatDays }) =>
      database.inWorkspace(workspace, async (transaction) => {
        await settingOf(transaction);
        await transaction.run(sql`
          update identity_setting set merge_certain = ${mergeCertain}, repeat_days = ${repeatDays} where workspace_id = ${workspace}`);
      }),
    async refresh({ workspace }, country) {
      await database.inWorkspace(workspace, takeInCompanies);
      while (await database.inWorkspace(workspace, (transaction) => takeInValues(transaction, country))) {
        // Page by page, so that no transaction holds on to the whole table.
      }
    },
    sharedValues: ({ workspace }) =>
      database.inWorkspace(workspace, async (transaction) => {
        const rows = await transaction.rows(sql<Omit<SharedValue, 'people'> & { people: string[] }>`
          with several as (
            select kind, digest from match_value
            where workspace_id = ${workspace} and kind in ('email', 'phone', 'crm_id') group by kind, digest having count(distinct subject) > 1
          ), held as (
            select m.kind, encode(m.digest, 'hex') as digest, bool_or(m.shared) as shared, m.subject
            from several as s
            join match_value as m on m.workspace_id = ${workspace} and m.kind = s.kind and m.digest = s.digest
            where ${inForce}
            group by m.kind, m.digest, m.subject
          )
          select kind, digest, bool_or(shared) as shared, array_agg(subject order by ${firstSeq('held')}) as people
          from held group by kind, digest having count(*) > 1 order by kind, digest`);
        return rows;
      }),
    peopleWith: ({ workspace }, values) =>
      database.inWorkspace(workspace, async (transaction) => {
        const { match_key } = await settingOf(transaction);
        const wanted = values.map(({ kind, text }) => `\\x${digestOf(match_key, kind, text).toString('hex')}`);
        const rows = await transaction.rows(sql<{ subject: string }>`
          select subject from (
            select distinct m.subject from match_value as m
            where m.workspace_id = ${workspace} and m.kind in ('email', 'phone', 'crm_id') and m.digest = any (${wanted}::bytea[]) and ${inForce}
          ) as held order by ${firstSeq('held')}`);
        return rows.map(({ subject }) => subject);
      }),
    likelyEmployers: ({ workspace }) =>
      database.inWorkspace(workspace, (transaction) =>
        transaction.rows(sql<{ person: string; company: string }>`
          select m.subject as person, min(c.subject) as company
          from match_value as m
          join company_domain as c on c.workspace_id = m.workspace_id and c.digest = m.digest
          where m.workspace_id = ${workspace} and m.kind = 'domain' and ${inForce}
            and not exists (
              select from effective_fact as f
              where f.workspace_id = m.workspace_id and f.subject = m.subject and f.kind = 'person.recorded' and f.data ? 'company'
            )
          group by m.subject having count(distinct c.subject) = 1 order by m.subject limit 500`),
      ),
    decisions: ({ workspace }) =>
      database.inWorkspace(workspace, async (transaction) => {
        const rows = await transaction.rows(sql<FactRow>`
          select ${sql.raw(factColumns.join(', '))} from effective_fact
          where workspace_id = ${workspace} and kind in ('person.merged', 'person.unmerged', 'person.kept_apart') order by seq`);
        return rows.map((row) => factOf(workspace, row));
      }),
    leadsOf: ({ workspace }, people) =>
      database.inWorkspace(workspace, async (transaction) => {
        const rows = await transaction.rows(sql<{ subject: string; person: string; captured_at: string }>`
          select subject, person, captured_at from lead
          where workspace_id = ${workspace} and person = any (${[...people]}) order by captured_at, subject`);
        return rows.map(({ subject, person, captured_at }) => ({ lead: subject, person, capturedAt: captured_at }));
      }),
    overlappingLeads: ({ workspace }, limit) =>
      database.inWorkspace(workspace, (transaction) =>
        transaction.rows(sql<OverlappingLead>`
          with recursive claimed as (
            select agreement_id, component, subject from claim where workspace_id = ${workspace} and last_result_at is not null
          ), going_back (root, subject) as (
            select distinct subject, subject from claimed
            union
            select r.root, l.to_subject from going_back as r
            join subject_link as l on l.workspace_id = ${workspace} and l.from_subject = r.subject
              and split_part(r.subject, ':', 1) in ('order', 'deal', 'appointment') and split_part(l.to_subject, ':', 1) in ('deal', 'lead')
          )
          select r.subject as lead,
            jsonb_agg(distinct jsonb_build_object('agreementId', c.agreement_id, 'component', c.component, 'subject', c.subject)) as claims
          from going_back as r join claimed as c on c.subject = r.root
          where r.subject like 'lead:%'
          group by r.subject having count(distinct c.agreement_id) > 1 order by r.subject limit ${limit}`),
      ),
  };
}

/** Whether a fact in force still says the personal value behind a row `m`. */
const inForce = sql<boolean>`exists (
  select from personal_value as v
  join effective_fact as f on f.workspace_id = v.workspace_id and f.subject = v.subject and f.kind = 'person.recorded'
    and f.data ->> v.field = v.commitment
  where v.workspace_id = m.workspace_id and v.subject = m.subject and v.field = m.field and v.digest = m.value_digest
)`;

/** The place of the first fact about a subject: who was known first. */
const firstSeq = (table: string) =>
  sql`(select min(f.seq) from fact as f where f.workspace_id = current_workspace() and f.subject = ${sql.ref(`${table}.subject`)})`;

async function settingOf(transaction: Transaction): Promise<SettingRow> {
  const { workspace } = transaction;
  await transaction.run(sql`
    insert into identity_setting (workspace_id, match_key) values (${workspace}, ${randomBytes(32)}) on conflict do nothing`);
  const [row] = await transaction.rows(sql<SettingRow>`
    select match_key, merge_certain, repeat_days, up_to_seq from identity_setting where workspace_id = ${workspace}`);
  return present(row, 'identity setting');
}

function digestOf(key: Buffer, kind: string, text: string): Buffer {
  return createHmac('sha256', key).update(`${kind}:${text}`).digest();
}

/** Looks at a page of personal values that nobody has looked at yet; answers whether there may be more. */
async function takeInValues(transaction: Transaction, country: PhoneCountry): Promise<boolean> {
  const { workspace } = transaction;
  const { match_key } = await settingOf(transaction);
  const unread = await transaction.rows(sql<Unread>`
    select v.subject, v.field, v.digest as value_digest, v.value from personal_value as v
    where v.workspace_id = ${workspace} and v.field in ('email', 'phone', 'crmId') and v.subject like 'person:%'
      and not exists (
        select from match_value as m
        where m.workspace_id = v.workspace_id and m.subject = v.subject and m.field = v.field and m.value_digest = v.digest
      )
    limit ${VALUES_AT_ONCE}`);
  const rows = unread.flatMap(({ subject, field, value_digest, value }) => {
    const origin = { subject, field, value_digest: bytea(value_digest) };
    const found = matchValues(field, value, country);
    if (found.length === 0) return [{ ...origin, kind: 'none', digest: bytea(value_digest), shared: false }];
    return found.map((match) => ({ ...origin, ...stored(match_key, match) }));
  });
  await keep(transaction, rows);
  return unread.length === VALUES_AT_ONCE;
}

/** What was said of companies since the last time. */
async function takeInCompanies(transaction: Transaction): Promise<void> {
  const { workspace } = transaction;
  const { match_key, up_to_seq } = await settingOf(transaction);
  const [head] = await transaction.rows(sql<{ size: bigint }>`select size from log_head where workspace_id = ${workspace}`);
  const size = head?.size ?? 0n;
  if (size <= up_to_seq) return;
  const named = await transaction.rows(sql<{ subject: string; domain: string }>`
    select distinct subject, data ->> 'domain' as domain from fact
    where workspace_id = ${workspace} and seq >= ${up_to_seq} and seq < ${size} and kind = 'company.recorded' and data ? 'domain'`);
  const rows = named.flatMap(({ subject, domain }) => {
    const match = companyMatchValue(domain);
    return match === undefined ? [] : [{ subject, digest: bytea(digestOf(match_key, match.kind, match.text)) }];
  });
  await transaction.run(sql`
    insert into company_domain (workspace_id, digest, subject)
    select ${workspace}, c.digest, c.subject from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c (digest bytea, subject text)
    on conflict do nothing`);
  await transaction.run(sql`update identity_setting set up_to_seq = ${size} where workspace_id = ${workspace} and up_to_seq < ${size}`);
}

interface MatchRow {
  readonly subject: string;
  readonly kind: string;
  readonly digest: string;
  readonly shared: boolean;
  readonly field: string;
  readonly value_digest: string;
}

function stored(key: Buffer, { kind, text, shared }: MatchValue) {
  return { kind, digest: bytea(digestOf(key, kind, text)), shared };
}

function bytea(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`;
}

async function keep(transaction: Transaction, rows: readonly MatchRow[]): Promise<void> {
  if (rows.length === 0) return;
  await transaction.run(sql`
    insert into match_value (workspace_id, subject, kind, digest, shared, field, value_digest)
    select ${transaction.workspace}, m.subject, m.kind, m.digest, m.shared, m.field, m.value_digest
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as m (subject text, kind text, digest bytea, shared boolean, field text, value_digest bytea)
    on conflict do nothing`);
}
