-- Written by `npm run schema` from the migrated database, compared by a test. Change the migrations instead.

-- schemas

create schema auth;
grant usage on schema auth to belegbar_access;

create schema directory;
grant usage on schema directory to belegbar_app;

create schema migration;
grant usage on schema migration to belegbar_app;

-- types

create type public.append_answer as (
  ord integer,
  status text,
  id uuid,
  seq bigint,
  recorded_at timestamp with time zone,
  revision integer,
  detail jsonb
);

create type public.incoming_fact as (
  id uuid,
  kind text,
  version integer,
  subject text,
  occurred_at timestamp with time zone,
  day_precision boolean,
  recorded_at timestamp with time zone,
  source text,
  external_id text,
  revision integer,
  actor text,
  supersedes uuid,
  content_hash bytea,
  data jsonb,
  links text[]
);

-- tables

create table auth.account (
  id text not null,
  account_id text not null,
  provider_id text not null,
  person_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.person(id) ON DELETE CASCADE
);
CREATE INDEX account_person_id_idx ON auth.account USING btree (person_id);
grant delete, insert, select, update on table auth.account to belegbar_access;

create table auth.api_key (
  id uuid not null,
  workspace_id uuid not null,
  name text not null,
  scopes text[] not null,
  secret_hash text not null,
  starts_with text not null,
  created_by text not null,
  created_at timestamp with time zone default now() not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  party text,
  agreements text[] default '{}'::text[] not null,
  constraint api_key_secret_hash_key UNIQUE (secret_hash),
  constraint api_key_pkey PRIMARY KEY (id),
  constraint api_key_check CHECK (((party IS NOT NULL) OR (agreements = '{}'::text[])))
);
CREATE INDEX api_key_workspace_id_idx ON auth.api_key USING btree (workspace_id);
grant delete, insert, select, update on table auth.api_key to belegbar_access;

create table auth.invitation (
  workspace_id uuid not null,
  id uuid not null,
  token_hash text not null,
  email text not null,
  role text not null,
  party text,
  agreements text[] default '{}'::text[] not null,
  created_by text not null,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint invitation_token_hash_key UNIQUE (token_hash),
  constraint invitation_pkey PRIMARY KEY (workspace_id, id),
  constraint invitation_check CHECK (((role <> 'partner'::text) OR (party IS NOT NULL))),
  constraint invitation_email_check CHECK ((email = lower(email))),
  constraint invitation_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'marketing'::text, 'sales'::text, 'service'::text, 'finance'::text, 'works_council'::text, 'partner'::text, 'auditor'::text, 'product'::text])))
);
grant delete, insert, select, update on table auth.invitation to belegbar_access;

create table auth.member (
  workspace_id uuid not null,
  person_id text not null,
  role text not null,
  party text,
  joined_at timestamp with time zone default now() not null,
  constraint member_pkey PRIMARY KEY (workspace_id, person_id),
  constraint member_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.person(id) ON DELETE CASCADE,
  constraint member_check CHECK (((role <> 'partner'::text) OR (party IS NOT NULL))),
  constraint member_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'marketing'::text, 'sales'::text, 'service'::text, 'finance'::text, 'works_council'::text, 'partner'::text, 'auditor'::text, 'product'::text])))
);
CREATE INDEX member_person_id_idx ON auth.member USING btree (person_id);
grant delete, insert, select, update on table auth.member to belegbar_access;

create table auth.member_agreement (
  workspace_id uuid not null,
  person_id text not null,
  agreement_id text not null,
  constraint member_agreement_pkey PRIMARY KEY (workspace_id, person_id, agreement_id),
  constraint member_agreement_workspace_id_person_id_fkey FOREIGN KEY (workspace_id, person_id) REFERENCES auth.member(workspace_id, person_id) ON DELETE CASCADE
);
grant delete, insert, select, update on table auth.member_agreement to belegbar_access;

create table auth.person (
  id text not null,
  name text not null,
  email text not null,
  email_verified boolean default false not null,
  image text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  two_factor_enabled boolean default false not null,
  language text,
  constraint person_email_key UNIQUE (email),
  constraint person_pkey PRIMARY KEY (id),
  constraint person_email_check CHECK ((email = lower(email))),
  constraint person_language_check CHECK ((language = ANY (ARRAY['de'::text, 'en'::text])))
);
grant delete, insert, select, update on table auth.person to belegbar_access;

create table auth.session (
  id text not null,
  person_id text not null,
  token text not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint session_token_key UNIQUE (token),
  constraint session_pkey PRIMARY KEY (id),
  constraint session_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.person(id) ON DELETE CASCADE
);
CREATE INDEX session_person_id_idx ON auth.session USING btree (person_id);
grant delete, insert, select, update on table auth.session to belegbar_access;

create table auth.setting (
  key text not null,
  value text not null,
  constraint setting_pkey PRIMARY KEY (key)
);
grant delete, insert, select, update on table auth.setting to belegbar_access;

create table auth.sign_in_link (
  token_hash text not null,
  person_id text not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  constraint sign_in_link_pkey PRIMARY KEY (token_hash),
  constraint sign_in_link_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.person(id) ON DELETE CASCADE
);
grant delete, insert, select, update on table auth.sign_in_link to belegbar_access;

create table auth.two_factor (
  id text not null,
  person_id text not null,
  secret text not null,
  backup_codes text not null,
  verified boolean default true not null,
  failed_verification_count integer default 0 not null,
  locked_until timestamp with time zone,
  constraint two_factor_person_id_key UNIQUE (person_id),
  constraint two_factor_pkey PRIMARY KEY (id),
  constraint two_factor_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.person(id) ON DELETE CASCADE
);
grant delete, insert, select, update on table auth.two_factor to belegbar_access;

