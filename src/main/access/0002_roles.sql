-- Roles by what somebody does in the company, partners by the agreements they are a party of, invitations by link, a second factor.

alter table auth.member drop constraint member_role_check;
-- Whoever was "member" could do nearly everything; the nearest role that binds and pays nobody (docs/decisions/0010).
update auth.member set role = 'marketing' where role = 'member';
alter table auth.member add constraint member_role_check
  check (role in ('owner', 'marketing', 'sales', 'service', 'finance', 'works_council', 'partner', 'auditor', 'product'));

-- The agreements a partner is a party of; it sees these and nothing else.
create table auth.member_agreement (
  workspace_id uuid not null,
  person_id text not null,
  agreement_id text not null,
  primary key (workspace_id, person_id, agreement_id),
  foreign key (workspace_id, person_id) references auth.member (workspace_id, person_id) on delete cascade
);

-- Until now the key of a party said which agreements a partner sees. Row policies hold for whoever migrates too.
do $$
declare
  v_partner record;
begin
  for v_partner in select workspace_id, person_id, party from auth.member where role = 'partner' loop
    perform set_config('belegbar.workspace', v_partner.workspace_id::text, true);
    insert into auth.member_agreement
      select distinct v_partner.workspace_id, v_partner.person_id, d.agreement_id
      from agreement_document as d
      where d.workspace_id = v_partner.workspace_id
        and v_partner.party in (d.document #>> '{parties,payer,key}', d.document #>> '{parties,payee,key}');
  end loop;
  perform set_config('belegbar.workspace', '', true);
end
$$;

-- A key may stand for a partner, confined as the partner is.
alter table auth.api_key
  add column party text,
  add column agreements text[] not null default '{}',
  add check (party is not null or agreements = '{}');

create table auth.invitation (
  workspace_id uuid not null,
  id uuid not null,
  token_hash text not null unique,
  email text not null check (email = lower(email)),
  role text not null check (role in ('owner', 'marketing', 'sales', 'service', 'finance', 'works_council', 'partner', 'auditor', 'product')),
  party text,
  agreements text[] not null default '{}',
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id),
  check (role <> 'partner' or party is not null)
);

create table auth.workspace_setting (
  workspace_id uuid primary key,
  -- Roles whose people need a second factor.
  second_factor_roles text[] not null default '{}'
);

-- The second factor, in the spelling of the session library; secret and recovery codes are encrypted before they come here.
alter table auth.person add column two_factor_enabled boolean not null default false;
create table auth.two_factor (
  id text primary key,
  person_id text not null unique references auth.person (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);

grant select, insert, update, delete on auth.member_agreement, auth.invitation, auth.workspace_setting, auth.two_factor to belegbar_access;
