-- Each run of a retention rule, also one that found nothing due: the record that the periods are kept.
create table retention_run (
  workspace_id uuid not null,
  rule text not null,
  ran_at timestamptz not null,
  months integer not null,
  -- What lies before this was due.
  due_before timestamptz not null,
  people bigint not null,
  erased_values bigint not null,
  primary key (workspace_id, rule, ran_at)
);
call confine_to_workspace('retention_run');
grant select, insert on retention_run to belegbar_app;
