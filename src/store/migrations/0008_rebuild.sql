-- Which facts are not effective, from nothing but the facts. Whatever is against a fact was recorded after it, so going from the
-- newest to the oldest every fact's own standing is settled before it is asked for.
create function out_of_force_derived(p_workspace uuid) returns table (workspace_id uuid, fact_id uuid)
  language plpgsql
  as $$
declare
  v_fact record;
begin
  create temp table if not exists found_out_of_force (fact_id uuid primary key) on commit drop;
  truncate found_out_of_force;
  for v_fact in
    select f.id, coalesce(f.supersedes, case when f.kind = 'fact.retracted' then (f.data ->> 'fact')::uuid end) as target
    from fact as f
    where f.workspace_id = p_workspace and (f.supersedes is not null or f.kind = 'fact.retracted')
    order by f.seq desc
  loop
    if not exists (select from found_out_of_force as o where o.fact_id = v_fact.id) then
      insert into found_out_of_force values (v_fact.target) on conflict do nothing;
    end if;
  end loop;
  return query
    select p_workspace, o.fact_id from found_out_of_force as o
    where exists (select from fact as f where f.workspace_id = p_workspace and f.id = o.fact_id);
end
$$;

-- Who refers to whom, from the facts and the fields that refer to subjects, given as pairs of kind and field.
create function subject_link_derived(p_workspace uuid, p_kinds text[], p_fields text[])
  returns table (workspace_id uuid, from_subject text, to_subject text)
  language sql stable
  as $$
    select distinct p_workspace, f.subject, named.subject
    from fact as f
    join unnest(p_kinds, p_fields) as r (kind, field) on r.kind = f.kind
    cross join lateral (
      select value #>> '{}' as subject
      from jsonb_array_elements(
        case jsonb_typeof(f.data -> r.field) when 'array' then f.data -> r.field when 'string' then jsonb_build_array(f.data -> r.field) else '[]' end
      ) as value
    ) as named
    where f.workspace_id = p_workspace
  $$;
