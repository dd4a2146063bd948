-- What screens read about leads, deals and orders. Each table is exactly its `..._derived` view; the views are the only
-- description of how a row follows from the facts, for one subject in the transaction of its facts and for all in a rebuild.
create table lead (
  workspace_id uuid not null,
  subject text not null,
  source text not null,
  medium text,
  campaign text,
  captured_at timestamptz not null,
  person text,
  company text,
  state text not null,
  primary key (workspace_id, subject)
);

create table deal (
  workspace_id uuid not null,
  subject text not null,
  leads text[] not null,
  company text,
  stage text,
  amount_minor numeric,
  currency text,
  won_at timestamptz,
  lost_at timestamptz,
  primary key (workspace_id, subject)
);

create table sales_order (
  workspace_id uuid not null,
  subject text not null,
  deal text,
  customer text,
  net_minor numeric not null,
  currency text not null,
  placed_at timestamptz not null,
  refunded_minor numeric not null,
  received_minor numeric not null,
  primary key (workspace_id, subject)
);

create view effective_fact with (security_invoker = true) as
  select * from fact
  where not exists (
    select from fact_out_of_force as o where o.workspace_id = fact.workspace_id and o.fact_id = fact.id
  );

-- If several versions are effective all the same, the one with the highest (recorded_at, content_hash) counts, alone.
create view lead_derived with (security_invoker = true) as
  select
    workspace_id,
    subject,
    (array_agg(data ->> 'source' order by recorded_at desc, content_hash desc) filter (where kind = 'lead.captured'))[1] as source,
    (array_agg(data ->> 'medium' order by recorded_at desc, content_hash desc) filter (where kind = 'lead.captured'))[1] as medium,
    (array_agg(data ->> 'campaign' order by recorded_at desc, content_hash desc) filter (where kind = 'lead.captured'))[1] as campaign,
    (array_agg(occurred_at order by recorded_at desc, content_hash desc) filter (where kind = 'lead.captured'))[1] as captured_at,
    (array_agg(data ->> 'person' order by recorded_at desc, content_hash desc) filter (where kind = 'lead.captured'))[1] as person,
    (array_agg(data ->> 'company' order by recorded_at desc, content_hash desc) filter (where kind = 'lead.captured'))[1] as company,
    coalesce(
      (array_agg(
        split_part(kind, '.', 2)
        order by occurred_at desc, array_position(array['lead.handed_over', 'lead.accepted', 'lead.rejected', 'lead.recycled'], kind) desc, content_hash desc
      ) filter (where kind <> 'lead.captured'))[1],
      'captured'
    ) as state
  from effective_fact
  where kind in ('lead.captured', 'lead.handed_over', 'lead.accepted', 'lead.rejected', 'lead.recycled')
  group by workspace_id, subject
  having count(*) filter (where kind = 'lead.captured') > 0;

create view deal_derived with (security_invoker = true) as
  select
    workspace_id,
    subject,
    coalesce(
      (
        select array_agg(value order by place)
        from jsonb_array_elements_text(
          (array_agg(data -> 'leads' order by occurred_at desc, recorded_at desc, content_hash desc) filter (where jsonb_typeof(data -> 'leads') = 'array'))[1]
        ) with ordinality as named (value, place)
      ),
      '{}'
    ) as leads,
    (array_agg(data ->> 'company' order by occurred_at desc, recorded_at desc, content_hash desc) filter (where data ? 'company'))[1] as company,
    (array_agg(data ->> 'stage' order by occurred_at desc, recorded_at desc, content_hash desc) filter (where data ? 'stage'))[1] as stage,
    (array_agg((data -> 'amount' ->> 'minor')::numeric order by occurred_at desc, recorded_at desc, content_hash desc) filter (where data ? 'amount'))[1] as amount_minor,
    (array_agg(data -> 'amount' ->> 'currency' order by occurred_at desc, recorded_at desc, content_hash desc) filter (where data ? 'amount'))[1] as currency,
    case
      when (array_agg(kind order by occurred_at desc, array_position(array['deal.won', 'deal.lost', 'deal.reopened'], kind) desc, content_hash desc)
        filter (where kind in ('deal.won', 'deal.lost', 'deal.reopened')))[1] = 'deal.won'
        then (array_agg(occurred_at order by recorded_at desc, content_hash desc) filter (where kind = 'deal.won'))[1]
    end as won_at,
    case
      when (array_agg(kind order by occurred_at desc, array_position(array['deal.won', 'deal.lost', 'deal.reopened'], kind) desc, content_hash desc)
        filter (where kind in ('deal.won', 'deal.lost', 'deal.reopened')))[1] = 'deal.lost'
        then (array_agg(occurred_at order by recorded_at desc, content_hash desc) filter (where kind = 'deal.lost'))[1]
    end as lost_at
  from effective_fact
  where kind in ('deal.opened', 'deal.stage_changed', 'deal.won', 'deal.lost', 'deal.reopened')
  group by workspace_id, subject;

