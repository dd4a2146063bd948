import type { FactDraft } from '#core/facts/fact.ts';
import { present } from '#core/kernel/assert.ts';
import { derivedId } from '#core/kernel/ids.ts';
import type { RefusalCode } from '#core/kernel/refusal-codes.ts';
import { ok, RefusalError, type RefusalParams, type Result, refuse } from '#core/kernel/result.ts';
import type { AppendAnswer, Asker, Ports } from './ports.ts';

/** A file as it was given; `open` is called more than once and gives the same bytes each time. */
export interface GivenFile {
  readonly name: string;
  open(): AsyncIterable<Uint8Array>;
}

export interface ImportRequest {
  /** The mapping document as text. */
  readonly mapping: string;
  readonly files: readonly GivenFile[];
  /** Everything is read and checked, nothing is kept. */
  readonly dryRun?: boolean;
  /** Overrules the mapping: `occurredAt` or the name of a column. */
  readonly recordedAtRule?: string;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** How many of the first facts the report shows; five unless stated. */
  readonly factsShown?: number;
}

export interface ImportProgress {
  /** null in a dry run */
  readonly importId: string | null;
  /** Rows read so far. */
  readonly read: number;
  /** Facts: one row may give several. */
  readonly recorded: number;
  readonly repeated: number;
  /** Rows, each once however much of it was refused. */
  readonly refused: number;
}

export interface RowRefusal {
  readonly file: string;
  /** 1-based line of the file at which the row starts. */
  readonly line: number;
  readonly code: RefusalCode;
  readonly params: RefusalParams;
}

export interface ImportReport extends Omit<ImportProgress, 'refused'> {
  /** Rows of which something was refused, each once. */
  readonly refusedCount: number;
  /** The first 1,000 refusals; a row may have several. */
  readonly refused: readonly RowRefusal[];
  /** The first facts as they were read. */
  readonly preview: readonly FactDraft[];
  /** Facts recorded or repeated, by their kind. */
  readonly byKind: Readonly<Record<string, number>>;
}

interface FactBatch {
  readonly rowsRead: number;
  readonly drafts: readonly FactDraft[];
  readonly places: readonly { readonly file: string; readonly line: number }[];
  readonly refused: readonly RowRefusal[];
}

/** Reads files of a foreign system into drafts; `connectors/csv` is one. */
export interface FileReader {
  open(request: {
    readonly mapping: string;
    readonly files: readonly GivenFile[];
    readonly workspace: string;
    readonly actor: string;
    readonly timeZone: string;
    readonly currency: string | undefined;
    readonly recordedAtRule: string | undefined;
    readonly replaceExternalId: (externalId: string) => string;
  }): Promise<
    Result<{
      readonly mappingName: string;
      readonly mappingHash: string;
      readonly files: readonly { readonly name: string; readonly bytes: number; readonly hash: string }[];
      batches(): AsyncIterable<FactBatch>;
    }>
  >;
}

/** External ids that name a person never get into facts, nor into the ids derived from them. */
export interface ExternalIds {
  /** What stands in for an external id in this workspace: itself, unless it looks like an e-mail address or a phone number. */
  replacer(asker: Asker): Promise<(externalId: string) => string>;
}

export type ImportPorts = Pick<Ports, 'clock' | 'workspaces' | 'log' | 'imports'> & {
  readonly files: FileReader;
  readonly externalIds: ExternalIds;
};

const REFUSALS_SHOWN = 1_000;
const FACTS_SHOWN = 5;

/**
 * Imports files by a mapping. Rows that cannot be read are refused one by one, the others are recorded. The same files by the same mapping are
 * the same import: running it again finds what is recorded and goes on with the rest, so a crash needs no repair.
 * Refusals: workspace.unknown, import.mapping_invalid, import.file_missing, import.file_unreadable, input.too_large.
 */
export async function importFiles(ports: ImportPorts, asker: Asker, request: ImportRequest): Promise<Result<ImportReport>> {
  const workspace = await ports.workspaces.find(asker.workspace);
  if (workspace === undefined) return refuse('workspace.unknown', { workspace: asker.workspace });
  const { mapping, files, recordedAtRule, dryRun = false } = request;
  const opened = await ports.files.open({
    mapping,
    files,
    workspace: workspace.id,
    actor: asker.actor,
    timeZone: workspace.timeZone,
    currency: workspace.currency,
    recordedAtRule,
    replaceExternalId: await ports.externalIds.replacer(asker),
  });
  if (!opened.ok) return opened;
  const { mappingName, mappingHash } = opened.value;
  const importId = derivedId('import', workspace.id, mappingHash, recordedAtRule ?? '', ...opened.value.files.map((file) => file.hash));
  const tally = new Tally(dryRun ? null : importId, request.factsShown ?? FACTS_SHOWN);
  try {
    if (!dryRun) {
      const startedAt = ports.clock.now();
      await ports.imports.start(asker, {
        id: importId,
        mappingName,
        mappingHash,
        mappingText: mapping,
        files: opened.value.files,
        startedAt,
        actor: asker.actor,
      });
    }
    await run(ports, asker, opened.value.batches(), tally, request, importId);
    if (!dryRun) await ports.imports.finish(asker, importId, 'done');
  } catch (error) {
    if (error instanceof RefusalError) return { ok: false, refusal: error.refusal };
    throw error;
  }
  return ok(tally.report());
}

