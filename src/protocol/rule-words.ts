import type { Comparing, ListName, TextTest } from '#core/definitions/sentence/condition.ts';
import type { RecordName, records } from '#core/definitions/snapshot-shape.ts';

/** A flag of a record: what it is called, and what it says when it is set and when it is not. */
export interface FlagWords {
  readonly name: string;
  readonly yes: string;
  readonly no: string;
}

/** A word for every field of every record; a type error where one is missing. */
export type FieldWords = {
  readonly [R in RecordName]: {
    readonly [F in keyof (typeof records)[R]]: (typeof records)[R][F] extends 'bool' ? FlagWords : string;
  };
};

export interface ListWords {
  readonly one: string;
  readonly many: string;
  readonly some: string;
  readonly none: string;
  readonly every: string;
}

type Compared = Readonly<Record<Comparing, string>>;

/**
 * How a rule reads in one language. `{field}`, `{value}`, `{key}` and `{count}` are places for what the rule says; names of fields
 * are noun phrases in the singular, so that one verb fits all of them.
 */
export interface RuleWords {
  readonly fields: FieldWords;
  readonly lists: Readonly<Record<ListName, ListWords>>;
  /** The names of records, and of the maps beside them, for choosing among fields. */
  readonly records: Readonly<Record<RecordName | 'grades' | 'answers' | 'answered' | 'touches' | 'size', string>>;
  readonly criteria: Readonly<Record<string, string>>;
  readonly touches: Readonly<Record<string, string>>;
  /** Words for values that other systems write as codes, by `record.field`. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly grade: { readonly name: string; readonly is: string; readonly isNot: string; readonly among: string; readonly notAmong: string };
  readonly answer: string;
  readonly answered: FlagWords;
  readonly numbers: Compared;
  readonly texts: Compared;
  readonly times: Compared;
  readonly among: string;
  readonly notAmong: string;
  readonly matches: Readonly<Record<TextTest, string>>;
  readonly known: string;
  readonly notKnown: string;
  readonly quantity: Compared;
  readonly contact: string;
  readonly contacts: string;
  readonly contactsName: string;
  readonly there: string;
  readonly where: string;
  readonly sizeName: string;
  readonly groups: {
    readonly all: string;
    readonly any: string;
    readonly none: string;
    readonly atLeast: string;
    readonly atMost: string;
    readonly exactly: string;
  };
  readonly and: string;
  readonly or: string;
  readonly written: string;
  readonly yes: string;
  readonly no: string;
  readonly locale: string;
}
