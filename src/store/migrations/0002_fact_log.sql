-- One row per workspace: whoever appends holds its lock until commit, so seq has no gap and no reader can skip a fact.
create table log_head (
  workspace_id uuid primary key,
  size bigint not null default 0,
  -- recorded_at of the newest fact; later facts never get an earlier one.
  recorded_at timestamptz,
  -- Everything up to here is closed: later facts get a later recorded_at.
  closed_until timestamptz,
  -- Since the first seal or statement nobody may state recorded_at any more.
  sealed boolean not null default false,
  -- Replaces external ids that look like an e-mail address or a phone number.
  external_id_salt bytea not null check (length(external_id_salt) = 16)
);

create table fact (
  workspace_id uuid not null,
  seq bigint not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  id uuid not null,
  supersedes uuid,
  import_id uuid,
  version integer not null,
  revision integer not null,
  day_precision boolean not null,
  backfilled boolean not null,
  kind text not null,
  subject text not null,
  source text not null,
  external_id text,
  actor text not null,
  content_hash bytea not null,
  data jsonb not null,
  primary key (workspace_id, seq),
  unique (workspace_id, id),
  unique (workspace_id, source, kind, external_id, revision)
);
create index fact_by_subject on fact (workspace_id, subject, seq);
create index fact_by_superseded on fact (workspace_id, supersedes) where supersedes is not null;

-- Facts that are not effective now: an effective fact supersedes or retracts them.
create table fact_out_of_force (
  workspace_id uuid not null,
  fact_id uuid not null,
  primary key (workspace_id, fact_id)
);

-- Who refers to whom in any fact, effective or not, since earlier views saw those too.
create table subject_link (
  workspace_id uuid not null,
  from_subject text not null,
  to_subject text not null,
  primary key (workspace_id, from_subject, to_subject)
);
create index subject_link_back on subject_link (workspace_id, to_subject, from_subject);

-- Clear personal values, each with a salt of its own; facts carry only the commitment. Erasing a person deletes rows here.
create table personal_value (
  workspace_id uuid not null,
  subject text not null,
  field text not null,
  -- SHA-256 of the value, to find a repeated one; deleted with it.
  digest bytea not null,
  commitment text not null,
  salt bytea not null check (length(salt) = 16),
  value text not null,
  primary key (workspace_id, subject, field, digest)
);

call confine_to_workspace('log_head');
call confine_to_workspace('fact');
call confine_to_workspace('fact_out_of_force');
call confine_to_workspace('subject_link');
call confine_to_workspace('personal_value');

grant select, insert, update on log_head to belegbar_app;
grant select, insert on fact to belegbar_app;
grant select, insert, delete on fact_out_of_force, subject_link, personal_value to belegbar_app;
