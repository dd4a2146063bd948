import type { Json } from '#core/kernel/canonical-json.ts';
import { type PersonName, proposeMerges } from '#usecases/merge-people.ts';
import type { Command } from '../command.ts';
import { table } from '../table.ts';

const certainties = {
  certain: { de: 'sicher', en: 'certain' },
  likely: { de: 'wahrscheinlich', en: 'likely' },
  shared: { de: 'geteiltes Postfach', en: 'shared mailbox' },
} as const;
const reasonWords = {
  email: { de: 'gleiche E-Mail-Adresse', en: 'same e-mail address' },
  phone: { de: 'gleiche Telefonnummer', en: 'same phone number' },
  crm_id: { de: 'gleiche Nummer im CRM', en: 'same number in the CRM' },
} as const;

export const peopleProposals: Command = {
  name: 'people proposals',
  summary: { de: 'zeigt Kontakte, die nach derselben Person aussehen', en: 'shows contacts that look like the same person' },
  async run(_, context) {
    const { proposals, merged, employers } = await proposeMerges(await context.ports(), await context.asker(), await context.workspace());
    const called = (id: string, { name, email, externalId }: PersonName) => name ?? email ?? externalId ?? id;
    const list = table(
      [
        { title: context.say({ de: 'Kontakt', en: 'Contact' }), cell: (row) => called(row.person, row.personName) },
        { title: context.say({ de: 'Kennung', en: 'Id' }), cell: (row) => row.person },
        { title: context.say({ de: 'ist wohl', en: 'Probably is' }), cell: (row) => called(row.into, row.intoName) },
        { title: context.say({ de: 'Kennung', en: 'Id' }), cell: (row) => row.into },
        { title: context.say({ de: 'wie sicher', en: 'How sure' }), cell: (row) => context.say(certainties[row.certainty]) },
        {
          title: context.say({ de: 'weil', en: 'Because' }),
          cell: (row) => row.reasons.map((reason) => context.say(reasonWords[reason])).join(', '),
        },
      ],
      proposals,
      context.say({ de: 'Keine zwei Kontakte sehen nach derselben Person aus.', en: 'No two contacts look like the same person.' }),
    );
    const done = context.say({ de: `${merged} zusammengeführt.`, en: `${merged} merged.` });
    return {
      json: { proposals: proposals as unknown as Json, merged, employers: employers as unknown as Json },
      text: merged > 0 ? `${done}\n\n${list}` : list,
    };
  },
};
