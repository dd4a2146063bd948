-- Counts anew what lies in the tables that imports fill, so that queries do not run for minutes on plans made for empty tables.
-- Autovacuum does the same later; the application owns no table and may not analyze by itself.
create function analyze_log() returns void
  language plpgsql
  security definer
  set search_path = public, pg_temp
  as $$
begin
  analyze fact, fact_out_of_force, subject_link, lead, deal, sales_order;
end
$$;
revoke execute on function analyze_log() from public;
grant execute on function analyze_log() to belegbar_app;
