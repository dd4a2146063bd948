import { checkNumber } from '#core/kernel/hash.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { readAgreement } from '#usecases/read-agreement.ts';
import type { Command } from '../command.ts';
import { instantText } from '../format.ts';
import { pairs } from '../table.ts';

export const agreeShow: Command = {
  name: 'agree show',
  summary: { de: 'zeigt einen Vertrag mit Stand und Unterschriften', en: 'shows an agreement with its state and signatures' },
  arguments: [{ name: 'agreement', help: { de: 'Kennung des Vertrags', en: 'id of the agreement' } }],
  async run(typed, context) {
    const { newest, versions, state } = valueOrThrow(
      await readAgreement(await context.ports(), await context.asker(), typed.argument('agreement')),
    );
    const { agreement, hash, text } = newest.stored;
    const { payer, payee } = agreement.parties;
    const head = pairs([
      [context.say({ de: 'Vertrag', en: 'Agreement' }), `${agreement.id}, ${agreement.title[context.language]}`],
      [context.say({ de: 'Prüfnummer', en: 'Check number' }), checkNumber(hash)],
      [
        context.say({ de: 'Stand', en: 'State' }),
        state === 'in_force' ? context.say({ de: 'in Kraft', en: 'in force' }) : context.say({ de: 'vorgeschlagen', en: 'proposed' }),
      ],
      [context.say({ de: 'Auftraggeber', en: 'Payer' }), `${payer.name} (${payer.key})`],
      [context.say({ de: 'Auftragnehmer', en: 'Payee' }), `${payee.name} (${payee.key})`],
      [
        context.say({ de: 'Laufzeit', en: 'Term' }),
        `${agreement.term.from} – ${agreement.term.to}, ${agreement.timeZone}, ${agreement.currency}`,
      ],
      ...newest.signatures.map((signature): [string, string] => [
        context.say({ de: 'unterschrieben', en: 'Signed' }),
        `${signature.party}: ${signature.person || context.say({ de: '(gelöscht)', en: '(erased)' })}, ${instantText(signature.signedAt)}`,
      ]),
    ]);
    return {
      json: {
        id: agreement.id,
        version: agreement.version,
        versions: versions.length,
        hash,
        checkNumber: checkNumber(hash),
        state,
        effectiveFrom: newest.effectiveFrom,
        signatures: newest.signatures.map((signature) => ({ ...signature })),
        missingSignatures: [...newest.missing],
        text,
      },
      text: `${head}\n\n${text.trimEnd()}`,
    };
  },
};