create table auth.verification (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint verification_pkey PRIMARY KEY (id)
);
CREATE INDEX verification_identifier_idx ON auth.verification USING btree (identifier);
grant delete, insert, select, update on table auth.verification to belegbar_access;

create table auth.workspace_setting (
  workspace_id uuid not null,
  second_factor_roles text[] default '{}'::text[] not null,
  constraint workspace_setting_pkey PRIMARY KEY (workspace_id)
);
grant delete, insert, select, update on table auth.workspace_setting to belegbar_access;

create table directory.workspace (
  id uuid not null,
  slug text not null,
  name text not null,
  currency text not null,
  time_zone text not null,
  purpose text not null,
  created_at timestamp with time zone not null,
  region text,
  constraint workspace_slug_key UNIQUE (slug),
  constraint workspace_pkey PRIMARY KEY (id),
  constraint workspace_purpose_check CHECK ((purpose = ANY (ARRAY['real'::text, 'demo'::text, 'test'::text])))
);
grant insert, select on table directory.workspace to belegbar_app;

create table migration.applied (
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone default now() not null,
  constraint applied_pkey PRIMARY KEY (name)
);
grant select on table migration.applied to belegbar_app;

create table migration.applied_access (
  name text not null,
  applied_at timestamp with time zone default now() not null,
  constraint applied_access_pkey PRIMARY KEY (name)
);

create table public.agreement_document (
  workspace_id uuid not null,
  agreement_id text not null,
  hash text not null,
  document jsonb not null,
  text text not null,
  proposed_at timestamp with time zone not null,
  constraint agreement_document_pkey PRIMARY KEY (workspace_id, agreement_id, hash)
);
alter table public.agreement_document enable row level security;
alter table public.agreement_document force row level security;
create policy own_agreements_only on public.agreement_document as restrictive for all to public using (((( SELECT current_agreements() AS current_agreements) IS NULL) OR (agreement_id = ANY (( SELECT current_agreements() AS current_agreements)::text[]))));
create policy workspace_only on public.agreement_document as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
grant insert, select on table public.agreement_document to belegbar_app;

create table public.claim (
  workspace_id uuid not null,
  agreement_id text not null,
  subject text not null,
  component text not null,
  history jsonb not null,
  determination jsonb not null,
  first_result_at timestamp with time zone,
  last_result_at timestamp with time zone,
  changed_at timestamp with time zone not null,
  fact_ids text[] not null,
  constraint claim_pkey PRIMARY KEY (workspace_id, agreement_id, subject, component)
);
CREATE INDEX claim_by_change ON public.claim USING btree (workspace_id, agreement_id, changed_at);
CREATE INDEX claim_by_result ON public.claim USING btree (workspace_id, agreement_id, last_result_at);
alter table public.claim enable row level security;
alter table public.claim force row level security;
create policy own_agreements_only on public.claim as restrictive for all to public using (((( SELECT current_agreements() AS current_agreements) IS NULL) OR (agreement_id = ANY (( SELECT current_agreements() AS current_agreements)::text[]))));
create policy workspace_only on public.claim as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
grant delete, insert, select, update on table public.claim to belegbar_app;

create table public.claim_progress (
  workspace_id uuid not null,
  agreement_id text not null,
  up_to_seq bigint not null,
  contract text default ''::text not null,
  constraint claim_progress_pkey PRIMARY KEY (workspace_id, agreement_id)
);
alter table public.claim_progress enable row level security;
alter table public.claim_progress force row level security;
create policy own_agreements_only on public.claim_progress as restrictive for all to public using (((( SELECT current_agreements() AS current_agreements) IS NULL) OR (agreement_id = ANY (( SELECT current_agreements() AS current_agreements)::text[]))));
create policy workspace_only on public.claim_progress as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
grant delete, insert, select, update on table public.claim_progress to belegbar_app;

create table public.company_domain (
  workspace_id uuid not null,
  digest bytea not null,
  subject text not null,
  constraint company_domain_pkey PRIMARY KEY (workspace_id, digest, subject)
);
alter table public.company_domain enable row level security;
alter table public.company_domain force row level security;
create policy own_agreements_only on public.company_domain as restrictive for all to public using (((( SELECT current_agreements() AS current_agreements) IS NULL) OR false));
create policy workspace_only on public.company_domain as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
grant delete, insert, select on table public.company_domain to belegbar_app;

create table public.deal (
  workspace_id uuid not null,
  subject text not null,
  leads text[] not null,
  company text,
  stage text,
  amount_minor numeric,
  currency text,
  won_at timestamp with time zone,
  lost_at timestamp with time zone,
  constraint deal_pkey PRIMARY KEY (workspace_id, subject)
);
CREATE INDEX deal_by_win ON public.deal USING btree (workspace_id, won_at) WHERE (won_at IS NOT NULL);
alter table public.deal enable row level security;
alter table public.deal force row level security;
create policy own_agreements_only on public.deal as restrictive for all to public using (((( SELECT current_agreements() AS current_agreements) IS NULL) OR false));
create policy workspace_only on public.deal as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
grant delete, insert, select on table public.deal to belegbar_app;

create table public.definition_document (
  workspace_id uuid not null,
  hash text not null,
  document jsonb not null,
  adopted_at timestamp with time zone not null,
  constraint definition_document_pkey PRIMARY KEY (workspace_id, hash)
);
alter table public.definition_document enable row level security;
alter table public.definition_document force row level security;
create policy own_agreements_only on public.definition_document as restrictive for all to public using (((( SELECT current_agreements() AS current_agreements) IS NULL) OR (EXISTS ( SELECT
   FROM agreement_document a
  WHERE ((a.workspace_id = definition_document.workspace_id) AND ((a.document -> 'definitions'::text) @> jsonb_build_array(jsonb_build_object('hash', definition_document.hash))))))));
create policy workspace_only on public.definition_document as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
grant insert, select on table public.definition_document to belegbar_app;

