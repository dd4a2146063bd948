-- What lists of leads ask for: who takes care of them, whether anybody spoke with them, and where they work.
create index fact_of_contact on fact (workspace_id, subject) where kind = 'lead.contacted';
create index fact_of_assignment on fact (workspace_id, subject) where kind = 'lead.assigned';
create index fact_of_company on fact (workspace_id, subject) where kind = 'company.recorded';

-- What figures by source are reckoned from.
create index fact_of_cost on fact (workspace_id, subject) where kind = 'cost.recorded';
create index fact_of_tracking on fact (workspace_id, subject) where kind in ('tracking.lost', 'tracking.restored');
