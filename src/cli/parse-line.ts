import { parseArgs } from 'node:util';
import { present } from '#core/kernel/assert.ts';
import { closest } from './closest.ts';
import type { Argument, Command, Option, Typed } from './command.ts';
import { globalOptions } from './global-options.ts';
import type { Language } from './language.ts';
import { UsageError } from './usage-error.ts';

export interface ParsedLine {
  readonly command: Command | undefined;
  readonly typed: Typed;
  readonly globals: Globals;
}

export interface Globals {
  readonly json: boolean;
  readonly help: boolean;
  readonly dataDir?: string;
  readonly workspace?: string;
  readonly lang?: Language;
}

/** Reads a command line. Throws UsageError if it does not fit the command's description. */
export function parseLine(args: readonly string[], commands: readonly Command[]): ParsedLine {
  const found = findCommand(args, commands);
  const options = { ...globalOptions, ...found.command?.options };
  const { values, positionals } = readOptions(found.rest, options);
  const globals = globalsOf(values);
  const typed = typedOf(found.command, values, positionals);
  if (found.command === undefined) {
    if (positionals.length > 0) throw unknownCommand(positionals, commands);
  } else if (!globals.help) check(found.command, values, positionals);
  return { command: found.command, typed, globals };
}

/** The command is named by the first words that are neither an option nor the value of one. */
function findCommand(args: readonly string[], commands: readonly Command[]): { command: Command | undefined; rest: readonly string[] } {
  const places = wordPlaces(args);
  for (const count of [2, 1]) {
    const used = places.slice(0, count);
    if (used.length < count) continue;
    const name = used.map((place) => args[place]).join(' ');
    const command = commands.find((candidate) => candidate.name === name || candidate.aliases?.includes(name));
    if (command !== undefined) return { command, rest: args.filter((_, place) => !used.includes(place)) };
  }
  return { command: undefined, rest: args };
}

function wordPlaces(args: readonly string[]): number[] {
  const places: number[] = [];
  for (let place = 0; place < args.length; place += 1) {
    const word = args[place] ?? '';
    if (word === '--') break;
    if (!word.startsWith('-')) places.push(place);
    else if (globalOptions[word.slice(2)]?.value !== undefined) place += 1;
  }
  return places;
}

type Values = Readonly<Record<string, string | boolean | undefined>>;

function readOptions(
  args: readonly string[],
  options: Readonly<Record<string, Option>>,
): { values: Values; positionals: readonly string[] } {
  const known = Object.entries(options).map(
    ([name, option]) => [name, { type: option.value === undefined ? 'boolean' : 'string' }] as const,
  );
  for (const arg of args) {
    if (arg === '--') break;
    const name = /^--?([^=]+)/.exec(arg)?.[1];
    if (arg.startsWith('-') && arg !== '-' && name !== undefined && options[name] === undefined && !isNumber(arg)) {
      throw unknownOption(arg, Object.keys(options));
    }
  }
  try {
    return parseArgs({ args: [...args], options: Object.fromEntries(known), allowPositionals: true, strict: true });
  } catch (error) {
    // What is left for parseArgs to refuse: an option without its value, or a switch with one.
    const name = /--[a-z-]+/.exec(error instanceof Error ? error.message : '')?.[0] ?? '';
    const value = options[name.slice(2)]?.value;
    throw new UsageError(
      value === undefined
        ? { de: `${name} hat keinen Wert.`, en: `${name} takes no value.` }
        : { de: `${name} braucht einen Wert: ${name} ${value}`, en: `${name} needs a value: ${name} ${value}` },
    );
  }
}

function isNumber(arg: string): boolean {
  return /^-\d/.test(arg);
}

function globalsOf(values: Values): Globals {
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
  const dataDir = text('data-dir');
  const workspace = text('workspace');
  const lang = text('lang');
  if (lang !== undefined && lang !== 'de' && lang !== 'en')
    throw new UsageError({ de: '--lang ist de oder en.', en: '--lang is de or en.' });
  return {
    json: values['json'] === true,
    help: values['help'] === true,
    ...(dataDir === undefined ? {} : { dataDir }),
    ...(workspace === undefined ? {} : { workspace }),
    ...(lang === undefined ? {} : { lang }),
  };
}

function typedOf(command: Command | undefined, values: Values, positionals: readonly string[]): Typed {
  const place = (name: string) => command?.arguments?.findIndex((argument) => argument.name === name) ?? -1;
  const option = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
  return {
    argument: (name) => present(positionals[place(name)], name),
    optionalArgument: (name) => positionals[place(name)],
    all: (name) => positionals.slice(place(name)),
    option,
    required: (name) => present(option(name), name),
    isSet: (name) => values[name] === true,
  };
}

function check(command: Command, values: Values, positionals: readonly string[]): void {
  const wanted: readonly Argument[] = command.arguments ?? [];
  const missing = wanted.find((argument, index) => argument.count !== 'optional' && positionals[index] === undefined);
  if (missing !== undefined) {
    throw new UsageError({
      de: `Es fehlt <${missing.name}>: ${missing.help.de}.`,
      en: `<${missing.name}> is missing: ${missing.help.en}.`,
    });
  }
  const surplus = positionals[wanted.length];
  if (surplus !== undefined && wanted.at(-1)?.count !== 'many') {
    throw new UsageError({ de: `„${surplus}“ ist zu viel.`, en: `"${surplus}" is one too many.` });
  }
  for (const [name, option] of Object.entries(command.options ?? {})) {
    if (option.required === true && values[name] === undefined) {
      const usage = `--${name} ${option.value ?? ''}`.trim();
      throw new UsageError({ de: `Es fehlt ${usage}: ${option.help.de}.`, en: `${usage} is missing: ${option.help.en}.` });
    }
  }
}

function unknownOption(arg: string, known: readonly string[]): UsageError {
  const name = arg.replace(/^-+/, '').replace(/=.*/, '');
  const meant = closest(name, known);
  return new UsageError({
    de: `Die Option --${name} gibt es hier nicht.${meant === undefined ? '' : ` Meinten Sie --${meant}?`}`,
    en: `There is no option --${name} here.${meant === undefined ? '' : ` Did you mean --${meant}?`}`,
  });
}

function unknownCommand(words: readonly string[], commands: readonly Command[]): UsageError {
  const names = commands.flatMap((command) => [command.name, ...(command.aliases ?? [])]);
  const first = words[0] ?? '';
  const below = names.filter((name) => name.startsWith(`${first} `));
  const meant = below.length > 0 ? below.join(', ') : (closest(words.slice(0, 2).join(' '), names) ?? closest(first, names));
  return new UsageError({
    de: `Den Befehl „${words.slice(0, 2).join(' ')}“ gibt es nicht.${meant === undefined ? ' `belegbar --help` zeigt alle.' : ` Meinten Sie ${meant}?`}`,
    en: `There is no command "${words.slice(0, 2).join(' ')}".${meant === undefined ? ' `belegbar --help` shows all.' : ` Did you mean ${meant}?`}`,
  });
}
