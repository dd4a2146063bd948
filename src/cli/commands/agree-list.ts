import { checkNumber } from '#core/kernel/hash.ts';
import { listAgreements } from '#usecases/read-agreement.ts';
import { agreementStateWords } from '../agreement-words.ts';
import type { Command } from '../command.ts';
import { table } from '../table.ts';

export const agreeList: Command = {
  name: 'agree list',
  summary: { de: 'zeigt alle Verträge', en: 'shows all agreements' },
  async run(_, context) {
    const agreements = (await listAgreements(await context.ports(), await context.asker())).map(({ newest, state }) => ({
      id: newest.stored.agreement.id,
      title: newest.stored.agreement.title[context.language],
      version: newest.stored.agreement.version,
      checkNumber: checkNumber(newest.stored.hash),
      state,
      missingSignatures: [...newest.missing],
    }));
    return {
      json: { agreements },
      text: table(
        [
          { title: context.say({ de: 'Kennung', en: 'Id' }), cell: (row) => row.id },
          { title: context.say({ de: 'Titel', en: 'Title' }), cell: (row) => row.title },
          { title: context.say({ de: 'Prüfnummer', en: 'Check number' }), cell: (row) => row.checkNumber },
          {
            title: context.say({ de: 'Stand', en: 'State' }),
            cell: (row) => context.say(agreementStateWords[row.state]),
          },
          { title: context.say({ de: 'es fehlt', en: 'Still missing' }), cell: (row) => row.missingSignatures.join(', ') },
        ],
        agreements,
        context.say({ de: 'Es gibt noch keinen Vertrag.', en: 'There is no agreement yet.' }),
      ),
    };
  },
};
