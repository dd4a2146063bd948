-- Whether a fact is effective follows from the facts against it. After a fact changed sides, the fact it is against may too, and
-- so on down the chain; gives the subjects of all facts that changed.
create function settle_effect(p_workspace uuid, p_fact uuid) returns text[]
  language plpgsql
  set plan_cache_mode = force_generic_plan
  as $$
declare
  v_fact fact;
  v_next uuid := p_fact;
  v_out boolean;
  v_was_out boolean;
  v_changed text[] := '{}';
begin
  while v_next is not null loop
    select * into v_fact from fact where workspace_id = p_workspace and id = v_next;
    exit when not found;
    v_out := exists (
      select from effective_fact as e where e.workspace_id = p_workspace and e.supersedes = v_next
    ) or exists (
      select from effective_fact as e where e.workspace_id = p_workspace and e.subject = 'fact:' || v_next and e.kind = 'fact.retracted' and e.supersedes is null
    );
    v_was_out := exists (select from fact_out_of_force where workspace_id = p_workspace and fact_id = v_next);
    exit when v_out = v_was_out;
    if v_out then
      insert into fact_out_of_force values (p_workspace, v_next);
    else
      delete from fact_out_of_force where workspace_id = p_workspace and fact_id = v_next;
    end if;
    v_changed := v_changed || v_fact.subject;
    v_next := coalesce(v_fact.supersedes, case when v_fact.kind = 'fact.retracted' then (v_fact.data ->> 'fact')::uuid end);
  end loop;
  return v_changed;
end
$$;

-- What to answer to a fact that has a key, given the facts with that key; null if it is to be recorded.
create function answer_of_key(p_workspace uuid, g incoming_fact) returns append_answer
  language plpgsql
  set plan_cache_mode = force_generic_plan
  as $$
declare
  v_last fact;
  v_effective fact;
  v_over fact;
begin
  select * into v_last from fact as f
    where f.workspace_id = p_workspace and f.source = g.source and f.kind = g.kind and f.external_id = g.external_id
    order by f.revision desc limit 1;
  if not found then
    return null;
  end if;
  select * into v_effective from effective_fact as f
    where f.workspace_id = p_workspace and f.source = g.source and f.kind = g.kind and f.external_id = g.external_id
    order by f.revision desc limit 1;
  if not found then
    -- Corrected under another key, or by hand: what was said under this key is known and stays corrected.
    select * into v_over from effective_fact as f where f.workspace_id = p_workspace and f.supersedes = v_last.id limit 1;
    if found then
      v_effective := v_last;
    end if;
  end if;
  if v_effective.id is not null then
    if same_content(v_effective, g) then
      return (null, 'repeated', v_effective.id, v_effective.seq, v_effective.recorded_at, null, null)::append_answer;
    end if;
    if g.supersedes is null then
      if g.revision > v_effective.revision and v_over.id is null then
        return (null, 'next', v_effective.id, null, null, greatest(g.revision, v_last.revision + 1), null)::append_answer;
      end if;
      return (null, 'refused', null, null, null, null, case when v_over.id is null then content_of(v_effective) else content_of(v_over) end)::append_answer;
    end if;
  end if;
  if g.revision <= v_last.revision then
    return (null, 'next', g.supersedes, null, null, v_last.revision + 1, null)::append_answer;
  end if;
  return null;
end
$$;

-- Why a correction or retraction cannot be recorded, or null.
create function refusal_of_target(p_workspace uuid, g incoming_fact) returns jsonb
  language plpgsql
  set plan_cache_mode = force_generic_plan
  as $$
declare
  v_target uuid := g.supersedes;
  v_head uuid;
begin
  if g.kind = 'fact.retracted' then
    if g.subject is distinct from 'fact:' || (g.data ->> 'fact') or not (g.data ->> 'fact') ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
      return jsonb_build_object('code', 'fact.subject_invalid', 'subject', g.subject);
    end if;
    if not exists (select from fact where workspace_id = p_workspace and id = (g.data ->> 'fact')::uuid) then
      return jsonb_build_object('code', 'fact.unknown', 'fact', g.data ->> 'fact');
    end if;
  end if;
  if v_target is null then
    return null;
  end if;
  if not exists (select from fact where workspace_id = p_workspace and id = v_target) then
    return jsonb_build_object('code', 'fact.supersedes_unknown', 'fact', v_target);
  end if;
  if exists (select from fact_out_of_force where workspace_id = p_workspace and fact_id = v_target) then
    v_head := v_target;
    for i in 1 .. 1000 loop
      select e.id into v_target from effective_fact as e where e.workspace_id = p_workspace and e.supersedes = v_head limit 1;
      exit when not found;
      v_head := v_target;
    end loop;
    return jsonb_build_object('code', 'fact.not_head_of_chain', 'fact', g.supersedes, 'head', v_head);
  end if;
  return null;
