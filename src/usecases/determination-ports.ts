import type { Definition, DefinitionExample } from '#core/definitions/definition.ts';
import type { Fact } from '#core/facts/fact.ts';
import type { IsoInstant } from '#core/kernel/instant.ts';
import type { Result } from '#core/kernel/result.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import type { ClaimHistory } from '#core/settlement/claim.ts';
import type { Asker } from './ports.ts';

/** What a definition says of a subject now, as projected from the facts. */
export interface StoredDetermination {
  readonly subject: string;
  /** Since when views have an answer at all. */
  readonly knownAt: IsoInstant;
  readonly answer: 'yes' | 'no' | 'open' | 'failed';
  readonly resultAt: IsoInstant | null;
  /** What is not known and could still decide. */
  readonly missing: readonly string[];
  /** Why the rule failed, and the fact with which it did. */
  readonly message: string | null;
  readonly causeFactId: string | null;
  /** The fact by which a person decided. */
  readonly overrideFactId: string | null;
}

export type DeterminationCounts = Readonly<Record<StoredDetermination['answer'], number>>;

/** How many leads have which answers, in the order of the definitions asked about. */
export interface ComparedAnswers {
  readonly answers: readonly StoredDetermination['answer'][];
  readonly leads: number;
}

export interface ComparedPage {
  readonly groups: readonly ComparedAnswers[];
  /** When the first and the last lead came. */
  readonly from: IsoInstant | null;
  readonly until: IsoInstant | null;
  /** The newest leads first. */
  readonly page: readonly { readonly subject: string; readonly capturedAt: IsoInstant }[];
}

export interface Determinations {
  /** Facts with `seq < upToSeq` are reflected in the determinations of this definition. */
  progress(asker: Asker, definitionHash: string): Promise<{ readonly upToSeq: number }>;
  /** Replaces the determinations of these subjects in one transaction with the progress mark. */
  save(
    asker: Asker,
    definitionHash: string,
    subjects: readonly string[],
    determinations: readonly StoredDetermination[],
    upToSeq: number,
  ): Promise<void>;
  /** Of all subjects, or of these only. */
  counts(asker: Asker, definitionHash: string, subjects?: readonly string[]): Promise<DeterminationCounts>;
  /** In the order of subjects. */
  list(
    asker: Asker,
    definitionHash: string,
    page?: { readonly answer?: StoredDetermination['answer']; readonly afterSubject?: string; readonly limit?: number },
  ): Promise<readonly StoredDetermination[]>;
  bySubject(asker: Asker, definitionHash: string, subject: string): Promise<StoredDetermination | undefined>;
  /** How many subjects the definition first had an answer for in this time, `from` inclusive. */
  madeBetween(asker: Asker, definitionHash: string, from: IsoInstant, until: IsoInstant): Promise<number>;
  /** All leads by what these definitions say of them, and a page of those about which two of them differ, or of all. */
  compared(
    asker: Asker,
    definitionHashes: readonly string[],
    wanted: { readonly differ: readonly [number, number] | undefined; readonly limit: number; readonly offset: number },
  ): Promise<ComparedPage>;
  /** Decisions of persons in force, newest first; of one definition `key@version`, recorded since, by one actor, where stated. */
  overrides(
    asker: Asker,
    filter?: { readonly definition?: string; readonly since?: IsoInstant; readonly actor?: string; readonly limit?: number },
  ): Promise<readonly Fact[]>;
}

export interface DraftTask {
  /** As it was handed in; nobody has signed it, so nothing of it is evaluated where others wait. */
  readonly draft: Definition;
  /** The version it is compared with. */
  readonly before: Definition | undefined;
  readonly contracts: readonly DraftContract[];
}

/** A contract in force that binds the version before, so that it can be judged with the draft in its place. */
export interface DraftContract {
  readonly agreement: Agreement;
  readonly definitions: readonly Definition[];
  readonly effectiveFrom: IsoInstant;
}

/** What one version says of a subject now. */
export interface ReplayedAnswer {
  readonly answer: StoredDetermination['answer'];
  readonly at?: IsoInstant;
  readonly missing?: readonly string[];
  readonly message?: string;
  /** The last fact it took in. */
  readonly factId?: string;
}

/** An agreed example that the draft answers otherwise. `index` is its place among the examples. */
export interface DifferingExample {
  readonly index: number;
  readonly name: DefinitionExample['name'];
  readonly expected: DefinitionExample['answer'];
  readonly found: StoredDetermination['answer'];
  readonly missing?: readonly string[];
  readonly message?: string;
}

export interface ReplayedBatch {
  readonly subjects: readonly { readonly subject: string; readonly before?: ReplayedAnswer; readonly after: ReplayedAnswer }[];
  /** By contract, in the order of the task: the claims under the version before and under the draft. */
  readonly claims: readonly { readonly before: readonly ClaimHistory[]; readonly after: readonly ClaimHistory[] }[];
}

/** A draft at work apart from everything else. `too_slow`: its time was up, and nothing of it runs any more. */
export interface DraftAtWork {
  /** Reads its rule and executes its examples: those that come out otherwise than agreed. */
  examine(): Promise<Result<readonly DifferingExample[]> | 'too_slow'>;
  replay(batch: readonly { readonly subject: string; readonly facts: readonly Fact[] }[]): Promise<ReplayedBatch | 'too_slow'>;
  close(): Promise<void>;
}

export interface Drafts {
  /** `deadlineMs` of evaluation in all; memory is bounded too. */
  open(task: DraftTask, deadlineMs: number): DraftAtWork;
}
