-- A fact on its way into the log. Id and content hash are made by the caller; place and time are given here.
create type incoming_fact as (
  id uuid,
  kind text,
  version integer,
  subject text,
  occurred_at timestamptz,
  day_precision boolean,
  -- Only of a historic import; marks the fact as backfilled.
  recorded_at timestamptz,
  source text,
  external_id text,
  revision integer,
  actor text,
  supersedes uuid,
  content_hash bytea,
  data jsonb,
  -- The subjects the payload refers to.
  links text[]
);

-- `ord` counts the given facts from 1; the row with ord 0 tells the seq and time of the first new fact, new facts without a row
-- of their own follow it without gap in the given order.
--   repeated   recorded before with the same content
--   refused    detail names the reason
--   next       to be sent again with this revision and, if id is set, as a correction of that fact
--   careful    to be sent again through append_facts_carefully
create type append_answer as (
  ord integer,
  status text,
  id uuid,
  seq bigint,
  recorded_at timestamptz,
  revision integer,
  detail jsonb
);

create function same_content(f fact, g incoming_fact) returns boolean
  language sql immutable
  as $$
    select f.version = g.version and f.subject = g.subject and f.occurred_at = g.occurred_at and f.day_precision = g.day_precision and f.data = g.data
  $$;

create function content_of(f fact) returns jsonb
  language sql stable
  as $$
    select jsonb_build_object(
      'code', 'fact.conflict', 'id', f.id, 'version', f.version, 'subject', f.subject, 'occurredAt', f.occurred_at,
      'precision', case when f.day_precision then 'day' end, 'data', f.data
    )
  $$;

-- Locks the head of the log until the transaction ends and gives the time that new facts get.
create function take_head(p_workspace uuid, p_now timestamptz, out size bigint, out at timestamptz, out closed_until timestamptz, out sealed boolean)
  language plpgsql
  as $$
declare
  v_ignored text := set_config('belegbar.workspace', p_workspace::text, true);
begin
  -- The clock is read after the lock is held: facts that waited longer are recorded later.
  select h.size, greatest(h.recorded_at, h.closed_until + interval '1 millisecond', date_trunc('milliseconds', coalesce(p_now, clock_timestamp()))), h.closed_until, h.sealed
    into strict size, at, closed_until, sealed
    from log_head as h where h.workspace_id = p_workspace for update;
end
$$;

-- Appends facts of which none corrects or retracts another and no two have the same key: one set-based statement.
create function append_facts(p_workspace uuid, p_facts incoming_fact[], p_now timestamptz, p_import uuid, p_touched text[], p_linked boolean)
  returns setof append_answer
  language plpgsql
  -- Planning the statement anew for every call would take longer than running it.
  set plan_cache_mode = force_generic_plan
  as $$
declare
  v_ignored text := set_config('belegbar.workspace', p_workspace::text, true);
  v_size bigint;
  v_at timestamptz;
  v_closed_until timestamptz;
  v_sealed boolean;
