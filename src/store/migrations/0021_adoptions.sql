-- The list of definitions says who adopted each: a few facts among a million.
create index fact_of_adoption on fact (workspace_id, seq) where kind = 'definition.adopted';
