import { valueOrThrow } from '#core/kernel/result.ts';
import { previewAmendment } from '#usecases/preview-amendment.ts';
import type { Command } from '../command.ts';
import { moneyText } from '../format.ts';
import { readTextFile } from '../read-file.ts';
import { table } from '../table.ts';

export const agreePreview: Command = {
  name: 'agree preview',
  summary: {
    de: 'zeigt, was eine Vertragsänderung bewegt hätte, hätte sie von Anfang an gegolten; nichts wird aufgezeichnet',
    en: 'shows what an amendment would have moved, had it held from the first day; nothing is recorded',
  },
  arguments: [{ name: 'file', help: { de: 'geänderter Vertrag (YAML)', en: 'amended agreement (YAML)' } }],
  async run(typed, context) {
    const text = readTextFile(typed.argument('file'));
    context.progress.show(
      context.say({ de: 'Ansprüche werden unter beiden Fassungen festgestellt …', en: 'Determining claims under both …' }),
    );
    const preview = valueOrThrow(await previewAmendment(await context.ports(), await context.asker(), { text }));
    const { agreementId, version, currency, changes, moved } = preview;
    const money = (minor: bigint) => moneyText(minor, currency, context.language);
    const digits = (sums: { readonly beforeMinor: bigint; readonly afterMinor: bigint }) => ({
      beforeMinor: String(sums.beforeMinor),
      afterMinor: String(sums.afterMinor),
    });
    const parts = table(
      [
        { title: context.say({ de: 'Stelle', en: 'Clause' }), cell: (row) => row.path },
        { title: context.say({ de: 'bisher', en: 'Before' }), cell: (row) => row.before || '–' },
        { title: context.say({ de: 'künftig', en: 'After' }), cell: (row) => row.after || '–' },
      ],
      changes,
      context.say({ de: 'Es ändert sich keine Stelle.', en: 'No clause changes.' }),
    );
    const sums = table(
      [
        { title: context.say({ de: 'Monat', en: 'Month' }), cell: (row) => row.period },
        { title: context.say({ de: 'Bestandteil', en: 'Component' }), cell: (row) => row.component },
        { title: context.say({ de: 'bisher', en: 'Before' }), cell: (row) => money(row.beforeMinor), align: 'right' },
        { title: context.say({ de: 'künftig', en: 'After' }), cell: (row) => money(row.afterMinor), align: 'right' },
        {
          title: context.say({ de: 'Unterschied', en: 'Difference' }),
          cell: (row) => money(row.afterMinor - row.beforeMinor),
          align: 'right',
        },
      ],
      moved,
      context.say({ de: 'An den bisherigen Ergebnissen ändert sich kein Betrag.', en: 'No amount of the results so far changes.' }),
    );
    const head = context.say({
      de: `${agreementId}, Fassung ${version}: was sie bewegt hätte, hätte sie von Anfang an gegolten. Nichts ist aufgezeichnet.`,
      en: `${agreementId}, version ${version}: what it would have moved, had it held from the first day. Nothing is recorded.`,
    });
    return {
      json: {
        agreementId,
        version,
        currency,
        changes: changes.map((change) => ({ ...change })),
        moved: moved.map(({ component, period, ...sum }) => ({ component, period, ...digits(sum) })),
        ...digits(preview),
      },
      text: [head, parts, sums].join('\n\n'),
    };
  },
};
