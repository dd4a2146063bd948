import type { Argument, Command, Option } from './command.ts';
import { globalOptions } from './global-options.ts';
import type { Language } from './language.ts';
import { pairs } from './table.ts';

const words = {
  usage: { de: 'Aufruf', en: 'Usage' },
  commands: { de: 'Befehle', en: 'Commands' },
  options: { de: 'Optionen', en: 'Options' },
  everywhere: { de: 'Bei jedem Befehl', en: 'With every command' },
  about: {
    de: 'Kein Geld ohne Beleg: aus Ereignissen Abrechnungen, die jeder nachrechnen kann.',
    en: 'No money without proof: from events to statements that anyone can recompute.',
  },
  more: { de: '`belegbar <Befehl> --help` erklärt einen Befehl.', en: '`belegbar <command> --help` explains a command.' },
};

function argumentText({ name, count }: Argument): string {
  const text = count === 'many' ? `<${name}>...` : `<${name}>`;
  return count === 'optional' ? `[${text}]` : text;
}

function optionText(name: string, option: Option): string {
  return option.value === undefined ? `--${name}` : `--${name} ${option.value}`;
}

function optionLines(options: Readonly<Record<string, Option>>, language: Language): [string, string][] {
  return Object.entries(options).map(([name, option]) => [`  ${optionText(name, option)}`, option.help[language]]);
}

export function usageOf(command: Command): string {
  const options = Object.entries(command.options ?? {}).map(([name, option]) =>
    option.required === true ? optionText(name, option) : `[${optionText(name, option)}]`,
  );
  return ['belegbar', command.name, ...(command.arguments ?? []).map(argumentText), ...options].join(' ');
}

/** All commands with one line each. */
export function overview(commands: readonly Command[], language: Language): string {
  const say = (name: keyof typeof words) => words[name][language];
  return [
    `Belegbar. ${say('about')}`,
    `${say('commands')}:\n${pairs(commands.map((command) => [`  ${command.name}`, command.summary[language]]))}`,
    `${say('everywhere')}:\n${pairs(optionLines(globalOptions, language))}`,
    say('more'),
  ].join('\n\n');
}

export function helpOn(command: Command, language: Language): string {
  const own: [string, string][] = [
    ...(command.arguments ?? []).map((argument): [string, string] => [`  ${argumentText(argument)}`, argument.help[language]]),
    ...optionLines(command.options ?? {}, language),
  ];
  return [
    command.summary[language],
    `${words.usage[language]}:\n  ${usageOf(command)}${(command.aliases ?? []).map((alias) => `\n  belegbar ${alias} ...`).join('')}`,
    ...(own.length === 0 ? [] : [pairs(own)]),
    `${words.everywhere[language]}:\n${pairs(optionLines(globalOptions, language))}`,
  ].join('\n\n');
}
