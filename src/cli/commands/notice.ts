import { valueOrThrow } from '#core/kernel/result.ts';
import { deliverNotices } from '#usecases/deliver-notices.ts';
import { agreementArgument } from '../agreement-words.ts';
import type { Command } from '../command.ts';

export const notice: Command = {
  name: 'notice',
  summary: {
    de: 'stellt dem Auftraggeber zu, was durch Schweigen zählen wird; der Server tut es jede Stunde von selbst',
    en: 'tells the payer what will count by silence; a server does so every hour by itself',
  },
  arguments: [agreementArgument],
  async run(typed, context) {
    const agreementId = typed.argument('agreement');
    const { notices } = valueOrThrow(await deliverNotices(await context.ports(), await context.asker(), agreementId));
    return {
      json: { agreementId, notices },
      text:
        notices === 0
          ? context.say({ de: 'Es war nichts zuzustellen.', en: 'There was nothing to deliver.' })
          : context.say({ de: `Zugestellt: ${notices}`, en: `Delivered: ${notices}` }),
    };
  },
};