create table public.determination (
  workspace_id uuid not null,
  definition_hash text not null,
  subject text not null,
  known_at timestamp with time zone not null,
  answer text not null,
  result_at timestamp with time zone,
  missing text[] not null,
  message text,
  cause uuid,
  override uuid,
  constraint determination_pkey PRIMARY KEY (workspace_id, definition_hash, subject),
  constraint determination_answer_check CHECK ((answer = ANY (ARRAY['yes'::text, 'no'::text, 'open'::text, 'failed'::text])))
);
CREATE INDEX determination_by_answer ON public.determination USING btree (workspace_id, definition_hash, answer, subject);
CREATE INDEX determination_by_time ON public.determination USING btree (workspace_id, definition_hash, known_at);
alter table public.determination enable row level security;
alter table public.determination force row level security;
create policy own_agreements_only on public.determination as restrictive for all to public using (((( SELECT current_agreements() AS current_agreements) IS NULL) OR false));
create policy workspace_only on public.determination as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
grant delete, insert, select, update on table public.determination to belegbar_app;

create table public.determination_progress (
  workspace_id uuid not null,
  definition_hash text not null,
  up_to_seq bigint not null,
  constraint determination_progress_pkey PRIMARY KEY (workspace_id, definition_hash)
);
alter table public.determination_progress enable row level security;
alter table public.determination_progress force row level security;
create policy own_agreements_only on public.determination_progress as restrictive for all to public using (((( SELECT current_agreements() AS current_agreements) IS NULL) OR false));
create policy workspace_only on public.determination_progress as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
grant delete, insert, select, update on table public.determination_progress to belegbar_app;

create table public.fact (
  workspace_id uuid not null,
  seq bigint not null,
  occurred_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  id uuid not null,
  supersedes uuid,
  import_id uuid,
  version integer not null,
  revision integer not null,
  day_precision boolean not null,
  backfilled boolean not null,
  kind text not null,
  subject text not null,
  source text not null,
  external_id text,
  actor text not null,
  content_hash bytea not null,
  data jsonb not null,
  constraint fact_workspace_id_id_key UNIQUE (workspace_id, id),
  constraint fact_workspace_id_source_kind_external_id_revision_key UNIQUE (workspace_id, source, kind, external_id, revision),
  constraint fact_pkey PRIMARY KEY (workspace_id, seq)
);
CREATE INDEX fact_by_merge ON public.fact USING btree (workspace_id, seq) WHERE (kind = ANY (ARRAY['person.merged'::text, 'person.unmerged'::text, 'person.kept_apart'::text]));
CREATE INDEX fact_by_override ON public.fact USING btree (workspace_id, recorded_at) WHERE (kind = 'determination.overridden'::text);
CREATE INDEX fact_by_subject ON public.fact USING btree (workspace_id, subject, seq);
CREATE INDEX fact_by_superseded ON public.fact USING btree (workspace_id, supersedes) WHERE (supersedes IS NOT NULL);
CREATE INDEX fact_of_adoption ON public.fact USING btree (workspace_id, seq) WHERE (kind = 'definition.adopted'::text);
CREATE INDEX fact_of_assignment ON public.fact USING btree (workspace_id, subject) WHERE (kind = 'lead.assigned'::text);
CREATE INDEX fact_of_company ON public.fact USING btree (workspace_id, subject) WHERE (kind = 'company.recorded'::text);
CREATE INDEX fact_of_contact ON public.fact USING btree (workspace_id, subject) WHERE (kind = 'lead.contacted'::text);
CREATE INDEX fact_of_cost ON public.fact USING btree (workspace_id, subject) WHERE (kind = 'cost.recorded'::text);
CREATE INDEX fact_of_erasure ON public.fact USING btree (workspace_id, subject) WHERE (kind = 'person.erased'::text);
CREATE INDEX fact_of_money ON public.fact USING btree (workspace_id, occurred_at) WHERE (kind = ANY (ARRAY['cost.recorded'::text, 'payment.received'::text, 'payment.reversed'::text, 'order.refunded'::text]));
CREATE INDEX fact_of_offers ON public.fact USING btree (workspace_id, occurred_at) WHERE (kind = ANY (ARRAY['deal.opened'::text, 'offer.sent'::text, 'invoice.issued'::text, 'invoice.corrected'::text]));
CREATE INDEX fact_of_tracking ON public.fact USING btree (workspace_id, subject) WHERE (kind = ANY (ARRAY['tracking.lost'::text, 'tracking.restored'::text]));
alter table public.fact enable row level security;
alter table public.fact force row level security;
create policy own_agreements_only on public.fact as restrictive for all to public using (((( SELECT current_agreements() AS current_agreements) IS NULL) OR belongs_to_agreements(subject, data, ( SELECT current_agreements() AS current_agreements))));
create policy workspace_only on public.fact as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
grant insert, select on table public.fact to belegbar_app;

create table public.fact_out_of_force (
  workspace_id uuid not null,
  fact_id uuid not null,
  constraint fact_out_of_force_pkey PRIMARY KEY (workspace_id, fact_id)
);
alter table public.fact_out_of_force enable row level security;
alter table public.fact_out_of_force force row level security;
create policy own_agreements_only on public.fact_out_of_force as restrictive for all to public using (((( SELECT current_agreements() AS current_agreements) IS NULL) OR (EXISTS ( SELECT
   FROM fact f
  WHERE ((f.workspace_id = fact_out_of_force.workspace_id) AND (f.id = fact_out_of_force.fact_id))))));
create policy workspace_only on public.fact_out_of_force as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
grant delete, insert, select on table public.fact_out_of_force to belegbar_app;

