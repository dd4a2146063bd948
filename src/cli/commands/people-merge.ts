import { valueOrThrow } from '#core/kernel/result.ts';
import { keepApart, mergePeople, unmergePeople } from '#usecases/merge-people.ts';
import type { Command } from '../command.ts';

const reason = { value: '<text>', required: true, help: { de: 'Grund', en: 'reason' } } as const;

export const peopleMerge: Command = {
  name: 'people merge',
  summary: { de: 'führt zwei Kontakte zu einer Person zusammen', en: 'merges two contacts into one person' },
  arguments: [
    { name: 'person', help: { de: 'Kennung des Kontakts', en: 'id of the contact' } },
    { name: 'into', help: { de: 'Kennung dessen, der bleibt', en: 'id of the one that stays' } },
  ],
  options: { reason },
  async run(typed, context) {
    const request = { person: typed.argument('person'), into: typed.argument('into'), reason: typed.required('reason') };
    const { factId } = valueOrThrow(await mergePeople(await context.ports(), await context.asker(), request));
    return {
      json: { factId },
      text: context.say({ de: 'Die beiden gelten jetzt als eine Person.', en: 'The two now count as one person.' }),
    };
  },
};

export const peopleUnmerge: Command = {
  name: 'people unmerge',
  summary: { de: 'macht eine Zusammenführung rückgängig', en: 'undoes a merge' },
  arguments: [{ name: 'person', help: { de: 'Kennung des Kontakts', en: 'id of the contact' } }],
  options: { reason },
  async run(typed, context) {
    const request = { person: typed.argument('person'), reason: typed.required('reason') };
    const { factId } = valueOrThrow(await unmergePeople(await context.ports(), await context.asker(), request));
    return {
      json: { factId },
      text: context.say({ de: 'Der Kontakt ist wieder eine eigene Person.', en: 'The contact is a person of its own again.' }),
    };
  },
};

export const peopleKeepApart: Command = {
  name: 'people keep-apart',
  summary: {
    de: 'hält zwei ähnliche Kontakte getrennt, damit niemand mehr gefragt wird',
    en: 'keeps two contacts that look alike apart, so that nobody is asked again',
  },
  arguments: [
    { name: 'person', help: { de: 'Kennung des Kontakts', en: 'id of the contact' } },
    { name: 'from', help: { de: 'Kennung des anderen', en: 'id of the other one' } },
  ],
  options: { reason },
  async run(typed, context) {
    const request = { person: typed.argument('person'), from: typed.argument('from'), reason: typed.required('reason') };
    const { factId } = valueOrThrow(await keepApart(await context.ports(), await context.asker(), request));
    return {
      json: { factId },
      text: context.say({ de: 'Die beiden bleiben zwei Personen.', en: 'The two stay two people.' }),
    };
  },
};