begin
  select h.size, greatest(h.recorded_at, h.closed_until + interval '1 millisecond', date_trunc('milliseconds', coalesce(p_now, clock_timestamp()))), h.closed_until, h.sealed
    into strict v_size, v_at, v_closed_until, v_sealed
    from log_head as h where h.workspace_id = p_workspace for update;

  return query
  with given as materialized (
    select
      g.*,
      known.id as known_id, known.seq as known_seq, known.recorded_at as known_recorded_at, known.revision as known_revision,
      known.as_recorded as known_fact,
      case
        when g.recorded_at is not null and (v_sealed or g.recorded_at <= v_closed_until or g.recorded_at > v_at) then 'backfill'
        when known.id is null then 'new'
        when known.standing = 'effective' then
          case
            when known.version = g.version and known.subject = g.subject and known.occurred_at = g.occurred_at
              and known.day_precision = g.day_precision and known.data = g.data then 'repeated'
            when g.revision > known.revision then 'next'
            else 'conflict'
          end
        when known.standing = 'other' then 'careful'
        when g.revision > known.revision then 'new'
        else 'again'
      end as standing
    from unnest(p_facts) with ordinality
      as g (id, kind, version, subject, occurred_at, day_precision, recorded_at, source, external_id, revision, actor, supersedes, content_hash, data, links, ord)
    left join lateral (
      select
        f.id, f.seq, f.recorded_at, f.revision, f.version, f.subject, f.occurred_at, f.day_precision, f.data, f as as_recorded,
        case
          when not exists (select from fact_out_of_force as o where o.workspace_id = p_workspace and o.fact_id = f.id) then 'effective'
          -- Out of force by a correction, or with an earlier revision back in force: not merely undone.
          when exists (select from effective_fact as e where e.workspace_id = p_workspace and e.supersedes = f.id) or (
            select e.revision from effective_fact as e
            where e.workspace_id = p_workspace and e.source = f.source and e.kind = f.kind and e.external_id = f.external_id
            order by e.revision desc limit 1
          ) is not null then 'other'
          else 'undone'
        end as standing
      from fact as f
      where f.workspace_id = p_workspace and f.source = g.source and f.kind = g.kind and f.external_id = g.external_id
      order by f.revision desc
      limit 1
    ) as known on true
  ), fresh as materialized (
    select given.*, v_size - 1 + row_number() over (order by given.ord) as seq from given where standing = 'new'
  ), recorded as (
    insert into fact (
      workspace_id, seq, occurred_at, recorded_at, id, supersedes, import_id, version, revision, day_precision, backfilled,
      kind, subject, source, external_id, actor, content_hash, data
    )
    select
      p_workspace, n.seq, n.occurred_at, coalesce(n.recorded_at, v_at), n.id, null, p_import, n.version, n.revision, n.day_precision,
      n.recorded_at is not null, n.kind, n.subject, n.source, n.external_id, n.actor, n.content_hash, n.data
    from fresh as n
  ), advanced as (
    update log_head
    set
      size = v_size + added.count,
      recorded_at = greatest(log_head.recorded_at, added.newest)
    from (select count(*), max(coalesce(fresh.recorded_at, v_at)) as newest from fresh) as added
    where log_head.workspace_id = p_workspace and added.count > 0
  )
  select 0, 'first', null::uuid, v_size, v_at, null::integer, null::jsonb
  union all
  select
    g.ord::integer,
    case g.standing when 'repeated' then 'repeated' when 'careful' then 'careful' when 'next' then 'next' when 'again' then 'next' else 'refused' end,
    case when g.standing <> 'again' then g.known_id end,
    g.known_seq,
    g.known_recorded_at,
    case when g.standing = 'next' then g.revision else g.known_revision + 1 end,
    case g.standing
      when 'backfill' then jsonb_build_object('code', 'fact.backfill_after_seal')
      when 'conflict' then content_of(g.known_fact)
    end
  from given as g
  where g.standing <> 'new';

  if p_linked then
    insert into subject_link
      select distinct p_workspace, g.subject, l.to_subject
      from unnest(p_facts) as g cross join lateral unnest(g.links) as l (to_subject)
      where exists (select from fact as f where f.workspace_id = p_workspace and f.id = g.id and f.seq >= v_size)
      on conflict do nothing;
  end if;
  if p_touched is not null then
    perform project_subjects(p_workspace, p_touched);
  end if;
end
$$;

-- Appends a single fact that corrects and retracts nothing, which is what one busy client sends: plain parameters and three small
-- statements take a third of the time of the set-based one.
create function append_fact(
  p_workspace uuid, p_now timestamptz, p_touched text[],
  p_id uuid, p_kind text, p_version integer, p_subject text, p_occurred_at timestamptz, p_day_precision boolean, p_source text,
  p_external_id text, p_revision integer, p_actor text, p_content_hash bytea, p_data jsonb, p_links text[]
)
  returns setof append_answer
  language plpgsql
  as $$
declare
  v_ignored text := set_config('belegbar.workspace', p_workspace::text, true);
  v_seq bigint;
  v_at timestamptz;
begin
  -- Asking for the last revision leads to the index of the key even while the table is too new to have statistics.
  if (
    select f.revision from fact as f
    where f.workspace_id = p_workspace and f.source = p_source and f.kind = p_kind and f.external_id = p_external_id
    order by f.revision desc limit 1
  ) is null then
    -- Takes the lock of the head and moves it on at once.
    update log_head
      set
        size = size + 1,
        recorded_at = greatest(recorded_at, closed_until + interval '1 millisecond', date_trunc('milliseconds', coalesce(p_now, clock_timestamp())))
      where workspace_id = p_workspace
      returning size - 1, recorded_at into strict v_seq, v_at;
    insert into fact (
      workspace_id, seq, occurred_at, recorded_at, id, supersedes, import_id, version, revision, day_precision, backfilled,
      kind, subject, source, external_id, actor, content_hash, data
    ) values (
      p_workspace, v_seq, p_occurred_at, v_at, p_id, null, null, p_version, p_revision, p_day_precision, false,
      p_kind, p_subject, p_source, p_external_id, p_actor, p_content_hash, p_data
    ) on conflict do nothing;
    if found then
      if p_links is not null then
        insert into subject_link select distinct p_workspace, p_subject, l from unnest(p_links) as l on conflict do nothing;
      end if;
      if p_touched is not null then
        perform project_subjects(p_workspace, p_touched);
      end if;
      return next (0, 'first', null, v_seq, v_at, null, null)::append_answer;
      return;
    end if;
    -- Another process recorded the same key between the look and the lock: the head goes back, and the set-based way answers.
    update log_head set size = v_seq where workspace_id = p_workspace;
  end if;
  return query select * from append_facts(
    p_workspace,
    array[
      (p_id, p_kind, p_version, p_subject, p_occurred_at, p_day_precision, null, p_source, p_external_id, p_revision, p_actor, null, p_content_hash, p_data, p_links)
    ]::incoming_fact[],
    p_now, null, p_touched, p_links is not null
  );
end
$$;