create table public.identity_setting (
  workspace_id uuid not null,
  match_key bytea not null,
  merge_certain boolean default false not null,
  repeat_days integer default 90 not null,
  up_to_seq bigint default 0 not null,
  constraint identity_setting_pkey PRIMARY KEY (workspace_id),
  constraint identity_setting_match_key_check CHECK ((length(match_key) = 32)),
  constraint identity_setting_repeat_days_check CHECK (((repeat_days >= 0) AND (repeat_days <= 3660)))
);
alter table public.identity_setting enable row level security;
alter table public.identity_setting force row level security;
create policy own_agreements_only on public.identity_setting as restrictive for all to public using (((( SELECT current_agreements() AS current_agreements) IS NULL) OR false));
create policy workspace_only on public.identity_setting as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
grant insert, select, update on table public.identity_setting to belegbar_app;

create table public.import_run (
  workspace_id uuid not null,
  id uuid not null,
  mapping_name text not null,
  mapping_hash text not null,
  files jsonb not null,
  state text not null,
  read bigint default 0 not null,
  recorded bigint default 0 not null,
  repeated bigint default 0 not null,
  refused bigint default 0 not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  actor text not null,
  first_seq bigint,
  last_seq bigint,
  mapping_text text,
  constraint import_run_pkey PRIMARY KEY (workspace_id, id),
  constraint import_run_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'undone'::text])))
);
alter table public.import_run enable row level security;
alter table public.import_run force row level security;
create policy own_agreements_only on public.import_run as restrictive for all to public using (((( SELECT current_agreements() AS current_agreements) IS NULL) OR false));
create policy workspace_only on public.import_run as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
grant insert, select, update on table public.import_run to belegbar_app;

create table public.lead (
  workspace_id uuid not null,
  subject text not null,
  source text not null,
  medium text,
  campaign text,
  captured_at timestamp with time zone not null,
  person text,
  company text,
  state text not null,
  constraint lead_pkey PRIMARY KEY (workspace_id, subject)
);
CREATE INDEX lead_by_capture ON public.lead USING btree (workspace_id, captured_at);
CREATE INDEX lead_by_person ON public.lead USING btree (workspace_id, person, captured_at);
alter table public.lead enable row level security;
alter table public.lead force row level security;
create policy own_agreements_only on public.lead as restrictive for all to public using (((( SELECT current_agreements() AS current_agreements) IS NULL) OR false));
create policy workspace_only on public.lead as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
grant delete, insert, select on table public.lead to belegbar_app;

create table public.log_head (
  workspace_id uuid not null,
  size bigint default 0 not null,
  recorded_at timestamp with time zone,
  closed_until timestamp with time zone,
  sealed boolean default false not null,
  external_id_salt bytea not null,
  constraint log_head_pkey PRIMARY KEY (workspace_id),
  constraint log_head_external_id_salt_check CHECK ((length(external_id_salt) = 16))
);
alter table public.log_head enable row level security;
alter table public.log_head force row level security;
create policy own_agreements_only on public.log_head as restrictive for all to public using (((( SELECT current_agreements() AS current_agreements) IS NULL) OR false));
create policy workspace_only on public.log_head as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
grant insert, select, update on table public.log_head to belegbar_app;

create table public.log_tile (
  workspace_id uuid not null,
  level integer not null,
  tile_index bigint not null,
  hashes bytea not null,
  root bytea not null,
  constraint log_tile_pkey PRIMARY KEY (workspace_id, level, tile_index),
  constraint log_tile_hashes_check CHECK ((length(hashes) = 8192)),
  constraint log_tile_root_check CHECK ((length(root) = 32))
);
alter table public.log_tile enable row level security;
alter table public.log_tile force row level security;
create policy own_agreements_only on public.log_tile as restrictive for all to public using (((( SELECT current_agreements() AS current_agreements) IS NULL) OR false));
create policy workspace_only on public.log_tile as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
grant insert, select on table public.log_tile to belegbar_app;

create table public.match_value (
  workspace_id uuid not null,
  subject text not null,
  kind text not null,
  digest bytea not null,
  shared boolean not null,
  field text not null,
  value_digest bytea not null,
  constraint match_value_pkey PRIMARY KEY (workspace_id, subject, field, value_digest, kind),
  constraint match_value_workspace_id_subject_field_value_digest_fkey FOREIGN KEY (workspace_id, subject, field, value_digest) REFERENCES personal_value(workspace_id, subject, field, digest) ON DELETE CASCADE,
  constraint match_value_kind_check CHECK ((kind = ANY (ARRAY['email'::text, 'phone'::text, 'crm_id'::text, 'domain'::text, 'none'::text])))
);
CREATE INDEX match_value_by_digest ON public.match_value USING btree (workspace_id, kind, digest);
alter table public.match_value enable row level security;
alter table public.match_value force row level security;
create policy own_agreements_only on public.match_value as restrictive for all to public using (((( SELECT current_agreements() AS current_agreements) IS NULL) OR false));
create policy workspace_only on public.match_value as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
grant delete, insert, select on table public.match_value to belegbar_app;

create table public.personal_value (
  workspace_id uuid not null,
  subject text not null,
  field text not null,
  digest bytea not null,
  commitment text not null,
  salt bytea not null,
  value text not null,
  constraint personal_value_pkey PRIMARY KEY (workspace_id, subject, field, digest),
  constraint personal_value_salt_check CHECK ((length(salt) = 16))
);
CREATE INDEX personal_value_by_commitment ON public.personal_value USING btree (workspace_id, commitment);
CREATE INDEX personal_value_by_digest ON public.personal_value USING btree (workspace_id, digest);
alter table public.personal_value enable row level security;
alter table public.personal_value force row level security;
create policy own_agreements_only on public.personal_value as restrictive for all to public using (((( SELECT current_agreements() AS current_agreements) IS NULL) OR false));
create policy workspace_only on public.personal_value as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
grant delete, insert, select on table public.personal_value to belegbar_app;

