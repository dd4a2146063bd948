-- How a workspace tells people apart. The key makes the digests below useless to whoever holds a copy of that table alone.
create table identity_setting (
  workspace_id uuid primary key,
  match_key bytea not null check (length(match_key) = 32),
  -- Certain matches are merged without asking.
  merge_certain boolean not null default false,
  -- Up to and including so many days of 24 h after a lead, another form of the same person is a touch of it.
  repeat_days integer not null default 90 check (repeat_days between 0 and 3660),
  -- Facts below are reflected in the values of companies.
  up_to_seq bigint not null default 0
);

-- By what somebody could be recognised: keyed digests of normalised values, so that equal ones are found without being read.
create table match_value (
  workspace_id uuid not null,
  subject text not null,
  -- `none`: the value was looked at and says nothing.
  kind text not null check (kind in ('email', 'phone', 'crm_id', 'domain', 'none')),
  digest bytea not null,
  -- A mailbox that several people read.
  shared boolean not null,
  -- The personal value it was made of, with which it is erased.
  field text not null,
  value_digest bytea not null,
  primary key (workspace_id, subject, field, value_digest, kind),
  foreign key (workspace_id, subject, field, value_digest)
    references personal_value (workspace_id, subject, field, digest) on delete cascade
);
create index match_value_by_digest on match_value (workspace_id, kind, digest);

-- Domains of companies are not personal; they are digested all the same, to be compared with those of addresses.
create table company_domain (
  workspace_id uuid not null,
  digest bytea not null,
  subject text not null,
  primary key (workspace_id, digest, subject)
);

-- Who is who is asked for by every proposal.
create index fact_by_merge on fact (workspace_id, seq) where kind in ('person.merged', 'person.unmerged', 'person.kept_apart');
create index lead_by_person on lead (workspace_id, person, captured_at);

call confine_to_workspace('identity_setting');
call confine_to_workspace('match_value');
call confine_to_workspace('company_domain');

grant select, insert, update on identity_setting to belegbar_app;
grant select, insert, delete on match_value, company_domain to belegbar_app;