async function run(
  ports: ImportPorts,
  asker: Asker,
  batches: AsyncIterable<FactBatch>,
  tally: Tally,
  { dryRun, onProgress }: ImportRequest,
  importId: string,
): Promise<void> {
  // The log pulls the drafts and answers batch by batch in the same order; what it has taken but not answered yet waits here.
  const unanswered: FactBatch[] = [];
  const drafts = async function* () {
    for await (const batch of batches) {
      tally.read(batch);
      if (batch.drafts.length === 0) continue;
      unanswered.push(batch);
      yield batch.drafts;
    }
  };
  const answered = dryRun === true ? askAll(ports, asker, drafts()) : ports.log.importBatches(asker, importId, drafts());
  for await (const answers of answered) {
    tally.answered(present(unanswered.shift(), 'the batch that was answered'), answers);
    const progress = tally.progress();
    if (dryRun !== true) await ports.imports.progress(asker, importId, progress);
    onProgress?.(progress);
  }
  if (dryRun !== true) await ports.imports.progress(asker, importId, tally.progress());
}

async function* askAll(
  ports: ImportPorts,
  asker: Asker,
  batches: AsyncIterable<readonly FactDraft[]>,
): AsyncGenerator<readonly AppendAnswer[]> {
  for await (const drafts of batches) yield await ports.log.append(asker, drafts, { dryRun: true });
}

function rowOf({ file, line }: { readonly file: string; readonly line: number }): string {
  return `${line} ${file}`;
}

function rowsOf(refused: readonly RowRefusal[]): Set<string> {
  return new Set(refused.map(rowOf));
}

function numberOf({ externalId }: FactDraft): RefusalParams {
  return externalId === undefined ? {} : { externalId };
}

/** Counts what became of rows and facts. */
class Tally {
  readonly #importId: string | null;
  readonly #factsShown: number;
  #read = 0;
  #recorded = 0;
  #repeated = 0;
  #refusedCount = 0;
  readonly #refused: RowRefusal[] = [];
  readonly #preview: FactDraft[] = [];
  readonly #byKind = new Map<string, number>();

  constructor(importId: string | null, factsShown: number) {
    this.#importId = importId;
    this.#factsShown = factsShown;
  }

  read(batch: FactBatch): void {
    this.#read += batch.rowsRead;
    for (const refusal of batch.refused) this.#refuse(refusal);
    this.#refusedCount += rowsOf(batch.refused).size;
    if (this.#preview.length < this.#factsShown) this.#preview.push(...batch.drafts.slice(0, this.#factsShown - this.#preview.length));
  }

  answered(batch: FactBatch, answers: readonly AppendAnswer[]): void {
    // A row is in one batch with all its facts.
    const refusedRows = rowsOf(batch.refused);
    const takenRows = new Set<string>();
    for (const [index, answer] of answers.entries()) {
      const draft = present(batch.drafts[index], 'the fact that was answered');
      if (answer.status === 'refused') {
        const place = present(batch.places[index], 'the place of the fact');
        const row = rowOf(place);
        if (!refusedRows.has(row)) this.#refusedCount += 1;
        refusedRows.add(row);
        // Several facts of a row fall with one number, which is said once and not with the content of each.
        const isTaken = answer.refusal.code === 'fact.conflict';
        if (!isTaken) this.#refuse({ ...place, ...answer.refusal });
        else if (!takenRows.has(row)) this.#refuse({ ...place, code: 'import.number_taken', params: numberOf(draft) });
        if (isTaken) takenRows.add(row);
        continue;
      }
      if (answer.status === 'recorded') this.#recorded += 1;
      else this.#repeated += 1;
      this.#byKind.set(draft.kind, (this.#byKind.get(draft.kind) ?? 0) + 1);
    }
  }

  progress(): ImportProgress {
    return { importId: this.#importId, read: this.#read, recorded: this.#recorded, repeated: this.#repeated, refused: this.#refusedCount };
  }

  report(): ImportReport {
    const { refused: refusedCount, ...counts } = this.progress();
    return { ...counts, refusedCount, refused: this.#refused, preview: this.#preview, byKind: Object.fromEntries(this.#byKind) };
  }

  #refuse(refusal: RowRefusal): void {
    if (this.#refused.length < REFUSALS_SHOWN) this.#refused.push(refusal);
  }
}
