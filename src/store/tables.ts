import type { ColumnType, Generated } from 'kysely';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import type { Arithmetic } from '#core/settlement/line.ts';

/** The tables that ordinary queries name. Instants are read as ISO text, int8 as bigint, and written as text or numbers. */
export interface Tables {
  'directory.workspace': {
    id: string;
    slug: string;
    name: string;
    currency: string;
    time_zone: string;
    region: string | null;
    purpose: 'real' | 'demo' | 'test';
    created_at: string;
  };
  log_head: { workspace_id: string; size: BigInteger; recorded_at: string | null; closed_until: string | null; sealed: boolean };
  fact: FactTable;
  effective_fact: FactTable;
  personal_value: { workspace_id: string; subject: string; field: string; digest: Buffer; commitment: string; salt: Buffer; value: string };
  definition_document: { workspace_id: string; hash: string; document: JsonColumn<JsonObject>; adopted_at: string };
  agreement_document: {
    workspace_id: string;
    agreement_id: string;
    hash: string;
    document: JsonColumn<JsonObject>;
    text: string;
    proposed_at: string;
  };
  determination: DeterminationTable;
  determination_progress: { workspace_id: string; definition_hash: string; up_to_seq: BigInteger };
  claim: ClaimTable;
  claim_progress: { workspace_id: string; agreement_id: string; up_to_seq: BigInteger; contract: string };
  statement: StatementTable;
  statement_line: StatementLineTable;
  posting: {
    workspace_id: string;
    statement_id: string;
    line: number;
    account: string;
    component: string;
    currency: string;
    minor: BigInteger;
  };
  settlement_checkpoint: { workspace_id: string; agreement_id: string; document: JsonColumn<JsonObject> };
  seal: { workspace_id: string; size: BigInteger; root: Buffer; previous: Buffer | null; at: string };
  log_tile: { workspace_id: string; level: number; tile_index: BigInteger; hashes: Buffer; root: Buffer };
  import_run: ImportRunTable;
}

type BigInteger = ColumnType<bigint, bigint | number, bigint | number>;
/** Read as parsed JSON, written as JSON text. */
type JsonColumn<T> = ColumnType<T, string, string>;

export interface FactTable {
  workspace_id: string;
  seq: BigInteger;
  occurred_at: string;
  recorded_at: string;
  id: string;
  supersedes: string | null;
  import_id: string | null;
  version: number;
  revision: number;
  day_precision: boolean;
  backfilled: boolean;
  kind: string;
  subject: string;
  source: string;
  external_id: string | null;
  actor: string;
  content_hash: Buffer;
  data: JsonColumn<JsonObject>;
}

export interface DeterminationTable {
  workspace_id: string;
  definition_hash: string;
  subject: string;
  known_at: string;
  answer: 'yes' | 'no' | 'open' | 'failed';
  result_at: string | null;
  missing: string[];
  message: string | null;
  cause: string | null;
  override: string | null;
}

export interface ClaimTable {
  workspace_id: string;
  agreement_id: string;
  subject: string;
  component: string;
  history: JsonColumn<JsonObject>;
  determination: JsonColumn<JsonObject>;
  first_result_at: string | null;
  last_result_at: string | null;
  changed_at: string;
  fact_ids: string[];
}

export interface StatementTable {
  workspace_id: string;
  id: string;
  agreement_id: string;
  number: number;
  through: string;
  through_index: number;
  cut: string;
  closed_at: string;
  currency: string;
  opening_minor: BigInteger;
  total_minor: BigInteger;
  payable_minor: BigInteger;
  closing_minor: BigInteger;
  hash: string;
  line_count: number;
  sealed_size: BigInteger;
}

export interface StatementLineTable {
  workspace_id: string;
  statement_id: string;
  line: number;
  agreement_id: string;
  period: number;
  component: string;
  subject: string;
  occurrence: string;
  change: 'new' | 'adjustment' | 'reversal';
  amount_minor: BigInteger;
  under_review_minor: BigInteger;
  held_minor: BigInteger;
  payable_minor: BigInteger;
  arithmetic: JsonColumn<readonly Arithmetic[]>;
}

export interface ImportRunTable {
  workspace_id: string;
  id: string;
  mapping_name: string;
  mapping_hash: string;
  files: JsonColumn<readonly { name: string; bytes: number; hash: string }[]>;
  state: 'running' | 'done' | 'undone';
  read: Generated<bigint>;
  recorded: Generated<bigint>;
  repeated: Generated<bigint>;
  refused: Generated<bigint>;
  started_at: string;
  finished_at: string | null;
  actor: string;
  first_seq: bigint | null;
  last_seq: bigint | null;
  mapping_text: string | null;
}
