/** The vocabulary in which a table somebody brings along is talked about, between the reader, the use case and the faces. */

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

export const appointmentOutcomes = [
  'held',
  'no_show_guest',
  'no_show_host',
  'cancelled_in_time',
  'cancelled_late',
  'rescheduled',
  'unknown',
] as const;
export type AppointmentOutcome = (typeof appointmentOutcomes)[number];
