import { checkNumber } from '#core/kernel/hash.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { dipsOf, proposeAgreement } from '#usecases/propose-agreement.ts';
import type { Command } from '../command.ts';
import { moneyText } from '../format.ts';
import { instantOf } from '../instants.ts';
import { readTextFile } from '../read-file.ts';
import { pairs } from '../table.ts';

export const agreePropose: Command = {
  name: 'agree propose',
  summary: {
    de: 'schlägt einen Vertrag zur Unterschrift vor, oder nennt alles, was ihm fehlt',
    en: 'proposes an agreement for signing, or names everything it lacks',
  },
  arguments: [{ name: 'file', help: { de: 'Vertrag (YAML)', en: 'agreement (YAML)' } }],
  options: {
    'dry-run': { help: { de: 'nur prüfen', en: 'only check' } },
    on: {
      value: '<day|instant>',
      help: {
        de: 'nachgetragen zu diesem Zeitpunkt; nur vor dem ersten Prüfsiegel',
        en: 'backfilled at this instant; only before the first seal',
      },
    },
  },
  async run(typed, context) {
    const on = typed.option('on');
    const text = readTextFile(typed.argument('file'));
    const { timeZone } = await context.workspace();
    const proposed = valueOrThrow(
      await proposeAgreement(await context.ports(), await context.asker(), {
        text,
        dryRun: typed.isSet('dry-run'),
        ...(on === undefined ? {} : { on: instantOf(on, timeZone) }),
      }),
    );
    const { agreement, hash, recorded } = proposed;
    const { payer, payee } = agreement.parties;
    const money = (minor: bigint) => moneyText(minor, agreement.currency, context.language);
    const dips = dipsOf(agreement);
    const warnings = dips.map(({ component, results, totalMinor, nextTotalMinor }) =>
      context.say({
        de: `Achtung, ${component}: ${results} Ergebnisse bringen ${money(totalMinor)}, ${results + 1} nur ${money(nextTotalMinor)}.`,
        en: `Mind, ${component}: ${results} results bring ${money(totalMinor)}, ${results + 1} only ${money(nextTotalMinor)}.`,
      }),
    );
    const head = { id: agreement.id, version: agreement.version, hash, checkNumber: checkNumber(hash), recorded };
    const dipsJson = dips.map((dip) => ({ ...dip, totalMinor: String(dip.totalMinor), nextTotalMinor: String(dip.nextTotalMinor) }));
    return {
      json: { ...head, dips: dipsJson },
      text: [
        pairs([
          [context.say({ de: 'Vertrag', en: 'Agreement' }), `${agreement.id}, ${agreement.title[context.language]}`],
          [context.say({ de: 'Prüfnummer', en: 'Check number' }), checkNumber(hash)],
          [
            recorded
              ? context.say({ de: 'Es unterschreiben', en: 'To be signed by' })
              : context.say({ de: 'nichts aufgezeichnet', en: 'nothing recorded' }),
            recorded ? `${payer.key}, ${payee.key}` : '',
          ],
        ]),
        ...warnings,
      ].join('\n'),
    };
  },
};
