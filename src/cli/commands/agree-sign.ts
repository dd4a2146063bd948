import { checkNumber } from '#core/kernel/hash.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { maySignFor } from '#usecases/confine-partner.ts';
import { signAgreement } from '#usecases/sign-agreement.ts';
import type { Command } from '../command.ts';
import { instantOf } from '../instants.ts';
import { pairs } from '../table.ts';

export const agreeSign: Command = {
  name: 'agree sign',
  aliases: ['sign'],
  summary: {
    de: 'unterschreibt einen Vertrag für eine Partei; in Kraft, wenn alle denselben Inhalt unterschrieben haben',
    en: 'signs an agreement for one party; in force when all have signed the same content',
  },
  arguments: [{ name: 'agreement', help: { de: 'Kennung des Vertrags', en: 'id of the agreement' } }],
  options: {
    as: { value: '<party>', required: true, help: { de: 'Partei, wie im Vertrag benannt', en: 'party, as named in the agreement' } },
    hash: {
      value: '<check number>',
      help: {
        de: 'Prüfnummer des gelesenen Inhalts (sonst der neueste Vorschlag)',
        en: 'check number of the content that was read (else the newest proposal)',
      },
    },
    person: {
      value: '<name>',
      help: { de: 'wer unterschreibt (sonst der angemeldete Name)', en: 'who signs (else the name on this machine)' },
    },
    on: {
      value: '<day|instant>',
      help: {
        de: 'nachgetragen zu diesem Zeitpunkt; nur vor dem ersten Prüfsiegel',
        en: 'backfilled at this instant; only before the first seal',
      },
    },
  },
  async run(typed, context) {
    const { ports, access } = await context.product();
    const party = typed.required('as');
    const hash = typed.option('hash');
    const on = typed.option('on');
    const asker = { ...(await context.asker()), actor: `party:${party}` };
    // A partner who has a sign-in of its own signs there; the other side's machine cannot do it for them.
    valueOrThrow(await maySignFor(access, asker, null, party));
    const signed = valueOrThrow(
      await signAgreement(ports, asker, {
        agreementId: typed.argument('agreement'),
        party,
        person: typed.option('person') ?? context.outside.userName,
        ...(hash === undefined ? {} : { hash }),
        ...(on === undefined ? {} : { on: instantOf(on, (await context.workspace()).timeZone) }),
      }),
    );
    const inForce = signed.state === 'in_force';
    return {
      json: { ...signed, missingSignatures: [...signed.missingSignatures] },
      text: pairs([
        [context.say({ de: 'Unterzeichnet für', en: 'Signed for' }), `${party}, ${checkNumber(signed.hash)}`],
        [
          context.say({ de: 'Stand', en: 'State' }),
          inForce
            ? context.say({ de: 'in Kraft', en: 'in force' })
            : `${context.say({ de: 'es fehlt', en: 'still missing' })}: ${signed.missingSignatures.join(', ')}`,
        ],
      ]),
    };
  },
};
