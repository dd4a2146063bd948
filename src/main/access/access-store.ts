import { getRandomValues, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { present } from '#core/kernel/assert.ts';
import type { Role } from '#core/kernel/permissions.ts';
import type { Access, AccessSettings, ApiKey, ApiKeys, Member, Membership, People, Person, SignInLinks } from '#usecases/access-ports.ts';
import { invitationsIn } from './invitation-store.ts';

/** People, one-time links and API keys in the schema `auth`; the pool works as the role that sees nothing else. */
export function accessIn(pool: Pool): Access {
  return {
    people: people(pool),
    links: signInLinks(pool),
    keys: apiKeys(pool),
    invitations: invitationsIn(pool),
    settings: settings(pool),
    random: (byteCount) => getRandomValues(new Uint8Array(byteCount)),
  };
}

const AGREEMENTS = `array(
  select a.agreement_id from auth.member_agreement as a
  where a.workspace_id = m.workspace_id and a.person_id = m.person_id order by a.agreement_id)`;

/** Of the people in `met`; a link being used in the same statement does not count yet. */
const RESET_UNPROVEN = `unproven as (
    select person_id from met where not exists (
      select from auth.sign_in_link as l where l.person_id = met.person_id and l.used_at is not null)
  ), passwords as (delete from auth.account where person_id in (select person_id from unproven)
  ), sessions as (delete from auth.session where person_id in (select person_id from unproven)
  ), factors as (delete from auth.two_factor where person_id in (select person_id from unproven)
  ), one_step as (update auth.person set two_factor_enabled = false where id in (select person_id from unproven))`;

function people(pool: Pool): People {
  return {
    async findOrAdd(email, name) {
      // The update changes nothing; it makes the row come back when the person is known.
      const { rows } = await pool.query<Person>(
        `insert into auth.person (id, email, name) values ($1, lower($2), $3)
         on conflict (email) do update set email = excluded.email returning id, name, email`,
        [randomUUID(), email, name],
      );
      return present(rows[0], 'the person');
    },
    async rename(person, name) {
      await pool.query('update auth.person set name = $2 where id = $1', [person, name]);
    },
    async speak(person, language) {
      await pool.query('update auth.person set language = $2 where id = $1', [person, language]);
    },
    async findByEmail(email) {
      const { rows } = await pool.query<Person>('select id, name, email from auth.person where email = lower($1)', [email]);
      return rows[0];
    },
    async join(person, { workspace, role, party, agreements }) {
      // One statement, so that nobody meets a partner between its old agreements and its new ones.
      await pool.query(
        `with joined as (
           insert into auth.member (workspace_id, person_id, role, party) values ($1, $2, $3, $4)
           on conflict (workspace_id, person_id) do update set role = excluded.role, party = excluded.party
         ), left_out as (
           delete from auth.member_agreement where workspace_id = $1 and person_id = $2 and agreement_id <> all ($5)
         )
         insert into auth.member_agreement select $1, $2, a from unnest($5::text[]) as a on conflict do nothing`,
        [workspace, person, role, party, agreements],
      );
    },
    async membershipsOf(person) {
      const { rows } = await pool.query<Membership>(
        `select m.workspace_id as workspace, m.role, m.party, ${AGREEMENTS} as agreements from auth.member as m where m.person_id = $1`,
        [person],
      );
      return rows;
    },
    async membersOf(workspace) {
      const { rows } = await pool.query<Omit<Member, 'joinedAt'> & { joinedAt: Date }>(
        `select p.id, p.name, p.email, m.role, m.party, ${AGREEMENTS} as agreements, m.joined_at as "joinedAt",
           p.two_factor_enabled as "secondFactor"
         from auth.member as m join auth.person as p on p.id = m.person_id where m.workspace_id = $1`,
        [workspace],
      );
      return rows.map((row) => ({ ...row, joinedAt: row.joinedAt.toISOString() }));
    },
    async forget(person, workspace) {
      await pool.query(
        `with gone as (delete from auth.member where workspace_id = $1 and person_id = $2)
         delete from auth.invitation where workspace_id = $1 and email = (select email from auth.person where id = $2)`,
        [workspace, person],
      );
      // Sessions, links and passwords go with the account.
      await pool.query('delete from auth.person where id = $1 and not exists (select from auth.member where person_id = $1)', [person]);
    },
    async endSecondFactor(person) {
      await pool.query(
        `with gone as (delete from auth.two_factor where person_id = $1), out as (delete from auth.session where person_id = $1)
         update auth.person set two_factor_enabled = false where id = $1`,
        [person],
      );
    },
    async resetUnproven(person) {
      await pool.query(`with met as (select $1::text as person_id), ${RESET_UNPROVEN} select 1`, [person]);
    },
    async leave(person, workspace) {
      await pool.query('delete from auth.member where workspace_id = $1 and person_id = $2', [workspace, person]);
      await pool.query('delete from auth.session where person_id = $1 and not exists (select from auth.member where person_id = $1)', [
        person,
      ]);
    },
  };
}

function signInLinks(pool: Pool): SignInLinks {
  return {
    async save({ tokenHash, person, expiresAt }) {
      await pool.query('insert into auth.sign_in_link (token_hash, person_id, expires_at) values ($1, $2, $3)', [
        tokenHash,
        person,
        expiresAt,
      ]);
    },
    async use(tokenHash) {
      const { rows } = await pool.query<Person>(
        `with met as (
           update auth.sign_in_link set used_at = now() where token_hash = $1 and used_at is null and expires_at > now() returning person_id
         ), ${RESET_UNPROVEN}
         select p.id, p.name, p.email from auth.person as p join met on met.person_id = p.id`,
        [tokenHash],
      );
      return rows[0];
    },
  };
}

interface KeyRow {
  readonly id: string;
  readonly workspace: string;
  readonly name: string;
  readonly scopes: ApiKey['scopes'];
  readonly startsWith: string;
  readonly party: string | null;
  readonly agreements: readonly string[];
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

const KEY_COLUMNS =
  'id, workspace_id as workspace, name, scopes, starts_with as "startsWith", party, agreements, created_by as "createdBy", created_at as "createdAt", last_used_at as "lastUsedAt"';

function apiKeys(pool: Pool): ApiKeys {
  return {
    async save(key) {
      const { rows } = await pool.query<KeyRow>(
        `insert into auth.api_key (id, workspace_id, name, scopes, secret_hash, starts_with, created_by, party, agreements)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ${KEY_COLUMNS}`,
        [key.id, key.workspace, key.name, key.scopes, key.secretHash, key.startsWith, key.createdBy, key.party, key.agreements],
      );
      return keyOf(present(rows[0], 'the key'));
    },
    async list(workspace) {
      const { rows } = await pool.query<KeyRow>(
        `select ${KEY_COLUMNS} from auth.api_key where workspace_id = $1 and revoked_at is null order by created_at`,
        [workspace],
      );
      return rows.map(keyOf);
    },
    async findBySecretHash(secretHash) {
      const { rows } = await pool.query<KeyRow>(`select ${KEY_COLUMNS} from auth.api_key where secret_hash = $1 and revoked_at is null`, [
        secretHash,
      ]);
      const row = rows[0];
      if (row === undefined) return undefined;
      // Once a minute says enough about the use of a key and spares the write.
      await pool.query(
        `update auth.api_key set last_used_at = now() where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
        [row.id],
      );
      return keyOf(row);
    },
    async revoke(workspace, id) {
      const { rowCount } = await pool.query(
        'update auth.api_key set revoked_at = now() where workspace_id = $1 and id::text = $2 and revoked_at is null',
        [workspace, id],
      );
      return rowCount === 1;
    },
  };
}

function keyOf(row: KeyRow): ApiKey {
  return { ...row, createdAt: row.createdAt.toISOString(), lastUsedAt: row.lastUsedAt?.toISOString() ?? null };
}

function settings(pool: Pool): AccessSettings {
  return {
    async secondFactorRoles(workspace) {
      const { rows } = await pool.query<{ roles: Role[] }>(
        'select second_factor_roles as roles from auth.workspace_setting where workspace_id = $1',
        [workspace],
      );
      return rows[0]?.roles ?? [];
    },
    async demandSecondFactor(workspace, roles) {
      await pool.query(
        `insert into auth.workspace_setting (workspace_id, second_factor_roles) values ($1, $2)
         on conflict (workspace_id) do update set second_factor_roles = excluded.second_factor_roles`,
        [workspace, roles],
      );
    },
  };
}

/** The secret that signs cookies, drawn once per database so that sessions survive a restart and hold on every server. */
export async function sessionSecret(pool: Pool): Promise<string> {
  const drawn = Buffer.from(getRandomValues(new Uint8Array(32))).toString('hex');
  await pool.query(`insert into auth.setting (key, value) values ('session_secret', $1) on conflict (key) do nothing`, [drawn]);
  const { rows } = await pool.query<{ value: string }>(`select value from auth.setting where key = 'session_secret'`);
  return present(rows[0], 'the secret of sessions').value;
}

/** Remembers where people reach the server, so that links made by a command lead there. */
export async function keepPublicUrl(pool: Pool, publicUrl: string): Promise<void> {
  await pool.query(
    `insert into auth.setting (key, value) values ('public_url', $1) on conflict (key) do update set value = excluded.value`,
    [publicUrl],
  );
}

/** Where people reach the server that ran last on this database. */
export async function lastPublicUrl(pool: Pool): Promise<string | undefined> {
  const { rows } = await pool.query<{ value: string }>(`select value from auth.setting where key = 'public_url'`);
  return rows[0]?.value;
}
