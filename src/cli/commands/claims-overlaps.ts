import { listOverlaps } from '#usecases/list-overlaps.ts';
import type { Command } from '../command.ts';
import { moneyText } from '../format.ts';
import { table } from '../table.ts';

export const claimsOverlaps: Command = {
  name: 'claims overlaps',
  summary: {
    de: 'zeigt Leads, auf die mehrere Verträge Anspruch erheben, mit dem Betrag, um den es geht',
    en: 'shows leads that several agreements claim, with the money at stake',
  },
  async run(_, context) {
    const overlaps = await listOverlaps(await context.ports(), await context.asker());
    const rows = overlaps.flatMap((overlap) => overlap.claims.map((claim) => ({ overlap, claim })));
    return {
      json: {
        overlaps: overlaps.map(({ claims, ...one }) => ({
          ...one,
          claims: claims.map(({ amountMinor, title, ...claim }) => ({ ...claim, title: { ...title }, amountMinor: String(amountMinor) })),
        })),
      },
      text: table(
        [
          { title: 'Lead', cell: ({ overlap }) => overlap.externalId ?? overlap.lead },
          { title: context.say({ de: 'Vertrag', en: 'Agreement' }), cell: ({ claim }) => claim.title[context.language] },
          { title: context.say({ de: 'Anspruch', en: 'Claim' }), cell: ({ claim }) => `${claim.component} ${claim.subject}` },
          {
            title: context.say({ de: 'Betrag', en: 'Amount' }),
            align: 'right',
            cell: ({ claim }) => moneyText(claim.amountMinor, claim.currency, context.language),
          },
        ],
        rows,
        context.say({ de: 'Kein Lead wird von mehreren Verträgen beansprucht.', en: 'No lead is claimed by several agreements.' }),
      ),
    };
  },
};
