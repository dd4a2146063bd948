import { valueOrThrow } from '#core/kernel/result.ts';
import { findPeople } from '#usecases/find-people.ts';
import type { Command } from '../command.ts';
import { table } from '../table.ts';

export const personFind: Command = {
  name: 'person find',
  summary: {
    de: 'sucht Kontakte, Beschäftigte und Mitglieder nach Name, E-Mail-Adresse oder Telefonnummer',
    en: 'looks for contacts, employees and members by name, e-mail address or phone number',
  },
  arguments: [{ name: 'text', help: { de: 'ein Teil davon, ab zwei Zeichen', en: 'part of it, from two characters' } }],
  async run(typed, context) {
    const { access, personal } = await context.product();
    const found = valueOrThrow(await findPeople({ people: personal, access }, await context.asker(), typed.argument('text')));
    return {
      json: { people: found.map((one) => ({ ...one })) },
      text: table(
        [
          { title: context.say({ de: 'Kennung', en: 'Id' }), cell: (row) => row.id },
          { title: context.say({ de: 'Name', en: 'Name' }), cell: (row) => row.name ?? '' },
          { title: context.say({ de: 'E-Mail', en: 'E-mail' }), cell: (row) => row.email ?? '' },
          { title: context.say({ de: 'Telefon', en: 'Phone' }), cell: (row) => row.phone ?? '' },
        ],
        found,
        context.say({ de: 'Niemand gefunden.', en: 'Nobody found.' }),
      ),
    };
  },
};
