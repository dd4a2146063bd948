import { valueOrThrow } from '#core/kernel/result.ts';
import { contestClaim } from '#usecases/dispute-claim.ts';
import { claimArguments, claimNamed, groundsOf } from '../claim-arguments.ts';
import type { Command } from '../command.ts';
import { sideOptions, speakingSide } from '../speaking-side.ts';

export const claimsContest: Command = {
  name: 'claims contest',
  summary: {
    de: 'erhebt Einwand: die Agentur gegen eine Ablehnung, der Auftraggeber gegen einen gezählten Anspruch',
    en: 'objects: the payee to a rejection, the payer to a claim that counts',
  },
  arguments: claimArguments,
  options: {
    comment: { value: '<text>', required: true, help: { de: 'was dagegen spricht', en: 'what speaks against it' } },
    evidence: { value: '<text>', help: { de: 'Beleg: Dokument, Link oder Nachricht', en: 'evidence: document, link or message' } },
    ...sideOptions,
  },
  async run(typed, context) {
    const claim = claimNamed(typed);
    const side = await speakingSide(typed, context, claim.agreementId);
    const contested = await contestClaim(await context.ports(), await context.asker(), { ...claim, ...groundsOf(typed), side });
    const { factId } = valueOrThrow(contested);
    return {
      json: { ...claim, side, factId },
      text: context.say({
        de: `Gegen ${claim.subject} ist Einwand erhoben. Der Betrag wartet, bis entschieden ist.`,
        en: `${claim.subject} is disputed. Its amount waits for a decision.`,
      }),
    };
  },
};