create table public.posting (
  workspace_id uuid not null,
  statement_id text not null,
  line integer not null,
  account text not null,
  component text not null,
  currency text not null,
  minor bigint not null,
  constraint posting_pkey PRIMARY KEY (workspace_id, statement_id, line, account),
  constraint posting_account_check CHECK ((account = ANY (ARRAY['expense'::text, 'under_review'::text, 'held_back'::text, 'payable'::text, 'carried'::text])))
);
alter table public.posting enable row level security;
alter table public.posting force row level security;
create policy own_agreements_only on public.posting as restrictive for all to public using (((( SELECT current_agreements() AS current_agreements) IS NULL) OR (EXISTS ( SELECT
   FROM statement s
  WHERE ((s.workspace_id = posting.workspace_id) AND (s.id = posting.statement_id))))));
create policy workspace_only on public.posting as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
grant insert, select on table public.posting to belegbar_app;

create table public.retention_run (
  workspace_id uuid not null,
  rule text not null,
  ran_at timestamp with time zone not null,
  months integer not null,
  due_before timestamp with time zone not null,
  people bigint not null,
  erased_values bigint not null,
  constraint retention_run_pkey PRIMARY KEY (workspace_id, rule, ran_at)
);
alter table public.retention_run enable row level security;
alter table public.retention_run force row level security;
create policy own_agreements_only on public.retention_run as restrictive for all to public using (((( SELECT current_agreements() AS current_agreements) IS NULL) OR false));
create policy workspace_only on public.retention_run as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
grant insert, select on table public.retention_run to belegbar_app;

create table public.sales_order (
  workspace_id uuid not null,
  subject text not null,
  deal text,
  customer text,
  net_minor numeric not null,
  currency text not null,
  placed_at timestamp with time zone not null,
  refunded_minor numeric not null,
  received_minor numeric not null,
  constraint sales_order_pkey PRIMARY KEY (workspace_id, subject)
);
CREATE INDEX sales_order_by_day ON public.sales_order USING btree (workspace_id, placed_at);
CREATE INDEX sales_order_by_deal ON public.sales_order USING btree (workspace_id, deal) WHERE (deal IS NOT NULL);
alter table public.sales_order enable row level security;
alter table public.sales_order force row level security;
create policy own_agreements_only on public.sales_order as restrictive for all to public using (((( SELECT current_agreements() AS current_agreements) IS NULL) OR false));
create policy workspace_only on public.sales_order as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
grant delete, insert, select on table public.sales_order to belegbar_app;

create table public.seal (
  workspace_id uuid not null,
  size bigint not null,
  root bytea not null,
  previous bytea,
  at timestamp with time zone not null,
  constraint seal_pkey PRIMARY KEY (workspace_id, size),
  constraint seal_root_check CHECK ((length(root) = 32))
);
alter table public.seal enable row level security;
alter table public.seal force row level security;
create policy own_agreements_only on public.seal as restrictive for all to public using (((( SELECT current_agreements() AS current_agreements) IS NULL) OR (EXISTS ( SELECT
   FROM statement s
  WHERE ((s.workspace_id = seal.workspace_id) AND (s.sealed_size = seal.size))))));
create policy workspace_only on public.seal as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
grant insert, select on table public.seal to belegbar_app;

create table public.settlement_checkpoint (
  workspace_id uuid not null,
  agreement_id text not null,
  document jsonb not null,
  constraint settlement_checkpoint_pkey PRIMARY KEY (workspace_id, agreement_id)
);
alter table public.settlement_checkpoint enable row level security;
alter table public.settlement_checkpoint force row level security;
create policy own_agreements_only on public.settlement_checkpoint as restrictive for all to public using (((( SELECT current_agreements() AS current_agreements) IS NULL) OR (agreement_id = ANY (( SELECT current_agreements() AS current_agreements)::text[]))));
create policy workspace_only on public.settlement_checkpoint as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
grant delete, insert, select, update on table public.settlement_checkpoint to belegbar_app;

create table public.statement (
  workspace_id uuid not null,
  id text not null,
  agreement_id text not null,
  number integer not null,
  through text not null,
  through_index integer not null,
  cut timestamp with time zone not null,
  closed_at timestamp with time zone not null,
  currency text not null,
  opening_minor bigint not null,
  total_minor bigint not null,
  payable_minor bigint not null,
  closing_minor bigint not null,
  hash text not null,
  line_count integer not null,
  sealed_size bigint not null,
  constraint statement_workspace_id_agreement_id_number_key UNIQUE (workspace_id, agreement_id, number),
  constraint statement_pkey PRIMARY KEY (workspace_id, id),
  constraint statement_check CHECK (((opening_minor + total_minor) = (payable_minor + closing_minor)))
);
alter table public.statement enable row level security;
alter table public.statement force row level security;
create policy own_agreements_only on public.statement as restrictive for all to public using (((( SELECT current_agreements() AS current_agreements) IS NULL) OR (agreement_id = ANY (( SELECT current_agreements() AS current_agreements)::text[]))));
create policy workspace_only on public.statement as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
grant insert, select on table public.statement to belegbar_app;

