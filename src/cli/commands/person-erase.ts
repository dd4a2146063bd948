import { type ErasureReason, erasureReasons } from '#core/kernel/erasure-reasons.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { type Erasure, erasePerson } from '#usecases/erase-person.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { countText } from '../format.ts';
import { namedPerson } from '../named-person.ts';
import { pairs } from '../table.ts';
import { UsageError } from '../usage-error.ts';

function reasonOf(text: string): ErasureReason {
  const reason = erasureReasons.find((one) => one === text);
  if (reason !== undefined) return reason;
  throw new UsageError({ de: `--reason ist ${erasureReasons.join(', ')}.`, en: `--reason is ${erasureReasons.join(', ')}.` });
}

function textOf(erasure: Erasure, context: Context): string {
  const count = (value: number) => countText(value, context.language);
  const accounts = {
    none: { de: 'keines', en: 'none' },
    membership_ends: { de: 'die Mitgliedschaft hier endet', en: 'the membership here ends' },
    account_goes: { de: 'wird gelöscht', en: 'is deleted' },
  };
  return pairs([
    [
      erasure.done ? context.say({ de: 'gelöscht', en: 'Erased' }) : context.say({ de: 'würde gelöscht', en: 'Would be erased' }),
      erasure.subjects.join(', '),
    ],
    [context.say({ de: 'Angaben', en: 'Values' }), count(erasure.valueCount)],
    ...erasure.values.map(({ field, count: many }): [string, string] => [`  ${field}`, count(many)]),
    [context.say({ de: 'Konto', en: 'Account' }), context.say(accounts[erasure.account])],
    [context.say({ de: 'Ereignisse, die bleiben', en: 'Events that stay' }), count(erasure.factsKept)],
    ...(erasure.sharedDeals.length === 0
      ? []
      : [
          [
            context.say({ de: 'Geschäfte mit anderen, bitte ansehen', en: 'Deals with others, please look' }),
            erasure.sharedDeals.join(', '),
          ] as const,
        ]),
    [
      context.say({ de: 'unverändert', en: 'Unchanged' }),
      context.say({ de: 'Prüfsiegel, Abrechnungen, Prüfdateien, alle Zahlen', en: 'seals, statements, proof files, all figures' }),
    ],
  ]);
}

export const personErase: Command = {
  name: 'person erase',
  summary: {
    de: 'löscht die Angaben zu einer Person; Ereignisse, Prüfsiegel und Abrechnungen bleiben gültig',
    en: 'erases what is known about a person; events, seals and statements stay valid',
  },
  arguments: [
    {
      name: 'person',
      help: {
        de: 'Kennung aus `person find`, oder ein Text, der nur auf eine passt',
        en: 'id from `person find`, or a text that fits only one',
      },
    },
  ],
  options: {
    reason: { value: `<${erasureReasons.join('|')}>`, help: { de: 'warum (sonst `request`: auf Verlangen)', en: 'why (else request)' } },
    'dry-run': { help: { de: 'nur zeigen, was gelöscht würde und was bleibt', en: 'only show what would be erased and what stays' } },
  },
  async run(typed, context) {
    const reason = reasonOf(typed.option('reason') ?? 'request');
    const person = await namedPerson(context, typed.argument('person'));
    const { ports, access, personal } = await context.product();
    const dryRun = typed.isSet('dry-run');
    const erasure = valueOrThrow(
      await erasePerson({ clock: ports.clock, people: personal, access }, await context.asker(), { person, reason, dryRun }),
    );
    return {
      json: {
        ...erasure,
        person,
        subjects: [...erasure.subjects],
        sharedDeals: [...erasure.sharedDeals],
        values: erasure.values.map((one) => ({ ...one })),
      },
      text: textOf(erasure, context),
    };
  },
};
