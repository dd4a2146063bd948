import { Client, type ClientConfig } from 'pg';

/**
 * The schema of a migrated database as text, read from the catalogues and the same on every version of PostgreSQL: what a table is, who may
 * do what with it, and which rows they see. pg_dump is not at hand, and its text differs by version.
 */
export async function describeSchema(connection: string | ClientConfig): Promise<string> {
  const client = new Client(connection);
  await client.connect();
  try {
    const parts: string[] = [];
    for (const { title, query } of sections) {
      const { rows } = await client.query<{ text: string }>(query);
      if (rows.length > 0) parts.push(`-- ${title}\n\n${rows.map(({ text }) => text.trim()).join('\n\n')}`);
    }
    return `-- Written by \`npm run schema\` from the migrated database, compared by a test. Change the migrations instead.\n\n${parts.join('\n\n')}\n`;
  } finally {
    await client.end();
  }
}

/** The job queue brings and migrates its own schema. */
const ours = `nspname not like 'pg\\_%' and nspname not in ('information_schema', 'job')`;

/** Rights of roles other than the owner; what MAINTAIN and its like add for owners differs by version. */
const rights = (acl: string, owner: string, on: string) => `(
  select string_agg(line, e'\\n' order by line collate "C") from (
    select format('grant %s on ${on} %s to %s;', string_agg(lower(a.privilege_type), ', ' order by a.privilege_type), name, coalesce(r.rolname, 'public')) as line
    from aclexplode(${acl}) as a left join pg_roles as r on r.oid = a.grantee
    where a.grantee <> ${owner} group by r.rolname) as grants)`;

const columns = `(
  select string_agg(format('  %I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
      case when d.adbin is null then '' when a.attgenerated <> '' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
        else ' default ' || pg_get_expr(d.adbin, d.adrelid) end,
      case when a.attnotnull then ' not null' else '' end), e',\\n' order by a.attnum)
  from pg_attribute as a left join pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)`;

/** NOT NULL stands with its column; since PostgreSQL 18 it is a constraint as well. */
const constraints = `(
  select string_agg(format('  constraint %I %s', k.conname, pg_get_constraintdef(k.oid)), e',\\n' order by k.contype desc, k.conname)
  from pg_constraint as k where k.conrelid = c.oid and k.contype in ('p', 'u', 'f', 'c', 'x'))`;

const indexes = `(
  select string_agg(pg_get_indexdef(i.indexrelid) || ';', e'\\n' order by i.indexrelid::regclass::text collate "C") from pg_index as i
  where i.indrelid = c.oid and not exists (select from pg_constraint as k where k.conindid = i.indexrelid))`;

const policies = `(
  select string_agg(format('create policy %I on %s as %s for %s to %s%s%s;', p.policyname, name, lower(p.permissive), lower(p.cmd),
      array_to_string(p.roles, ', '), ' using (' || p.qual || ')', ' with check (' || p.with_check || ')'), e'\\n' order by p.policyname collate "C")
  from pg_policies as p where p.schemaname = n.nspname and p.tablename = c.relname)`;

const sections = [
  {
    title: 'schemas',
    query: `select concat_ws(e'\\n', format('create schema %s;', name), ${rights('nspacl', 'nspowner', 'schema')}) as text
      from (select *, nspname::text as name from pg_namespace where ${ours}) as n where name <> 'public' order by name collate "C"`,
  },
  {
    title: 'types',
    query: `select format(e'create type %s as (\\n%s\\n);', name, ${columns}) as text
      from (select c.*, n.nspname, format('%s.%s', n.nspname, c.relname) as name from pg_class as c
        join pg_namespace as n on n.oid = c.relnamespace where c.relkind = 'c' and ${ours}) as c order by name collate "C"`,
  },
  {
    title: 'tables',
    query: `select concat_ws(e'\\n',
        format(e'create table %s (\\n%s\\n);', name, concat_ws(e',\\n', ${columns}, ${constraints})), ${indexes},
        case when c.relrowsecurity then format('alter table %s enable row level security;', name) end,
        case when c.relforcerowsecurity then format('alter table %s force row level security;', name) end,
        ${policies}, ${rights('c.relacl', 'c.relowner', 'table')}) as text
      from (select c.*, format('%s.%s', n.nspname, c.relname) as name from pg_class as c
        join pg_namespace as n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and ${ours}) as c
      join pg_namespace as n on n.oid = c.relnamespace order by name collate "C"`,
  },
  {
    title: 'views',
    query: `select concat_ws(e'\\n', format('create view %s%s as', name, ' with (' || array_to_string(c.reloptions, ', ') || ')'),
        ${rights('c.relacl', 'c.relowner', 'table')},
        (select string_agg(format('-- %s %s', a.attname, format_type(a.atttypid, a.atttypmod)), e'\\n' order by a.attnum)
          from pg_attribute as a where a.attrelid = c.oid and a.attnum > 0)) as text
      from (select c.*, format('%s.%s', n.nspname, c.relname) as name from pg_class as c
        join pg_namespace as n on n.oid = c.relnamespace where c.relkind in ('v', 'm') and ${ours}) as c order by name collate "C"`,
  },
  {
    title: 'functions',
    query: `select concat_ws(e'\\n', format('create %s %s(%s)%s language %s%s as', case f.prokind when 'p' then 'procedure' else 'function' end, f.called,
          pg_get_function_identity_arguments(f.oid), ' returns ' || pg_get_function_result(f.oid), l.lanname,
          case when f.prosecdef then ' security definer' else '' end),
        '$body$' || f.prosrc || '$body$;', ${rights('f.proacl', 'f.proowner', 'routine')}) as text
      from (select p.*, format('%s.%s', n.nspname, p.proname) as called,
          format('%s.%s(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) as name
        from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace where ${ours}) as f
      join pg_language as l on l.oid = f.prolang order by name collate "C"`,
  },
  {
    title: 'triggers',
    query: `select pg_get_triggerdef(t.oid) || ';' as text from pg_trigger as t join pg_class as c on c.oid = t.tgrelid
      join pg_namespace as n on n.oid = c.relnamespace where not t.tgisinternal and ${ours} order by t.tgname collate "C"`,
  },
] as const;
