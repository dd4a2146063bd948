-- What each definition says of each subject now: projections of the facts, determined when somebody looks, like claims.
create table determination (
  workspace_id uuid not null,
  definition_hash text not null,
  subject text not null,
  -- Since when views have an answer at all.
  known_at timestamptz not null,
  answer text not null check (answer in ('yes', 'no', 'open', 'failed')),
  result_at timestamptz,
  -- What is not known and could still decide.
  missing text[] not null,
  -- Why the rule failed, and the fact with which it did.
  message text,
  cause uuid,
  -- The fact by which a person decided.
  override uuid,
  primary key (workspace_id, definition_hash, subject)
);
create index determination_by_answer on determination (workspace_id, definition_hash, answer, subject);
create index determination_by_time on determination (workspace_id, definition_hash, known_at);

create table determination_progress (
  workspace_id uuid not null,
  definition_hash text not null,
  up_to_seq bigint not null,
  primary key (workspace_id, definition_hash)
);

-- Decisions of persons are few among the facts, and counted against a quota.
create index fact_by_override on fact (workspace_id, recorded_at) where kind = 'determination.overridden';

call confine_to_workspace('determination');
call confine_to_workspace('determination_progress');

grant select, insert, update, delete on determination, determination_progress to belegbar_app;
