create table seal (
  workspace_id uuid not null,
  size bigint not null,
  root bytea not null check (length(root) = 32),
  previous bytea,
  at timestamptz not null,
  primary key (workspace_id, size)
);

-- Full tiles of the Merkle tree: 256 hashes side by side and the node above them. Tiles of level 0 hold leaves, tiles of level
-- n + 1 the nodes above tiles of level n. Full tiles never change.
create table log_tile (
  workspace_id uuid not null,
  level integer not null,
  tile_index bigint not null,
  hashes bytea not null check (length(hashes) = 8192),
  root bytea not null check (length(root) = 32),
  primary key (workspace_id, level, tile_index)
);
-- Hashes do not compress.
alter table log_tile alter column hashes set storage external;

create table import_run (
  workspace_id uuid not null,
  id uuid not null,
  mapping_name text not null,
  mapping_hash text not null,
  files jsonb not null,
  state text not null check (state in ('running', 'done', 'undone')),
  read bigint not null default 0,
  recorded bigint not null default 0,
  repeated bigint not null default 0,
  refused bigint not null default 0,
  started_at timestamptz not null,
  finished_at timestamptz,
  actor text not null,
  -- Where its facts lie in the log, among others.
  first_seq bigint,
  last_seq bigint,
  primary key (workspace_id, id)
);

-- Retracts up to `p_limit` effective facts of an import, beginning behind `p_after_seq`; gives how many and the last seq it looked
-- at, which is null when nothing is left. The content of a retraction is written out here in its canonical form.
create function retract_import(
  p_workspace uuid, p_import uuid, p_after_seq bigint, p_limit integer, p_actor text, p_reason text, p_now timestamptz,
  out retracted bigint, out last_seq bigint
)
  language plpgsql
  as $$
declare
  v_head record;
  v_touched text[];
  v_old uuid;
begin
  select * into v_head from take_head(p_workspace, p_now);
  create temp table if not exists retracting (fact_id uuid, subject text, chained boolean, place bigint) on commit drop;
  truncate retracting;
  insert into retracting
    select f.id, f.subject, f.supersedes is not null or f.kind = 'fact.retracted', row_number() over (order by f.seq)
    from (
      select * from effective_fact as e
      where e.workspace_id = p_workspace and e.import_id = p_import and e.seq > p_after_seq
        and e.seq <= (select i.last_seq from import_run as i where i.workspace_id = p_workspace and i.id = p_import)
      order by e.seq
      limit p_limit
    ) as f;
  get diagnostics retracted = row_count;
  select max(f.seq) into last_seq from fact as f join retracting as r on f.id = r.fact_id where f.workspace_id = p_workspace;
  if retracted = 0 then
    return;
  end if;

  insert into fact (
    workspace_id, seq, occurred_at, recorded_at, id, supersedes, import_id, version, revision, day_precision, backfilled,
    kind, subject, source, external_id, actor, content_hash, data
  )
  select
    p_workspace, v_head.size + r.place - 1, v_head.at, v_head.at, gen_random_uuid(), null, null, 1, 1, false, false,
    'fact.retracted', 'fact:' || r.fact_id, 'belegbar', null, p_actor,
    sha256(convert_to(
      '{"actor":' || to_json(p_actor) || ',"data":{"by":' || to_json(p_actor) || ',"fact":"' || r.fact_id || '","reason":' || to_json(p_reason)
      || '},"kind":"fact.retracted","occurredAt":"' || to_char(v_head.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
      || '","revision":1,"source":"belegbar","subject":"fact:' || r.fact_id || '","version":1,"workspace":"' || p_workspace || '"}',
      'UTF8'
    )),
    jsonb_build_object('by', p_actor, 'fact', r.fact_id, 'reason', p_reason)
  from retracting as r;
  update log_head as h set size = v_head.size + retracted, recorded_at = v_head.at where h.workspace_id = p_workspace;

  insert into fact_out_of_force select p_workspace, r.fact_id from retracting as r where not r.chained;
  v_touched := array(select distinct r.subject from retracting as r where r.subject ~ '^(lead|deal|order):');
  -- A correction or retraction gives way to what it was against; from the newest to the oldest.
  for v_old in select r.fact_id from retracting as r where r.chained order by r.place desc loop
    v_touched := v_touched || settle_effect(p_workspace, v_old);
  end loop;
  perform project_subjects(p_workspace, v_touched);
end
$$;

call confine_to_workspace('seal');
call confine_to_workspace('log_tile');
call confine_to_workspace('import_run');

grant select, insert on seal, log_tile to belegbar_app;
grant select, insert, update on import_run to belegbar_app;
