import type { Result } from '#core/kernel/result.ts';

/** What a column of somebody's table means; the first five are asked in plain words, the others are recognised. */
export const columnRoles = [
  'source',
  'firstContact',
  'stage',
  'closed',
  'amount',
  'leadNumber',
  'company',
  'employees',
  'industry',
  'person',
  'email',
  'phone',
  'position',
  'owner',
  'medium',
  'campaign',
  'budget',
  'authority',
  'need',
  'timeline',
  'appointment',
  'appointmentOutcome',
  'lostReason',
] as const;
export type ColumnRole = (typeof columnRoles)[number];

export const columnKinds = [
  'empty',
  'id',
  'instant',
  'day',
  'money',
  'integer',
  'yes_no',
  'email',
  'phone',
  'category',
  'list',
  'text',
] as const;
export type ColumnKind = (typeof columnKinds)[number];

/**
 * What the word for a stage says about the enquiry. `lost_after_offer`: it had an offer before it was lost. `ignored`: the word says nothing
 * about a deal.
 */
export const stageMeanings = ['new', 'qualified', 'offer', 'won', 'lost_after_offer', 'lost', 'ignored'] as const;
export type StageMeaning = (typeof stageMeanings)[number];

export const amountWritings = ['plain', '1,234.56', '1.234,56', '1 234,56', "1'234.56"] as const;
export type AmountWriting = (typeof amountWritings)[number];

/** Why a column is taken for what it is taken for; the faces have the sentence. */
export const guessReasons = [
  'no_values',
  'all_fit',
  'most_fit',
  'cells_are_dates',
  'has_offset',
  'day_and_month_undecided',
  'decimal_undecided',
  'every_value_once',
  'few_values',
  'several_in_a_cell',
  'no_pattern',
] as const;
export type GuessReason = (typeof guessReasons)[number];

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

export type AppointmentOutcome =
  | 'held'
  | 'no_show_guest'
  | 'no_show_host'
  | 'cancelled_in_time'
  | 'cancelled_late'
  | 'rescheduled'
  | 'unknown';

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
