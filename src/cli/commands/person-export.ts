import { writeFileSync } from 'node:fs';
import { valueOrThrow } from '#core/kernel/result.ts';
import { exportPerson } from '#usecases/export-person.ts';
import type { Command } from '../command.ts';
import { namedPerson } from '../named-person.ts';

export const personExport: Command = {
  name: 'person export',
  summary: {
    de: 'schreibt alles auf, was über eine Person festgehalten ist (DSGVO Art. 15 und 20)',
    en: 'writes down everything that is held about a person (GDPR articles 15 and 20)',
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
  options: { out: { value: '<file>', required: true, help: { de: 'wohin, als JSON', en: 'where to, as JSON' } } },
  async run(typed, context) {
    const person = await namedPerson(context, typed.argument('person'));
    const { ports, personal } = await context.product();
    const own = valueOrThrow(await exportPerson({ ...ports, people: personal }, await context.asker(), person));
    const out = typed.required('out');
    writeFileSync(out, `${JSON.stringify(own, null, 2)}\n`, { mode: 0o600 });
    return {
      json: { person, out, facts: own.facts.length, claims: own.claims.length },
      text: [out, ...own.summary[context.language].map((line) => `  ${line}`)].join('\n'),
    };
  },
};
