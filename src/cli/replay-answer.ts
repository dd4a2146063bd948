import type { Json } from '#core/kernel/canonical-json.ts';
import type { Replay } from '#usecases/replay-definition.ts';
import { answerWords } from './answer-words.ts';
import type { Context } from './context.ts';
import { countText, instantText, moneyText } from './format.ts';
import { table } from './table.ts';

export function replayJson({ definition: { key, version }, hash, agreements, ...replay }: Replay): Record<string, Json> {
  const amounts = agreements.map(({ beforeMinor, afterMinor, ...one }) => ({
    ...one,
    beforeMinor: String(beforeMinor),
    afterMinor: String(afterMinor),
  }));
  return { key, version, hash, ...(replay as unknown as Record<string, Json>), agreements: amounts };
}

/** What a version would change: numbers first, then who, then euros. */
export function replayText(replay: Replay, context: Context): string {
  const { language } = context;
  const name = `${replay.definition.key}@${replay.definition.version}`;
  const count = (subjects: number) => countText(subjects, language);
  const head =
    replay.before === null
      ? context.say({
          de: `${name} ist die erste Fassung. Von ${count(replay.subjects)} Fällen zählen ${count(replay.answers.after.yes)}.`,
          en: `${name} is the first version. Of ${count(replay.subjects)} cases ${count(replay.answers.after.yes)} count.`,
        })
      : context.say({
          de: `${name} statt ${replay.before}: Von ${count(replay.subjects)} Fällen zählen ${count(replay.answers.after.yes)} statt ${count(replay.answers.before?.yes ?? 0)}.`,
          en: `${name} instead of ${replay.before}: of ${count(replay.subjects)} cases ${count(replay.answers.after.yes)} count instead of ${count(replay.answers.before?.yes ?? 0)}.`,
        });
  const answer = (one: Replay['flips'][number]['before']) =>
    `${context.say(answerWords[one.answer])}${one.at === undefined ? '' : ` ${instantText(one.at)}`}`;
  const flips = table(
    [
      { title: context.say({ de: 'Fall', en: 'Case' }), cell: (row) => row.externalId ?? row.subject },
      { title: context.say({ de: 'bisher', en: 'So far' }), cell: (row) => answer(row.before) },
      { title: context.say({ de: 'neu', en: 'New' }), cell: (row) => answer(row.after) },
      {
        title: context.say({ de: 'durch', en: 'By' }),
        cell: (row) => row.after.missing?.join(', ') ?? row.after.message ?? row.fact?.kind ?? '',
      },
    ],
    replay.flips,
    context.say({ de: 'Kein Fall ändert sich.', en: 'No case changes.' }),
  );
  const money = table(
    [
      { title: context.say({ de: 'Vertrag', en: 'Agreement' }), cell: (row) => row.title[language] },
      {
        title: context.say({ de: 'bisher', en: 'So far' }),
        align: 'right',
        cell: (row) => moneyText(row.beforeMinor, row.currency, language),
      },
      { title: context.say({ de: 'neu', en: 'New' }), align: 'right', cell: (row) => moneyText(row.afterMinor, row.currency, language) },
    ],
    replay.agreements,
    context.say({ de: 'Kein Vertrag bindet die bisherige Fassung.', en: 'No agreement binds the version so far.' }),
  );
  const differing = table(
    [
      {
        title: context.say({ de: 'Beispiel, das abweicht', en: 'Example that differs' }),
        cell: ({ name }) => (typeof name === 'string' ? name : name[language]),
      },
      { title: context.say({ de: 'vereinbart', en: 'Agreed' }), cell: (row) => context.say(answerWords[row.expected]) },
      { title: context.say({ de: 'neu', en: 'New' }), cell: (row) => context.say(answerWords[row.found]) },
    ],
    replay.differing,
    '',
  );
  return [head, flips, money, ...(replay.differing.length === 0 ? [] : [differing])].join('\n\n');
}
