import { RefusalError } from '#core/kernel/result.ts';
import type { Answer, Command } from './command.ts';
import { Context } from './context.ts';
import { helpOn, overview, usageOf } from './help.ts';
import { type Language, languageOf, refusalSentence } from './language.ts';
import type { Outside } from './outside.ts';
import { type ParsedLine, parseLine } from './parse-line.ts';
import { UsageError } from './usage-error.ts';

/** 0: done. 1: refused, failed, or the answer is a no. 2: the command line cannot be understood. */
export type ExitCode = 0 | 1 | 2;

/** Runs one command line from words to exit code. Answers go to stdout, everything else to stderr. */
export async function runCommandLine(args: readonly string[], commands: readonly Command[], outside: Outside): Promise<ExitCode> {
  const environment = languageOf(outside.env);
  if (args.length === 1 && args[0] === '--version') return print(outside, outside.version);
  let line: ParsedLine;
  try {
    line = parseLine(args[0] === 'help' ? [...args.slice(1), '--help'] : args, commands);
  } catch (error) {
    return complain(error, outside, languageAsked(args) ?? environment);
  }
  const language = line.globals.lang ?? environment;
  if (line.command === undefined) return print(outside, overview(commands, language));
  if (line.globals.help) return print(outside, helpOn(line.command, language));
  const context = new Context(outside, line.globals, language);
  try {
    return give(await line.command.run(line.typed, context), context);
  } catch (error) {
    context.progress.clear();
    return complain(error, outside, language, line.command);
  } finally {
    await context.close();
  }
}

/** The language is worth knowing even if the rest of the line makes no sense. */
function languageAsked(args: readonly string[]): Language | undefined {
  const value = args.find((arg) => arg.startsWith('--lang='))?.slice(7) ?? args[args.indexOf('--lang') + 1];
  return args.some((arg) => arg.startsWith('--lang')) && (value === 'de' || value === 'en') ? value : undefined;
}

function print(outside: Outside, text: string): ExitCode {
  outside.stdout.write(`${text}\n`);
  return 0;
}

function give(answer: Answer, context: Context): ExitCode {
  context.progress.clear();
  print(context.outside, context.globals.json ? JSON.stringify(answer.json, null, 2) : answer.text);
  return answer.failed === true ? 1 : 0;
}

function complain(error: unknown, outside: Outside, language: Language, command?: Command): ExitCode {
  if (error instanceof UsageError) {
    const usage = command === undefined ? '' : `\n${usageOf(command)}`;
    outside.stderr.write(`belegbar: ${error.sentence[language]}${usage}\n`);
    return 2;
  }
  if (error instanceof RefusalError) {
    outside.stderr.write(`${error.refusal.code}: ${refusalSentence(error.refusal, language)}\n`);
    return 1;
  }
  // The world failed, or a promise between programmers was broken: whoever has to mend it needs the place.
  outside.stderr.write(`belegbar: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 1;
}
