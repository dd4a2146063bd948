import { valueOrThrow } from '#core/kernel/result.ts';
import { takeBackOverride } from '#usecases/override-determination.ts';
import type { Command } from '../command.ts';
import { UsageError } from '../usage-error.ts';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const definitionsTakeBack: Command = {
  name: 'definitions take-back',
  summary: {
    de: 'nimmt eine Entscheidung von Hand zurück, sodass wieder die Regel entscheidet',
    en: 'takes back a decision by hand, so that the rule decides again',
  },
  arguments: [{ name: 'decision', help: { de: 'Kennung aus `definitions override`', en: 'id from `definitions override`' } }],
  options: { reason: { value: '<text>', required: true, help: { de: 'Grund', en: 'reason' } } },
  async run(typed, context) {
    const decision = typed.argument('decision');
    if (!ID.test(decision)) {
      throw new UsageError({
        de: 'Eine Entscheidung wird mit der Kennung genannt, die `definitions override` ausgibt.',
        en: 'A decision is named by the id that `definitions override` prints.',
      });
    }
    const request = { factId: decision, reason: typed.required('reason') };
    const { factId } = valueOrThrow(await takeBackOverride(await context.ports(), await context.asker(), request));
    return {
      json: { factId },
      text: context.say({ de: 'Zurückgenommen. Jetzt entscheidet wieder die Regel.', en: 'Taken back. The rule decides again.' }),
    };
  },
};
