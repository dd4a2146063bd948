import type { Json } from '#core/kernel/canonical-json.ts';
import { listQuarantine } from '#usecases/list-quarantine.ts';
import type { Command } from '../command.ts';
import { table } from '../table.ts';

export const definitionsQuarantine: Command = {
  name: 'definitions quarantine',
  summary: {
    de: 'zeigt Fälle, deren Regel sich nicht rechnen lässt und die deshalb warten',
    en: 'shows cases whose rule cannot be evaluated and which therefore wait',
  },
  async run(_, context) {
    const { definitions, subjects } = await listQuarantine(await context.ports(), await context.asker());
    const counts = table(
      [
        { title: 'Definition', cell: (row) => row.definition },
        { title: context.say({ de: 'zählt', en: 'Counts' }), align: 'right', cell: (row) => String(row.counts.yes) },
        { title: context.say({ de: 'zählt nicht', en: 'Does not' }), align: 'right', cell: (row) => String(row.counts.no) },
        { title: context.say({ de: 'offen', en: 'Open' }), align: 'right', cell: (row) => String(row.counts.open) },
        { title: context.say({ de: 'wartet', en: 'Waits' }), align: 'right', cell: (row) => String(row.counts.failed) },
      ],
      definitions,
      context.say({ de: 'Es ist noch keine Definition übernommen.', en: 'No definition has been adopted yet.' }),
    );
    const waiting = table(
      [
        { title: 'Definition', cell: (row) => row.definition },
        { title: context.say({ de: 'Fall', en: 'Case' }), cell: (row) => row.externalId ?? row.subject },
        { title: context.say({ de: 'Grund', en: 'Reason' }), cell: (row) => row.message },
        { title: context.say({ de: 'Ereignis', en: 'Event' }), cell: (row) => row.cause?.kind ?? '' },
      ],
      subjects,
      context.say({ de: 'Kein Fall wartet.', en: 'No case waits.' }),
    );
    const mend = context.say({
      de: 'Ein Fall zählt wieder mit, sobald das Ereignis berichtigt ist oder eine neue Fassung der Definition damit umgehen kann.',
      en: 'A case is judged again as soon as the event is corrected or a new version of the definition can cope with it.',
    });
    return {
      json: { definitions: definitions as unknown as Json, subjects: subjects as unknown as Json },
      text: [counts, waiting, ...(subjects.length > 0 ? [mend] : [])].join('\n\n'),
    };
  },
};
