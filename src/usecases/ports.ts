import type { Definition } from '#core/definitions/definition.ts';
import type { Fact, FactDraft } from '#core/facts/fact.ts';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import type { IsoInstant } from '#core/kernel/instant.ts';
import type { Refusal } from '#core/kernel/result.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import type { ClaimHistory } from '#core/settlement/claim.ts';
import type { StatementLine, Totals } from '#core/settlement/line.ts';
import type { Determinations, Drafts } from './determination-ports.ts';
import type { Identity } from './identity-ports.ts';
import type { Leads } from './lead-ports.ts';
import type { Seals } from './seal-ports.ts';
import type { SourceFigures } from './source-figure-ports.ts';
import type { OpenClaims, OpenSums } from './statement-ports.ts';
import type { TodayFigures } from './today-ports.ts';
import type { Upkeep } from './upkeep-ports.ts';

/** All that use cases need from outside. The store implements these; nothing here knows SQL. */
export interface Ports {
  readonly clock: Clock;
  readonly workspaces: Workspaces;
  readonly log: FactLog;
  readonly documents: Documents;
  readonly exclusive: Exclusive;
  readonly determinations: Determinations;
  readonly drafts: Drafts;
  readonly identity: Identity;
  readonly leads: Leads;
  readonly sourceFigures: SourceFigures;
  readonly claims: Claims;
  readonly statements: Statements;
  readonly seals: Seals;
  readonly imports: Imports;
  readonly upkeep: Upkeep;
  readonly today: TodayFigures;
}

export interface Clock {
  now(): IsoInstant;
}

/** Who asks, in which workspace. Every port call is confined to this workspace by row-level security. */
export interface Asker {
  readonly workspace: string;
  /** `member:<id>`, `key:<id>`, `party:<key>` or `system`; becomes the actor of facts. */
  readonly actor: string;
  /** Of a partner: the agreements it is a party of. A second row policy hides everything else of the workspace from its calls. */
  readonly agreements?: readonly string[];
}

// ── Workspaces ──────────────────────────────────────────────────────────────

export interface Workspace {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  /** Whose public holidays are shown; no clock counts by them yet. ISO 3166-2 such as DE-BW; null until somebody says it. */
  readonly region: string | null;
  /** Demo and test workspaces can never hold or receive real data. */
  readonly purpose: 'real' | 'demo' | 'test';
  readonly createdAt: IsoInstant;
}

export interface Workspaces {
  create(workspace: Omit<Workspace, 'createdAt' | 'region'>): Promise<Workspace | undefined>;
  /** What its owner may change; undefined if there is no such workspace. */
  change(id: string, settings: Pick<Workspace, 'name' | 'currency' | 'timeZone' | 'region'>): Promise<Workspace | undefined>;
  find(slugOrId: string): Promise<Workspace | undefined>;
  list(): Promise<readonly Workspace[]>;
}

// ── Facts ───────────────────────────────────────────────────────────────────

export type AppendAnswer =
  | { readonly status: 'recorded'; readonly id: string; readonly seq: number; readonly recordedAt: IsoInstant }
  /** The same key with the same content was recorded before; answered as the first time. */
  | { readonly status: 'repeated'; readonly id: string; readonly seq: number; readonly recordedAt: IsoInstant }
  | { readonly status: 'refused'; readonly refusal: Refusal };

export interface AppendOptions {
  /** Everything is checked and answered, nothing is kept. */
  readonly dryRun?: boolean;
  /** All or nothing: one refusal keeps the whole batch out. Default: a partly bad batch records the good ones. */
  readonly atomic?: boolean;
  /** For decisions: the newest fact of each subject must still be this one (seq), else `fact.revision_unexpected`. */
  readonly expected?: readonly { readonly subject: string; readonly lastSeq: number | null }[];
}

export interface FactPage {
  readonly facts: readonly Fact[];
  /** Pass as `afterSeq` to go on; absent on the last page. */
  readonly nextAfterSeq?: number;
}

