import { checkNumber } from '#core/kernel/hash.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { replayDefinition } from '#usecases/replay-definition.ts';
import type { Command } from '../command.ts';
import { readTextFile } from '../read-file.ts';
import { replayJson, replayText } from '../replay-answer.ts';

export const defineReplay: Command = {
  name: 'define replay',
  summary: {
    de: 'zeigt, was eine neue Fassung einer Definition ändern würde, ohne sie zu übernehmen',
    en: 'shows what a new version of a definition would change, without adopting it',
  },
  arguments: [{ name: 'file', help: { de: 'Definition (YAML)', en: 'definition (YAML)' } }],
  async run(typed, context) {
    context.progress.show(context.say({ de: 'Alle Fälle werden neu gerechnet …', en: 'Evaluating all cases …' }));
    const text = readTextFile(typed.argument('file'));
    const replay = valueOrThrow(await replayDefinition(await context.ports(), await context.asker(), { text }));
    return {
      json: { checkNumber: checkNumber(replay.hash), ...replayJson(replay) },
      text: replayText(replay, context),
    };
  },
};
