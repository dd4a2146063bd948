import { checkNumber } from '#core/kernel/hash.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { readAgreement } from '#usecases/read-agreement.ts';
import { agreementStateWords } from '../agreement-words.ts';
import type { Command } from '../command.ts';
import { instantText } from '../format.ts';
import { pairs } from '../table.ts';

export const agreeShow: Command = {
  name: 'agree show',
  summary: { de: 'zeigt einen Vertrag mit Stand und Unterschriften', en: 'shows an agreement with its state and signatures' },
  arguments: [{ name: 'agreement', help: { de: 'Kennung des Vertrags', en: 'id of the agreement' } }],
  async run(typed, context) {
    const { newest, versions, state, pausedSince, endsOn } = valueOrThrow(
      await readAgreement(await context.ports(), await context.asker(), typed.argument('agreement')),
    );
    const { agreement, hash, text } = newest.stored;
    const { payer, payee } = agreement.parties;
    const head = pairs([
      [context.say({ de: 'Vertrag', en: 'Agreement' }), `${agreement.id}, ${agreement.title[context.language]}`],
      [context.say({ de: 'Prüfnummer', en: 'Check number' }), checkNumber(hash)],
      [context.say({ de: 'Stand', en: 'State' }), context.say(agreementStateWords[state])],
      [context.say({ de: 'Auftraggeber', en: 'Payer' }), `${payer.name} (${payer.key})`],
      [context.say({ de: 'Agentur', en: 'Payee' }), `${payee.name} (${payee.key})`],
      [
        context.say({ de: 'Laufzeit', en: 'Term' }),
        `${agreement.term.from} – ${agreement.term.to}, ${agreement.timeZone}, ${agreement.currency}`,
      ],
      ...(pausedSince === undefined
        ? []
        : [[context.say({ de: 'pausiert seit', en: 'Paused since' }), instantText(pausedSince)] as [string, string]]),
      ...(endsOn === undefined ? [] : [[context.say({ de: 'letzter Tag', en: 'Last day' }), endsOn] as [string, string]]),
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
        pausedSince: pausedSince ?? null,
        endsOn: endsOn ?? null,
        effectiveFrom: newest.effectiveFrom,
        signatures: newest.signatures.map((signature) => ({ ...signature })),
        missingSignatures: [...newest.missing],
        text,
      },
      text: `${head}\n\n${text.trimEnd()}`,
    };
  },
};
