-- Claims follow from the facts and from the contract's versions: a new version, an early end or a pause makes them determined anew.
alter table claim_progress add column contract text not null default '';

-- Claims whose statements left money open are settled again in every later period, without any new fact about them.
create index statement_line_claim on statement_line (workspace_id, agreement_id, component, subject);
