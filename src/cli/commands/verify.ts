import { verifyProofFile } from '#usecases/verify-proof-file.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { countText, instantText, moneyText } from '../format.ts';
import { readTextFile } from '../read-file.ts';
import { pairs } from '../table.ts';
import { UsageError } from '../usage-error.ts';

type Report = ReturnType<typeof verifyProofFile>;

function rootOf(text: string | undefined): string | undefined {
  if (text === undefined || /^[0-9a-f]{64}$/.test(text)) return text;
  throw new UsageError({
    de: '--seal ist ein Prüfsiegel aus 64 Zeichen 0-9 und a-f.',
    en: '--seal is a seal of 64 characters 0-9 and a-f.',
  });
}

function aboutText({ statement, checked }: Report, context: Context): readonly (readonly [string, string])[] {
  const count = (value: number) => countText(value, context.language);
  const counts = [
    [
      context.say({ de: 'nachgerechnet', en: 'Recomputed' }),
      context.say({ de: `${count(checked.lines)} Zeilen`, en: `${count(checked.lines)} lines` }),
    ],
    [
      '',
      context.say({
        de: `${count(checked.claims)} Ansprüche, ${count(checked.facts)} Ereignisse`,
        en: `${count(checked.claims)} claims, ${count(checked.facts)} events`,
      }),
    ],
  ] as const;
  if (statement === undefined) return counts;
  return [
    [context.say({ de: 'Vertrag', en: 'Agreement' }), `${statement.agreement}, ${statement.title[context.language]}`],
    [context.say({ de: 'Abrechnung', en: 'Statement' }), `Nr. ${statement.number}, ${statement.through}, ${instantText(statement.cut)}`],
    [context.say({ de: 'Summe', en: 'Total' }), moneyText(statement.totals.totalMinor, statement.currency, context.language)],
    [context.say({ de: 'Prüfsiegel', en: 'Seal' }), `${statement.root} (${count(statement.sealedSize)})`],
    ...counts,
  ];
}

function verdict({ mismatch }: Report, isSealCompared: boolean, context: Context): string {
  if (mismatch === undefined) {
    return isSealCompared
      ? context.say({
          de: '✓ Alles stimmt, bis auf den Cent und bis zum genannten Prüfsiegel.',
          en: '✓ Everything holds, to the cent and to the seal that was named.',
        })
      : context.say({
          de: '✓ Alles stimmt, bis auf den Cent. Mit --seal vergleichen Sie auch mit einem früher erhaltenen Prüfsiegel.',
          en: '✓ Everything holds, to the cent. With --seal it is also compared with a seal received earlier.',
        });
  }
  const place =
    mismatch.line === undefined ? mismatch.where : `${context.say({ de: 'Zeile', en: 'line' })} ${mismatch.line}, ${mismatch.where}`;
  return context.say({
    de: `✗ Die Datei stimmt nicht. Erste Abweichung: ${place}\n  nachgerechnet: ${mismatch.expected}\n  in der Datei:  ${mismatch.found}`,
    en: `✗ The file does not hold. First difference: ${place}\n  recomputed:  ${mismatch.expected}\n  in the file: ${mismatch.found}`,
  });
}

export const verify: Command = {
  name: 'verify',
  summary: {
    de: 'rechnet eine Prüfdatei nach, ohne Datenbank und ohne Netz',
    en: 'recomputes a proof file, without a database and without a network',
  },
  arguments: [{ name: 'file', help: { de: 'Prüfdatei', en: 'proof file' } }],
  options: {
    seal: {
      value: '<root>',
      help: { de: 'ein früher erhaltenes Prüfsiegel zum Vergleich', en: 'a seal received earlier, to compare with' },
    },
  },
  async run(typed, context) {
    const seal = rootOf(typed.option('seal'));
    const report = verifyProofFile(readTextFile(typed.argument('file')), seal);
    const { ok, checked, mismatch, statement } = report;
    return {
      json: {
        ok,
        checked: { ...checked },
        mismatch: mismatch === undefined ? null : { ...mismatch },
        ...(statement === undefined ? {} : { statement: { ...statement, totals: { ...statement.totals } } }),
      },
      text: `${pairs(aboutText(report, context))}\n\n${verdict(report, seal !== undefined, context)}`,
      failed: !ok,
    };
  },
};
