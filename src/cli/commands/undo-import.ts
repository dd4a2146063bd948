import { valueOrThrow } from '#core/kernel/result.ts';
import { undoImport as undo } from '#usecases/undo-import.ts';
import type { Command } from '../command.ts';
import { countText } from '../format.ts';

export const undoImport: Command = {
  name: 'undo-import',
  summary: {
    de: 'nimmt alle Ereignisse eines Imports zurück; danach kann noch einmal importiert werden',
    en: 'takes back all events of an import; it can be imported again afterwards',
  },
  arguments: [{ name: 'id', help: { de: 'Kennung aus `imports`', en: 'id from `imports`' } }],
  options: { reason: { value: '<text>', help: { de: 'warum; steht bei jeder Rücknahme', en: 'why; stands with every retraction' } } },
  async run(typed, context) {
    const importId = typed.argument('id');
    const reason = typed.option('reason') ?? 'undo-import';
    const { retracted } = valueOrThrow(await undo(await context.ports(), await context.asker(), { importId, reason }));
    return {
      json: { importId, retracted },
      text: context.say({
        de: `${countText(retracted, 'de')} Ereignisse zurückgenommen.`,
        en: `${countText(retracted, 'en')} events taken back.`,
      }),
    };
  },
};
