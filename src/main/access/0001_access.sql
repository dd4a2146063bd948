-- Who may come in. No domain data: nothing here is settled, sealed or proven. A role of its own, so that the role of the domain
-- tables sees no session and no key, and this one no fact.
do $$
begin
  if not exists (select from pg_roles where rolname = 'belegbar_access') then
    create role belegbar_access nologin;
  end if;
exception
  -- Another database of the same cluster is being migrated at the same moment.
  when duplicate_object or unique_violation then null;
end
$$;

do $$
begin
  if not pg_has_role(current_user, 'belegbar_access', 'member') then
    execute format('grant belegbar_access to %I', current_user);
  end if;
end
$$;

create schema auth;
grant usage on schema auth to belegbar_access;

create table auth.setting (
  key text primary key,
  value text not null
);

-- The four tables of the session library, in our spelling.
create table auth.person (
  id text primary key,
  name text not null,
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table auth.session (
  id text primary key,
  person_id text not null references auth.person (id) on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on auth.session (person_id);

create table auth.account (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  person_id text not null references auth.person (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on auth.account (person_id);

create table auth.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on auth.verification (identifier);

create table auth.member (
  workspace_id uuid not null,
  person_id text not null references auth.person (id) on delete cascade,
  role text not null check (role in ('owner', 'member', 'partner')),
  -- The party of agreements this member stands for.
  party text,
  joined_at timestamptz not null default now(),
  primary key (workspace_id, person_id),
  check (role <> 'partner' or party is not null)
);
create index on auth.member (person_id);

create table auth.sign_in_link (
  token_hash text primary key,
  person_id text not null references auth.person (id) on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null default now()
);

create table auth.api_key (
  id uuid primary key,
  workspace_id uuid not null,
  name text not null,
  scopes text[] not null,
  secret_hash text not null unique,
  starts_with text not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index on auth.api_key (workspace_id);

grant select, insert, update, delete on all tables in schema auth to belegbar_access;
