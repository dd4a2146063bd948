import { writeFileSync } from 'node:fs';
import { valueOrThrow } from '#core/kernel/result.ts';
import { makeBundle } from '#usecases/make-bundle.ts';
import type { Command } from '../command.ts';
import { countText } from '../format.ts';

export const bundle: Command = {
  name: 'bundle',
  summary: {
    de: 'schreibt die Prüfdatei einer Abrechnung, die jeder nachrechnen kann',
    en: 'writes the proof file of a statement, which anyone can recompute',
  },
  arguments: [{ name: 'statement', help: { de: 'Kennung aus `statements`', en: 'id from `statements`' } }],
  options: { out: { value: '<file>', required: true, help: { de: 'wohin', en: 'where to' } } },
  async run(typed, context) {
    const statementId = typed.argument('statement');
    const out = typed.required('out');
    context.progress.show(context.say({ de: 'Die Prüfdatei wird zusammengestellt …', en: 'Putting the proof file together …' }));
    const text = valueOrThrow(await makeBundle(await context.ports(), await context.asker(), { statementId }));
    writeFileSync(out, text);
    const bytes = Buffer.byteLength(text);
    return {
      json: { statementId, out, bytes },
      text: context.say({
        de: `${out} (${countText(bytes, 'de')} Bytes). Nachrechnen: \`belegbar verify ${out}\``,
        en: `${out} (${countText(bytes, 'en')} bytes). Recompute it: \`belegbar verify ${out}\``,
      }),
    };
  },
};