create table public.statement_line (
  workspace_id uuid not null,
  statement_id text not null,
  line integer not null,
  agreement_id text not null,
  period integer not null,
  component text not null,
  subject text not null,
  occurrence text not null,
  change text not null,
  amount_minor bigint not null,
  under_review_minor bigint not null,
  held_minor bigint not null,
  payable_minor bigint not null,
  arithmetic jsonb not null,
  constraint statement_line_pkey PRIMARY KEY (workspace_id, statement_id, line),
  constraint statement_line_change_check CHECK ((change = ANY (ARRAY['new'::text, 'adjustment'::text, 'reversal'::text]))),
  constraint statement_line_check CHECK ((amount_minor = ((under_review_minor + held_minor) + payable_minor)))
);
CREATE INDEX statement_line_by_period ON public.statement_line USING btree (workspace_id, agreement_id, period);
CREATE INDEX statement_line_by_subject ON public.statement_line USING btree (workspace_id, agreement_id, subject);
CREATE INDEX statement_line_claim ON public.statement_line USING btree (workspace_id, agreement_id, component, subject);
alter table public.statement_line enable row level security;
alter table public.statement_line force row level security;
create policy own_agreements_only on public.statement_line as restrictive for all to public using (((( SELECT current_agreements() AS current_agreements) IS NULL) OR (agreement_id = ANY (( SELECT current_agreements() AS current_agreements)::text[]))));
create policy workspace_only on public.statement_line as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
grant insert, select on table public.statement_line to belegbar_app;

create table public.subject_link (
  workspace_id uuid not null,
  from_subject text not null,
  to_subject text not null,
  constraint subject_link_pkey PRIMARY KEY (workspace_id, from_subject, to_subject)
);
CREATE INDEX subject_link_back ON public.subject_link USING btree (workspace_id, to_subject, from_subject);
alter table public.subject_link enable row level security;
alter table public.subject_link force row level security;
create policy own_agreements_only on public.subject_link as restrictive for all to public using (((( SELECT current_agreements() AS current_agreements) IS NULL) OR (belongs_to_agreements(from_subject, '{}'::jsonb, ( SELECT current_agreements() AS current_agreements)) AND belongs_to_agreements(to_subject, '{}'::jsonb, ( SELECT current_agreements() AS current_agreements)))));
create policy workspace_only on public.subject_link as permissive for all to public using ((workspace_id = ( SELECT current_workspace() AS current_workspace))) with check ((workspace_id = ( SELECT current_workspace() AS current_workspace)));
grant delete, insert, select on table public.subject_link to belegbar_app;

-- views

create view public.deal_derived with (security_invoker=true) as
grant select on table public.deal_derived to belegbar_app;
-- workspace_id uuid
-- subject text
-- leads text[]
-- company text
-- stage text
-- amount_minor numeric
-- currency text
-- won_at timestamp with time zone
-- lost_at timestamp with time zone

create view public.effective_fact with (security_invoker=true) as
grant select on table public.effective_fact to belegbar_app;
-- workspace_id uuid
-- seq bigint
-- occurred_at timestamp with time zone
-- recorded_at timestamp with time zone
-- id uuid
-- supersedes uuid
-- import_id uuid
-- version integer
-- revision integer
-- day_precision boolean
-- backfilled boolean
-- kind text
-- subject text
-- source text
-- external_id text
-- actor text
-- content_hash bytea
-- data jsonb

create view public.lead_derived with (security_invoker=true) as
grant select on table public.lead_derived to belegbar_app;
-- workspace_id uuid
-- subject text
-- source text
-- medium text
-- campaign text
-- captured_at timestamp with time zone
-- person text
-- company text
-- state text

create view public.sales_order_derived with (security_invoker=true) as
grant select on table public.sales_order_derived to belegbar_app;
-- workspace_id uuid
-- subject text
-- deal text
-- customer text
-- net_minor numeric
-- currency text
-- placed_at timestamp with time zone
-- refunded_minor numeric
-- received_minor numeric

-- functions

create function public.analyze_log() returns void language plpgsql security definer as
$body$
begin
  analyze fact, fact_out_of_force, subject_link, lead, deal, sales_order;
end
$body$;
grant execute on routine public.analyze_log() to belegbar_app;

create function public.answer_of_key(p_workspace uuid, g incoming_fact) returns append_answer language plpgsql as
$body$
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
$body$;

create function public.append_fact(p_workspace uuid, p_now timestamp with time zone, p_touched text[], p_id uuid, p_kind text, p_version integer, p_subject text, p_occurred_at timestamp with time zone, p_day_precision boolean, p_source text, p_external_id text, p_revision integer, p_actor text, p_content_hash bytea, p_data jsonb, p_links text[]) returns SETOF append_answer language plpgsql as
$body$
declare
  v_ignored text := set_config('belegbar.workspace', p_workspace::text, true);
  v_seq bigint;
  v_at timestamptz;
begin
  -- Asking for the last revision leads to the index of the key even while the table is too new to have statistics.
  if (
    select f.revision from fact as f
    where f.workspace_id = p_workspace and f.source = p_source and f.kind = p_kind and f.external_id = p_external_id
    order by f.revision desc limit 1
  ) is null then
    -- Takes the lock of the head and moves it on at once.
    update log_head
      set
        size = size + 1,
        recorded_at = greatest(recorded_at, closed_until + interval '1 millisecond', date_trunc('milliseconds', coalesce(p_now, clock_timestamp())))
      where workspace_id = p_workspace
      returning size - 1, recorded_at into strict v_seq, v_at;
    insert into fact (
      workspace_id, seq, occurred_at, recorded_at, id, supersedes, import_id, version, revision, day_precision, backfilled,
      kind, subject, source, external_id, actor, content_hash, data
    ) values (
      p_workspace, v_seq, p_occurred_at, v_at, p_id, null, null, p_version, p_revision, p_day_precision, false,
      p_kind, p_subject, p_source, p_external_id, p_actor, p_content_hash, p_data
    ) on conflict do nothing;
    if found then
      if p_links is not null then
        insert into subject_link select distinct p_workspace, p_subject, l from unnest(p_links) as l on conflict do nothing;
      end if;
      if p_touched is not null then
        perform project_subjects(p_workspace, p_touched);
      end if;
      return next (0, 'first', null, v_seq, v_at, null, null)::append_answer;
      return;
    end if;
    -- Another process recorded the same key between the look and the lock: the head goes back, and the set-based way answers.
    update log_head set size = v_seq where workspace_id = p_workspace;
  end if;
  return query select * from append_facts(
    p_workspace,
    array[
      (p_id, p_kind, p_version, p_subject, p_occurred_at, p_day_precision, null, p_source, p_external_id, p_revision, p_actor, null, p_content_hash, p_data, p_links)
    ]::incoming_fact[],
    p_now, null, p_touched, p_links is not null
  );
