import type { Json } from '#core/kernel/canonical-json.ts';
import type { Context } from './context.ts';
import type { Bilingual } from './language.ts';

export interface Option {
  readonly help: Bilingual;
  /** What stands behind it in the help, such as `<YYYY-MM>`; a switch has none. */
  readonly value?: string;
  readonly required?: true;
}

export interface Argument {
  readonly name: string;
  readonly help: Bilingual;
  /** `many` takes all that follow, at least one; only the last argument can. */
  readonly count?: 'optional' | 'many';
}

/** What was typed, checked against the command's own description. */
export interface Typed {
  /** The value of an argument that the command declares as needed. */
  argument(name: string): string;
  optionalArgument(name: string): string | undefined;
  /** All values of an argument of count `many`. */
  all(name: string): readonly string[];
  option(name: string): string | undefined;
  /** The value of an option that the command declares as required. */
  required(name: string): string;
  isSet(name: string): boolean;
}

/** What a command answers: the same content for machines and for people. */
export interface Answer {
  readonly json: Json;
  readonly text: string;
  /** The command did its work, and its result is a no: the exit code is 1. */
  readonly failed?: boolean;
}

/** One command as a value: parser, help and runner are made from it. */
export interface Command {
  /** One or two words. */
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: Bilingual;
  readonly arguments?: readonly Argument[];
  readonly options?: Readonly<Record<string, Option>>;
  run(typed: Typed, context: Context): Promise<Answer>;
}
