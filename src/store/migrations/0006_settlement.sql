-- Documents are named by the hash of their content; that they were adopted, proposed or signed is said by facts.
create table definition_document (
  workspace_id uuid not null,
  hash text not null,
  document jsonb not null,
  adopted_at timestamptz not null,
  primary key (workspace_id, hash)
);

create table agreement_document (
  workspace_id uuid not null,
  agreement_id text not null,
  hash text not null,
  document jsonb not null,
  -- The YAML text as it was proposed, comments and all.
  text text not null,
  proposed_at timestamptz not null,
  primary key (workspace_id, agreement_id, hash)
);

-- Claims are projections of the facts under one agreement.
create table claim (
  workspace_id uuid not null,
  agreement_id text not null,
  subject text not null,
  component text not null,
  history jsonb not null,
  determination jsonb not null,
  first_result_at timestamptz,
  last_result_at timestamptz,
  changed_at timestamptz not null,
  fact_ids text[] not null,
  primary key (workspace_id, agreement_id, subject, component)
);
create index claim_by_result on claim (workspace_id, agreement_id, last_result_at);
create index claim_by_change on claim (workspace_id, agreement_id, changed_at);

create table claim_progress (
  workspace_id uuid not null,
  agreement_id text not null,
  up_to_seq bigint not null,
  primary key (workspace_id, agreement_id)
);

create table statement (
  workspace_id uuid not null,
  id text not null,
  agreement_id text not null,
  number integer not null,
  through text not null,
  through_index integer not null,
  cut timestamptz not null,
  closed_at timestamptz not null,
  currency text not null,
  opening_minor bigint not null,
  total_minor bigint not null,
  payable_minor bigint not null,
  closing_minor bigint not null,
  hash text not null,
  line_count integer not null,
  sealed_size bigint not null,
  primary key (workspace_id, id),
  unique (workspace_id, agreement_id, number),
  check (opening_minor + total_minor = payable_minor + closing_minor)
);

create table statement_line (
  workspace_id uuid not null,
  statement_id text not null,
  -- From 0 in the order of the statement.
  line integer not null,
  agreement_id text not null,
  period integer not null,
  component text not null,
  subject text not null,
  occurrence text not null,
  change text not null check (change in ('new', 'adjustment', 'reversal')),
  amount_minor bigint not null,
  under_review_minor bigint not null,
  held_minor bigint not null,
  payable_minor bigint not null,
  arithmetic jsonb not null,
  primary key (workspace_id, statement_id, line),
  check (amount_minor = under_review_minor + held_minor + payable_minor)
);
create index statement_line_by_period on statement_line (workspace_id, agreement_id, period);
create index statement_line_by_subject on statement_line (workspace_id, agreement_id, subject);

-- Double entry: debits are positive, credits negative; the postings of one line are one transaction and sum to zero.
-- Line -1 is the transaction of the statement itself: what is not paid out is carried.
create table posting (
  workspace_id uuid not null,
  statement_id text not null,
  line integer not null,
  account text not null check (account in ('expense', 'under_review', 'held_back', 'payable', 'carried')),
  component text not null,
  currency text not null,
  minor bigint not null,
  primary key (workspace_id, statement_id, line, account)
);

-- What settling hands over from locked periods to the next statement.
create table settlement_checkpoint (
  workspace_id uuid not null,
  agreement_id text not null,
  document jsonb not null,
  primary key (workspace_id, agreement_id)
);

call confine_to_workspace('definition_document');
call confine_to_workspace('agreement_document');
call confine_to_workspace('claim');
call confine_to_workspace('claim_progress');
call confine_to_workspace('statement');
call confine_to_workspace('statement_line');
call confine_to_workspace('posting');
call confine_to_workspace('settlement_checkpoint');

grant select, insert on definition_document, agreement_document, statement, statement_line, posting to belegbar_app;
grant select, insert, update, delete on claim, claim_progress, settlement_checkpoint to belegbar_app;
