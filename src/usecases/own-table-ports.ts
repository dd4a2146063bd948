import type { AmountWriting, AppointmentOutcome, ColumnKind, ColumnRole, GuessReason, StageMeaning } from '#core/kernel/own-table-words.ts';
import type { Result } from '#core/kernel/result.ts';

/** One column as the first rows of the file show it. */
export interface ColumnGuess {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly reason: GuessReason;
  /** Of the rows looked at, how many say something here, and how many of those do not fit the kind. */
  readonly filled: number;
  readonly misfits: number;
  readonly samples: readonly string[];
  /** Of a category or list: its values with their rows, the most frequent first. */
  readonly values: readonly { readonly value: string; readonly rows: number }[];
  /** Patterns of time that read the column, the likeliest first; several orders of day and month if the file leaves it undecided. */
  readonly times: readonly string[];
  readonly amounts: readonly AmountWriting[];
  /** Several readings fit equally well and mean different things: a person has to say. */
  readonly undecided: boolean;
  /** The role the name of the column speaks for. */
  readonly role: ColumnRole | null;
}

export type OwnTableAction =
  /** A yes, a number of times or a date in a column of its own. */
  | { readonly column: string; readonly how: 'yes' | 'count' | 'time'; readonly touch: string }
  /** A column that names one or more actions; each name that counts with the touch it is. */
  | { readonly column: string; readonly how: 'list'; readonly touches: Readonly<Record<string, string>> };

/** What a person says about their table, in six questions and some columns beside. */
export interface OwnTableAnswers {
  /** Name of the mapping and of the system it comes from: small letters, digits, - and _. */
  readonly name: string;
  readonly system: string;
  readonly timeZone: string;
  readonly currency: string;
  /** What an empty source or reason becomes: a value somebody chose, never an empty field. */
  readonly unknown: string;
  readonly roles: Readonly<Partial<Record<ColumnRole, string>>>;
  readonly actions: readonly OwnTableAction[];
  readonly stages: Readonly<Record<string, StageMeaning>>;
  /** A closed deal without its date: the row is refused, or the first contact stands in. */
  readonly closedMissing: 'refuse' | 'first_contact';
  readonly outcomes: Readonly<Record<string, AppointmentOutcome>>;
  /** The pattern by column of times, the writing by column of amounts and numbers. */
  readonly times: Readonly<Record<string, string>>;
  readonly amounts: Readonly<Record<string, AmountWriting>>;
}

/** What must be said before the table can be read. */
export type OpenAnswer =
  | { readonly what: 'first_contact' }
  | { readonly what: 'time' | 'amount'; readonly column: string }
  | { readonly what: 'stage'; readonly column: string; readonly value: string }
  | { readonly what: 'column_gone'; readonly column: string };

export interface OwnTable {
  readonly isWorkbook: boolean;
  /** Of a CSV file. */
  readonly delimiter: string | null;
  readonly encoding: string | null;
  readonly rowsLookedAt: number;
  /** Columns named twice, or not at all: they cannot be used. */
  readonly unusable: readonly string[];
  readonly columns: readonly ColumnGuess[];
  readonly proposed: OwnTableAnswers;
}

export interface OwnTables {
  /** Looks at the first rows of a file. Refusal: import.file_unreadable. */
  look(
    file: { readonly name: string; open(): AsyncIterable<Uint8Array> },
    place: { readonly timeZone: string; readonly currency: string },
  ): Promise<Result<OwnTable>>;
  openAnswers(table: OwnTable, answers: OwnTableAnswers): readonly OpenAnswer[];
  /** The mapping document (YAML) that says the same. */
  mapping(table: OwnTable, answers: OwnTableAnswers): string;
}
