import { checkNumber } from '#core/kernel/hash.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { adoptAfterReplay } from '#usecases/replay-definition.ts';
import type { Command } from '../command.ts';
import { readTextFile } from '../read-file.ts';
import { replayJson, replayText } from '../replay-answer.ts';
import { pairs } from '../table.ts';

export const define: Command = {
  name: 'define',
  summary: {
    de: 'übernimmt eine Definition, nachdem ihre Beispiele gerechnet sind',
    en: 'adopts a definition after executing its examples',
  },
  arguments: [{ name: 'file', help: { de: 'Definition (YAML)', en: 'definition (YAML)' } }],
  options: { 'dry-run': { help: { de: 'nur prüfen', en: 'only check' } } },
  async run(typed, context) {
    const request = { text: readTextFile(typed.argument('file')), dryRun: typed.isSet('dry-run') };
    const { definition, hash, replay } = valueOrThrow(await adoptAfterReplay(await context.ports(), await context.asker(), request));
    const name = `${definition.key}@${definition.version}`;
    return {
      json: {
        key: definition.key,
        version: definition.version,
        hash,
        checkNumber: checkNumber(hash),
        adopted: !request.dryRun,
        replay: replayJson(replay),
      },
      text: `${pairs([
        [request.dryRun ? context.say({ de: 'Geprüft', en: 'Checked' }) : context.say({ de: 'Übernommen', en: 'Adopted' }), name],
        [context.say({ de: 'Prüfnummer', en: 'Check number' }), checkNumber(hash)],
      ])}\n\n${replayText(replay, context)}`,
    };
  },
};
