-- The application works as belegbar_app: it owns nothing and bypasses nothing. Whoever migrates owns the tables.
do $$
begin
  if not exists (select from pg_roles where rolname = 'belegbar_app') then
    create role belegbar_app nologin;
  end if;
exception
  -- Another database of the same cluster is being migrated at the same moment.
  when duplicate_object or unique_violation then null;
end
$$;

do $$
begin
  if not pg_has_role(current_user, 'belegbar_app', 'member') then
    execute format('grant belegbar_app to %I', current_user);
  end if;
end
$$;

-- Which workspaces there are is no domain data of any one of them; on Citus this is a reference table.
create schema directory;
grant usage on schema directory to belegbar_app;

create table directory.workspace (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  currency text not null,
  time_zone text not null,
  purpose text not null check (purpose in ('real', 'demo', 'test')),
  created_at timestamptz not null
);
grant select, insert on directory.workspace to belegbar_app;

grant usage on schema migration to belegbar_app;
grant select on migration.applied to belegbar_app;

-- The workspace of the running transaction; without one no row of any domain table is visible.
create function current_workspace() returns uuid
  language sql stable
  as $$ select nullif(current_setting('belegbar.workspace', true), '')::uuid $$;

-- Confines a domain table to the workspace of the transaction, for its owner too.
create procedure confine_to_workspace(p_table regclass)
  language plpgsql
  as $$
begin
  execute format('alter table %s enable row level security', p_table);
  execute format('alter table %s force row level security', p_table);
  execute format(
    'create policy workspace_only on %s using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()))',
    p_table
  );
end
$$;
revoke execute on procedure confine_to_workspace(regclass) from public;