end
$$;

-- Appends facts one after the other, so that each may correct or retract any before it. `p_expected` demands, as
-- [{subject, lastSeq}], that the newest fact of a subject is still this one; else nothing is recorded.
create function append_facts_carefully(p_workspace uuid, p_facts incoming_fact[], p_now timestamptz, p_import uuid, p_expected jsonb)
  returns setof append_answer
  language plpgsql
  set plan_cache_mode = force_generic_plan
  as $$
declare
  v_head record;
  v_size bigint;
  v_newest timestamptz;
  v_ord integer := 0;
  v_answer append_answer;
  v_refusal jsonb;
  v_at timestamptz;
  v_touched text[] := '{}';
  g incoming_fact;
begin
  select * into v_head from take_head(p_workspace, p_now);
  v_size := v_head.size;
  select jsonb_build_object('code', 'fact.revision_unexpected', 'subject', e.subject, 'expected', coalesce(e."lastSeq", -1), 'found', coalesce(n.seq, -1))
    into v_refusal
    from jsonb_to_recordset(p_expected) as e (subject text, "lastSeq" bigint)
    cross join lateral (select max(f.seq) as seq from fact as f where f.workspace_id = p_workspace and f.subject = e.subject) as n
    where n.seq is distinct from e."lastSeq"
    limit 1;
  return next (0, 'first', null, v_size, v_head.at, null, null)::append_answer;
  if v_refusal is not null then
    return query select o::integer, 'refused', null::uuid, null::bigint, null::timestamptz, null::integer, v_refusal
      from generate_series(1, cardinality(p_facts)) as o;
    return;
  end if;

  foreach g in array p_facts loop
    v_ord := v_ord + 1;
    if g.external_id is not null then
      v_answer := answer_of_key(p_workspace, g);
      if v_answer.status is not null then
        v_answer.ord := v_ord;
        return next v_answer;
        continue;
      end if;
    end if;
    v_refusal := refusal_of_target(p_workspace, g);
    if v_refusal is null and g.recorded_at is not null and (v_head.sealed or g.recorded_at <= v_head.closed_until or g.recorded_at > v_head.at) then
      v_refusal := jsonb_build_object('code', 'fact.backfill_after_seal');
    end if;
    if v_refusal is not null then
      return next (v_ord, 'refused', null, null, null, null, v_refusal)::append_answer;
      continue;
    end if;

    v_at := coalesce(g.recorded_at, v_head.at);
    insert into fact (
      workspace_id, seq, occurred_at, recorded_at, id, supersedes, import_id, version, revision, day_precision, backfilled,
      kind, subject, source, external_id, actor, content_hash, data
    ) values (
      p_workspace, v_size, g.occurred_at, v_at, g.id, g.supersedes, p_import, g.version, g.revision, g.day_precision,
      g.recorded_at is not null, g.kind, g.subject, g.source, g.external_id, g.actor, g.content_hash, g.data
    );
    return next (v_ord, 'recorded', g.id, v_size, v_at, g.revision, null)::append_answer;
    v_size := v_size + 1;
    v_newest := greatest(v_newest, v_at);
    insert into subject_link select distinct p_workspace, g.subject, l from unnest(g.links) as l on conflict do nothing;
    v_touched := v_touched || g.subject;
    if g.supersedes is not null then
      v_touched := v_touched || settle_effect(p_workspace, g.supersedes);
    elsif g.kind = 'fact.retracted' then
      v_touched := v_touched || settle_effect(p_workspace, (g.data ->> 'fact')::uuid);
    end if;
  end loop;

  if v_size > v_head.size then
    update log_head as h set size = v_size, recorded_at = greatest(h.recorded_at, v_newest) where h.workspace_id = p_workspace;
    perform project_subjects(p_workspace, v_touched);
  end if;
end
$$;