create view sales_order_derived with (security_invoker = true) as
  select
    workspace_id,
    subject,
    (array_agg(data ->> 'deal' order by recorded_at desc, content_hash desc) filter (where kind = 'order.placed'))[1] as deal,
    (array_agg(data ->> 'customer' order by recorded_at desc, content_hash desc) filter (where kind = 'order.placed'))[1] as customer,
    (array_agg((data -> 'net' ->> 'minor')::numeric order by recorded_at desc, content_hash desc) filter (where kind = 'order.placed'))[1] as net_minor,
    (array_agg(data -> 'net' ->> 'currency' order by recorded_at desc, content_hash desc) filter (where kind = 'order.placed'))[1] as currency,
    (array_agg(occurred_at order by recorded_at desc, content_hash desc) filter (where kind = 'order.placed'))[1] as placed_at,
    coalesce(sum((data -> 'net' ->> 'minor')::numeric) filter (where kind = 'order.refunded'), 0) as refunded_minor,
    coalesce(sum((data -> 'amount' ->> 'minor')::numeric) filter (where kind = 'payment.received'), 0)
      - coalesce(sum((data -> 'amount' ->> 'minor')::numeric) filter (where kind = 'payment.reversed'), 0) as received_minor
  from effective_fact
  where kind in ('order.placed', 'order.refunded', 'payment.received', 'payment.reversed') and subject like 'order:%'
  group by workspace_id, subject
  having count(*) filter (where kind = 'order.placed') > 0;

-- Brings the rows of these subjects up to date with the facts.
create function project_subjects(p_workspace uuid, p_subjects text[]) returns void
  language plpgsql
  as $$
declare
  v_leads text[] := array(select distinct s from unnest(p_subjects) as s where s like 'lead:%');
  v_deals text[] := array(select distinct s from unnest(p_subjects) as s where s like 'deal:%');
  v_orders text[] := array(select distinct s from unnest(p_subjects) as s where s like 'order:%');
begin
  -- `offset 0` keeps each subject a look-up of its own: joined, a table without statistics yet would be derived as a whole every time.
  if v_leads <> '{}' then
    delete from lead where workspace_id = p_workspace and subject = any (v_leads);
    insert into lead
      select d.* from unnest(v_leads) as s cross join lateral (select * from lead_derived where workspace_id = p_workspace and subject = s offset 0) as d;
  end if;
  if v_deals <> '{}' then
    delete from deal where workspace_id = p_workspace and subject = any (v_deals);
    insert into deal
      select d.* from unnest(v_deals) as s cross join lateral (select * from deal_derived where workspace_id = p_workspace and subject = s offset 0) as d;
  end if;
  if v_orders <> '{}' then
    delete from sales_order where workspace_id = p_workspace and subject = any (v_orders);
    insert into sales_order
      select d.* from unnest(v_orders) as s cross join lateral (select * from sales_order_derived where workspace_id = p_workspace and subject = s offset 0) as d;
  end if;
end
$$;

call confine_to_workspace('lead');
call confine_to_workspace('deal');
call confine_to_workspace('sales_order');

grant select, insert, delete on lead, deal, sales_order to belegbar_app;
grant select on effective_fact, lead_derived, deal_derived, sales_order_derived to belegbar_app;