end
$body$;

create function public.append_facts(p_workspace uuid, p_facts incoming_fact[], p_now timestamp with time zone, p_import uuid, p_touched text[], p_linked boolean) returns SETOF append_answer language plpgsql as
$body$
declare
  v_ignored text := set_config('belegbar.workspace', p_workspace::text, true);
  v_size bigint;
  v_at timestamptz;
  v_closed_until timestamptz;
  v_sealed boolean;
begin
  select h.size, greatest(h.recorded_at, h.closed_until + interval '1 millisecond', date_trunc('milliseconds', coalesce(p_now, clock_timestamp()))), h.closed_until, h.sealed
    into strict v_size, v_at, v_closed_until, v_sealed
    from log_head as h where h.workspace_id = p_workspace for update;

  return query
  with given as materialized (
    select
      g.*,
      known.id as known_id, known.seq as known_seq, known.recorded_at as known_recorded_at, known.revision as known_revision,
      known.as_recorded as known_fact,
      case
        when g.recorded_at is not null and (v_sealed or g.recorded_at <= v_closed_until or g.recorded_at > v_at) then 'backfill'
        when known.id is null then 'new'
        when known.standing = 'effective' then
          case
            when known.version = g.version and known.subject = g.subject and known.occurred_at = g.occurred_at
              and known.day_precision = g.day_precision and known.data = g.data then 'repeated'
            when g.revision > known.revision then 'next'
            else 'conflict'
          end
        when known.standing = 'other' then 'careful'
        when g.revision > known.revision then 'new'
        else 'again'
      end as standing
    from unnest(p_facts) with ordinality
      as g (id, kind, version, subject, occurred_at, day_precision, recorded_at, source, external_id, revision, actor, supersedes, content_hash, data, links, ord)
    left join lateral (
      select
        f.id, f.seq, f.recorded_at, f.revision, f.version, f.subject, f.occurred_at, f.day_precision, f.data, f as as_recorded,
        case
          when not exists (select from fact_out_of_force as o where o.workspace_id = p_workspace and o.fact_id = f.id) then 'effective'
          -- Out of force by a correction, or with an earlier revision back in force: not merely undone.
          when exists (select from effective_fact as e where e.workspace_id = p_workspace and e.supersedes = f.id) or (
            select e.revision from effective_fact as e
            where e.workspace_id = p_workspace and e.source = f.source and e.kind = f.kind and e.external_id = f.external_id
            order by e.revision desc limit 1
          ) is not null then 'other'
          else 'undone'
        end as standing
      from fact as f
      where f.workspace_id = p_workspace and f.source = g.source and f.kind = g.kind and f.external_id = g.external_id
      order by f.revision desc
      limit 1
    ) as known on true
  ), fresh as materialized (
    select given.*, v_size - 1 + row_number() over (order by given.ord) as seq from given where standing = 'new'
  ), recorded as (
    insert into fact (
      workspace_id, seq, occurred_at, recorded_at, id, supersedes, import_id, version, revision, day_precision, backfilled,
      kind, subject, source, external_id, actor, content_hash, data
    )
    select
      p_workspace, n.seq, n.occurred_at, coalesce(n.recorded_at, v_at), n.id, null, p_import, n.version, n.revision, n.day_precision,
      n.recorded_at is not null, n.kind, n.subject, n.source, n.external_id, n.actor, n.content_hash, n.data
    from fresh as n
  ), advanced as (
    update log_head
    set
      size = v_size + added.count,
      recorded_at = greatest(log_head.recorded_at, added.newest)
    from (select count(*), max(coalesce(fresh.recorded_at, v_at)) as newest from fresh) as added
    where log_head.workspace_id = p_workspace and added.count > 0
  )
  select 0, 'first', null::uuid, v_size, v_at, null::integer, null::jsonb
  union all
  select
    g.ord::integer,
    case g.standing when 'repeated' then 'repeated' when 'careful' then 'careful' when 'next' then 'next' when 'again' then 'next' else 'refused' end,
    case when g.standing <> 'again' then g.known_id end,
    g.known_seq,
    g.known_recorded_at,
    case when g.standing = 'next' then g.revision else g.known_revision + 1 end,
    case g.standing
      when 'backfill' then jsonb_build_object('code', 'fact.backfill_after_seal')
      when 'conflict' then content_of(g.known_fact)
    end
  from given as g
  where g.standing <> 'new';

  if p_linked then
    insert into subject_link
      select distinct p_workspace, g.subject, l.to_subject
      from unnest(p_facts) as g cross join lateral unnest(g.links) as l (to_subject)
      where exists (select from fact as f where f.workspace_id = p_workspace and f.id = g.id and f.seq >= v_size)
      on conflict do nothing;
  end if;
  if p_touched is not null then
    perform project_subjects(p_workspace, p_touched);
  end if;
end
$body$;

create function public.append_facts_carefully(p_workspace uuid, p_facts incoming_fact[], p_now timestamp with time zone, p_import uuid, p_expected jsonb) returns SETOF append_answer language plpgsql as
$body$
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
$body$;

create function public.belongs_to_agreements(p_subject text, p_data jsonb, p_agreements text[]) returns boolean language sql as
$body$
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
  $body$;

create procedure public.confine_to_workspace(IN p_table regclass) language plpgsql as
$body$
begin
  execute format('alter table %s enable row level security', p_table);
  execute format('alter table %s force row level security', p_table);
  execute format(
    'create policy workspace_only on %s using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()))',
    p_table
  );
  call open_to_partners(p_table, 'false');
