-- Finding personal values by what stands for them in facts, and by what they say.
create index personal_value_by_commitment on personal_value (workspace_id, commitment);
create index personal_value_by_digest on personal_value (workspace_id, digest);

-- Who was erased, asked for by every fact that brings personal values.
create index fact_of_erasure on fact (workspace_id, subject) where kind = 'person.erased';
