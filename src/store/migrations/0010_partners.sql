-- The second row policy. A partner is the other party of some agreements; its transactions name them, and every table then shows
-- the rows that belong to these agreements and no others. Bound to agreements, not to the keys of parties: two partners may go by the
-- same key.

-- The agreements the running transaction is confined to; null if it sees the whole workspace.
create function current_agreements() returns text[]
  language sql stable
  as $$
    select case
      when nullif(current_setting('belegbar.agreements', true), '') is not null
        then array(select jsonb_array_elements_text(current_setting('belegbar.agreements', true)::jsonb))
    end
  $$;

-- Says which rows of a table a partner may see; without a condition, none.
create procedure open_to_partners(p_table regclass, p_condition text)
  language plpgsql
  as $$
begin
  execute format('drop policy if exists own_agreements_only on %s', p_table);
  execute format(
    'create policy own_agreements_only on %s as restrictive using ((select current_agreements()) is null or (%s))',
    p_table, p_condition
  );
end
$$;
revoke execute on procedure open_to_partners(regclass, text) from public;

-- From now on a new table is closed to partners until it is opened to them.
create or replace procedure confine_to_workspace(p_table regclass)
  language plpgsql
  as $$
begin
  execute format('alter table %s enable row level security', p_table);
  execute format('alter table %s force row level security', p_table);
  execute format(
    'create policy workspace_only on %s using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()))',
    p_table
  );
  call open_to_partners(p_table, 'false');
end
$$;

do $$
declare
  v_table regclass;
begin
  for v_table in
    select c.oid::regclass from pg_class as c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity
  loop
    call open_to_partners(v_table, 'false');
  end loop;
end
$$;

-- Whether a fact belongs to the agreements: it is about one of them, or about a subject that a claim under one of them rests on, and is
-- not a word about another agreement. The walk of core/definitions/scope.ts backwards, along every reference. Inside, the confinement
-- is lifted: what leads from a fact to a claim is not for the partner to read.
create function belongs_to_agreements(p_subject text, p_data jsonb, p_agreements text[]) returns boolean
  language sql stable
  cost 10000
  set belegbar.agreements = ''
  as $$
    with recursive about (subject, data) as (
      select p_subject, p_data
      union all
      -- A retraction is as visible as what it retracts.
      select f.subject, f.data
      from about as a
      join fact as f on f.workspace_id = current_workspace() and a.subject ~ '^fact:[0-9a-f-]{36}$' and f.id = substr(a.subject, 6)::uuid
    ), concerned (subject) as (
      select subject from about where subject not like 'fact:%'
    ), walked (subject) as (
      -- A word about a claim names its agreement, and many claims do: no way leads on from there.
      select subject from concerned where subject !~ '^(agreement|definition|statement):'
    ), reaching (subject) as (
      select subject from walked
      union
      select l.from_subject
      from reaching as r
      join subject_link as l on l.workspace_id = current_workspace() and l.to_subject = r.subject
    )
    select
      not exists (
        select from about as a
        where coalesce(a.data ->> 'agreement', a.data ->> 'contract') <> all (array(select 'agreement:' || p from unnest(p_agreements) as p))
      )
      and (
        exists (select from concerned as c where c.subject = any (array(select 'agreement:' || p from unnest(p_agreements) as p)))
        or exists (
          select from (
            select subject from reaching
            union all
            select l.to_subject
            from walked as w
            join subject_link as l on l.workspace_id = current_workspace() and l.from_subject = w.subject
          ) as root
          join claim as c on c.workspace_id = current_workspace() and c.agreement_id = any (p_agreements) and c.subject = root.subject
        )
      )
  $$;

call open_to_partners('agreement_document', 'agreement_id = any ((select current_agreements())::text[])');
call open_to_partners('claim', 'agreement_id = any ((select current_agreements())::text[])');
call open_to_partners('claim_progress', 'agreement_id = any ((select current_agreements())::text[])');
call open_to_partners('settlement_checkpoint', 'agreement_id = any ((select current_agreements())::text[])');
call open_to_partners('statement', 'agreement_id = any ((select current_agreements())::text[])');
call open_to_partners('statement_line', 'agreement_id = any ((select current_agreements())::text[])');
-- What follows from these is as visible as they are, since their own policies hold inside of the conditions.
call open_to_partners(
  'posting',
  'exists (select from statement as s where s.workspace_id = posting.workspace_id and s.id = posting.statement_id)'
);
call open_to_partners(
  'seal',
  'exists (select from statement as s where s.workspace_id = seal.workspace_id and s.sealed_size = seal.size)'
);
call open_to_partners(
  'definition_document',
  $$exists (
    select from agreement_document as a
    where a.workspace_id = definition_document.workspace_id
      and a.document -> 'definitions' @> jsonb_build_array(jsonb_build_object('hash', definition_document.hash))
  )$$
);
-- Of facts: what happened, when, in which campaign and company. Clear personal values lie elsewhere and stay closed.
call open_to_partners('fact', 'belongs_to_agreements(subject, data, (select current_agreements()))');
call open_to_partners(
  'fact_out_of_force',
  'exists (select from fact as f where f.workspace_id = fact_out_of_force.workspace_id and f.id = fact_out_of_force.fact_id)'
);
call open_to_partners(
  'subject_link',
  $$belongs_to_agreements(from_subject, '{}', (select current_agreements())) and belongs_to_agreements(to_subject, '{}', (select current_agreements()))$$
);