end
$body$;

create function public.content_of(f fact) returns jsonb language sql as
$body$
    select jsonb_build_object(
      'code', 'fact.conflict', 'id', f.id, 'version', f.version, 'subject', f.subject, 'occurredAt', f.occurred_at,
      'precision', case when f.day_precision then 'day' end, 'data', f.data
    )
  $body$;

create function public.current_agreements() returns text[] language sql as
$body$
    select case
      when nullif(current_setting('belegbar.agreements', true), '') is not null
        then array(select jsonb_array_elements_text(current_setting('belegbar.agreements', true)::jsonb))
    end
  $body$;

create function public.current_workspace() returns uuid language sql as
$body$ select nullif(current_setting('belegbar.workspace', true), '')::uuid $body$;

create procedure public.open_to_partners(IN p_table regclass, IN p_condition text) language plpgsql as
$body$
begin
  execute format('drop policy if exists own_agreements_only on %s', p_table);
  execute format(
    'create policy own_agreements_only on %s as restrictive using ((select current_agreements()) is null or (%s))',
    p_table, p_condition
  );
end
$body$;

create function public.out_of_force_derived(p_workspace uuid) returns TABLE(workspace_id uuid, fact_id uuid) language plpgsql as
$body$
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
$body$;

create function public.project_subjects(p_workspace uuid, p_subjects text[]) returns void language plpgsql as
$body$
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
$body$;

create function public.refusal_of_target(p_workspace uuid, g incoming_fact) returns jsonb language plpgsql as
$body$
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
$body$;

create function public.retract_import(p_workspace uuid, p_import uuid, p_after_seq bigint, p_limit integer, p_actor text, p_reason text, p_now timestamp with time zone, OUT retracted bigint, OUT last_seq bigint) returns record language plpgsql as
$body$
declare
  v_head record;
  v_touched text[];
  v_old uuid;
begin
  select * into v_head from take_head(p_workspace, p_now);
  create temp table if not exists retracting (fact_id uuid, subject text, chained boolean, place bigint) on commit drop;
  truncate retracting;
  insert into retracting
    select f.id, f.subject, f.supersedes is not null or f.kind = 'fact.retracted', row_number() over (order by f.seq)
    from (
      select * from effective_fact as e
      where e.workspace_id = p_workspace and e.import_id = p_import and e.seq > p_after_seq
        and e.seq <= (select i.last_seq from import_run as i where i.workspace_id = p_workspace and i.id = p_import)
      order by e.seq
      limit p_limit
    ) as f;
  get diagnostics retracted = row_count;
  select max(f.seq) into last_seq from fact as f join retracting as r on f.id = r.fact_id where f.workspace_id = p_workspace;
  if retracted = 0 then
    return;
  end if;

  insert into fact (
    workspace_id, seq, occurred_at, recorded_at, id, supersedes, import_id, version, revision, day_precision, backfilled,
    kind, subject, source, external_id, actor, content_hash, data
  )
  select
    p_workspace, v_head.size + r.place - 1, v_head.at, v_head.at, gen_random_uuid(), null, null, 1, 1, false, false,
    'fact.retracted', 'fact:' || r.fact_id, 'belegbar', null, p_actor,
    sha256(convert_to(
      '{"actor":' || to_json(p_actor) || ',"data":{"by":' || to_json(p_actor) || ',"fact":"' || r.fact_id || '","reason":' || to_json(p_reason)
      || '},"kind":"fact.retracted","occurredAt":"' || to_char(v_head.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
      || '","revision":1,"source":"belegbar","subject":"fact:' || r.fact_id || '","version":1,"workspace":"' || p_workspace || '"}',
      'UTF8'
    )),
    jsonb_build_object('by', p_actor, 'fact', r.fact_id, 'reason', p_reason)
  from retracting as r;
  update log_head as h set size = v_head.size + retracted, recorded_at = v_head.at where h.workspace_id = p_workspace;

  insert into fact_out_of_force select p_workspace, r.fact_id from retracting as r where not r.chained;
  v_touched := array(select distinct r.subject from retracting as r where r.subject ~ '^(lead|deal|order):');
  -- A correction or retraction gives way to what it was against; from the newest to the oldest.
  for v_old in select r.fact_id from retracting as r where r.chained order by r.place desc loop
    v_touched := v_touched || settle_effect(p_workspace, v_old);
  end loop;
  perform project_subjects(p_workspace, v_touched);
end
$body$;

create function public.same_content(f fact, g incoming_fact) returns boolean language sql as
$body$
    select f.version = g.version and f.subject = g.subject and f.occurred_at = g.occurred_at and f.day_precision = g.day_precision and f.data = g.data
  $body$;

create function public.settle_effect(p_workspace uuid, p_fact uuid) returns text[] language plpgsql as
$body$
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
$body$;

create function public.subject_link_derived(p_workspace uuid, p_kinds text[], p_fields text[]) returns TABLE(workspace_id uuid, from_subject text, to_subject text) language sql as
$body$
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
  $body$;

create function public.take_head(p_workspace uuid, p_now timestamp with time zone, OUT size bigint, OUT at timestamp with time zone, OUT closed_until timestamp with time zone, OUT sealed boolean) returns record language plpgsql as
$body$
declare
  v_ignored text := set_config('belegbar.workspace', p_workspace::text, true);
begin
  -- The clock is read after the lock is held: facts that waited longer are recorded later.
  select h.size, greatest(h.recorded_at, h.closed_until + interval '1 millisecond', date_trunc('milliseconds', coalesce(p_now, clock_timestamp()))), h.closed_until, h.sealed
    into strict size, at, closed_until, sealed
    from log_head as h where h.workspace_id = p_workspace for update;
end
$body$;