export interface FactLog {
  /** Drafts are already validated payloads with resolved subjects; personal values still in clear (the store commits to them). */
  append(asker: Asker, drafts: readonly FactDraft[], options?: AppendOptions): Promise<readonly AppendAnswer[]>;
  /** The same, in bulk by COPY and set-based insert; answers come per batch and in order. */
  importBatches(asker: Asker, importId: string, batches: AsyncIterable<readonly FactDraft[]>): AsyncIterable<readonly AppendAnswer[]>;
  /** Every fact (effective or not) of the scope of each subject, by the walk in core/definitions/scope.ts. */
  factsOfScopes(asker: Asker, subjects: readonly string[]): Promise<ReadonlyMap<string, readonly Fact[]>>;
  factsOfSubject(asker: Asker, subject: string): Promise<readonly Fact[]>;
  factsById(asker: Asker, ids: readonly string[]): Promise<readonly Fact[]>;
  page(asker: Asker, afterSeq: number, limit: number, filter?: { readonly kind?: string; readonly subject?: string }): Promise<FactPage>;
  /** Newest first: the facts with `seq < beforeSeq`. */
  pageBefore(
    asker: Asker,
    beforeSeq: number,
    limit: number,
    filter?: { readonly kind?: string; readonly subject?: string },
  ): Promise<{ readonly facts: readonly Fact[]; readonly nextBeforeSeq?: number }>;
  head(asker: Asker): Promise<{ readonly size: number; readonly recordedAt: IsoInstant | null }>;
  /** From now on every fact gets `recordedAt > cut`. */
  closeUpTo(asker: Asker, cut: IsoInstant): Promise<void>;
  /** The ids by which the systems they come from know these subjects, where they have one. */
  externalIds(asker: Asker, subjects: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Clear personal values of these subjects, where not erased: subject -> field -> value. */
  personalValues(asker: Asker, subjects: readonly string[]): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>>;
  /** The clear texts behind commitments of facts, where not erased. */
  personalTexts(asker: Asker, commitments: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

// ── Documents: definitions and agreements ───────────────────────────────────

export interface StoredDefinition {
  readonly definition: Definition;
  readonly hash: string;
  readonly adoptedAt: IsoInstant;
}

export interface StoredAgreement {
  readonly agreement: Agreement;
  readonly hash: string;
  /** The YAML text as it was proposed, comments and all. */
  readonly text: string;
  readonly proposedAt: IsoInstant;
}

/** Content-addressed documents. That they were adopted, proposed or signed is said by facts. */
export interface Documents {
  saveDefinition(asker: Asker, stored: StoredDefinition): Promise<void>;
  definitions(asker: Asker): Promise<readonly StoredDefinition[]>;
  definitionByHash(asker: Asker, hash: string): Promise<StoredDefinition | undefined>;
  saveAgreement(asker: Asker, stored: StoredAgreement): Promise<void>;
  /** All proposed versions, oldest first. */
  agreementVersions(asker: Asker, agreementId: string): Promise<readonly StoredAgreement[]>;
  agreements(asker: Asker): Promise<readonly StoredAgreement[]>;
}

// ── One at a time ───────────────────────────────────────────────────────────

export interface Exclusive {
  /** Runs work that nothing else under the same name in the workspace runs at the same time, in any process. Not reentrant. */
  exclusively<T>(asker: Asker, name: string, work: () => Promise<T>): Promise<T>;
}

// ── Claims ──────────────────────────────────────────────────────────────────

/** A claim's history as projected from the facts, with what lists need. */
export interface StoredClaim {
  readonly history: ClaimHistory;
  /** The determinations behind the states, newest last: answer, instant, facts used. */
  readonly determination: JsonObject;
  /** The earliest and latest resultAt of any state. */
  readonly firstResultAt: IsoInstant | null;
  readonly lastResultAt: IsoInstant | null;
  /** recordedAt of the newest fact that matters to the claim. */
  readonly changedAt: IsoInstant;
  readonly factIds: readonly string[];
}

/** Facts with `seq < upToSeq` are reflected, under the contract of this fingerprint. */
export interface ClaimProgress {
  readonly upToSeq: number;
  readonly contract: string;
}

export interface Claims {
  /** How far the claims of this agreement reflect the log. */
  progress(asker: Asker, agreementId: string): Promise<ClaimProgress>;
  /** Claim subjects whose scope may have changed by facts with `seq >= fromSeq`, a page at a time. */
  subjectsTouched(asker: Asker, subjectTypes: readonly string[], fromSeq: number, untilSeq: number): AsyncIterable<readonly string[]>;
  /** Replaces the claims of these subjects in one transaction with the progress mark. */
  save(
    asker: Asker,
    agreementId: string,
    subjects: readonly string[],
    claims: readonly StoredClaim[],
    progress: ClaimProgress,
  ): Promise<void>;
  list(
    asker: Asker,
    agreementId: string,
    page?: { readonly afterSubject?: string; readonly limit?: number },
  ): Promise<readonly StoredClaim[]>;
  bySubject(asker: Asker, agreementId: string, subject: string): Promise<readonly StoredClaim[]>;
  /**
   * The histories of claims that settling may touch: any result at or after `since`, or changed after `changedSince`, or left by the
   * statements so far with money under review or held back, or about a subject of which a cap left something to carry.
   */
  forSettlement(
    asker: Asker,
    agreementId: string,
    since: IsoInstant | null,
    changedSince: IsoInstant | null,
    carried?: readonly string[],
  ): Promise<readonly ClaimHistory[]>;
}

// ── Statements, ledger ──────────────────────────────────────────────────────

export interface Statement {
  readonly id: string;
  readonly agreementId: string;
  readonly number: number;
  /** YYYY-MM of the last period covered. */
  readonly through: string;
  readonly throughIndex: number;
  readonly cut: IsoInstant;
  readonly closedAt: IsoInstant;
  readonly currency: string;
  readonly totals: Totals;
  readonly hash: string;
  readonly lineCount: number;
  /** Size of the log the seal of this statement covers. */
  readonly sealedSize: number;
}

export interface Statements {
  list(asker: Asker, agreementId?: string): Promise<readonly Statement[]>;
  byId(asker: Asker, statementId: string): Promise<Statement | undefined>;
  lines(
    asker: Asker,
    statementId: string,
    page?: { readonly afterLine?: number; readonly limit?: number },
  ): Promise<readonly StatementLine[]>;
  /** The lines of all closed statements of the agreement, oldest statement first; with `periodsFrom`, only of periods with at least this index. */
  stated(asker: Asker, agreementId: string, periodsFrom?: number): Promise<readonly StatementLine[]>;
  /** The lines stated so far for these subjects in periods below an index, oldest statement first. */
  statedOf(asker: Asker, agreementId: string, subjects: readonly string[], belowPeriod: number): Promise<readonly StatementLine[]>;
  /** Hand-over state of locked periods, as `settle` left it with the newest statement. */
  checkpoint(asker: Asker, agreementId: string): Promise<JsonObject | undefined>;
  /**
   * Writes statement, lines and postings in one transaction, together with the facts that say so. Every posting transaction sums
   * to zero per currency, checked in the writing statement.
   */
  close(
    asker: Asker,
    statement: Omit<Statement, 'lineCount'>,
    lines: readonly StatementLine[],
    facts: readonly FactDraft[],
    checkpoint: JsonObject,
  ): Promise<void>;
  /** What this statement and all before it leave under review and held back, in minor units of the statement's currency. */
  outstanding(asker: Asker, statement: Pick<Statement, 'agreementId' | 'number'>): Promise<OpenSums>;
  /** The claims with such money, the largest first, and how many there are. */
  openClaims(asker: Asker, statement: Pick<Statement, 'agreementId' | 'number'>, limit: number): Promise<OpenClaims>;
  /** Sums per account and currency. */
  balances(
    asker: Asker,
    agreementId: string,
  ): Promise<readonly { readonly account: string; readonly currency: string; readonly minor: bigint }[]>;
}

// ── Imports ─────────────────────────────────────────────────────────────────

export interface ImportRun {
  readonly id: string;
  readonly mappingName: string;
  readonly mappingHash: string;
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly hash: string }[];
  readonly state: 'running' | 'done' | 'undone';
  readonly read: number;
  readonly recorded: number;
  readonly repeated: number;
  readonly refused: number;
  readonly startedAt: IsoInstant;
  readonly finishedAt: IsoInstant | null;
  readonly actor: string;
}

export interface Imports {
  start(
    asker: Asker,
    run: Omit<ImportRun, 'state' | 'read' | 'recorded' | 'repeated' | 'refused' | 'finishedAt'> & { readonly mappingText: string },
  ): Promise<void>;
  /** The mapping as it was handed in; undefined for imports of before it was kept. */
  mappingText(asker: Asker, importId: string): Promise<string | undefined>;
  progress(asker: Asker, importId: string, counts: Pick<ImportRun, 'read' | 'recorded' | 'repeated' | 'refused'>): Promise<void>;
  finish(asker: Asker, importId: string, state: 'done' | 'undone'): Promise<void>;
  list(asker: Asker): Promise<readonly ImportRun[]>;
  byId(asker: Asker, importId: string): Promise<ImportRun | undefined>;
  /** The imports that facts came from, by fact id; facts that came another way have none. */
  ofFacts(asker: Asker, factIds: readonly string[]): Promise<ReadonlyMap<string, ImportRun>>;
  /** Retracts, set-based, every effective fact that this import recorded; answers how many. */
  retractAll(asker: Asker, importId: string, reason: string): Promise<number>;
}
