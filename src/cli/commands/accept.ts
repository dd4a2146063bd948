import { valueOrThrow } from '#core/kernel/result.ts';
import { acceptClaim } from '#usecases/decide-claim.ts';
import { claimArguments, claimNamed, groundsOf } from '../claim-arguments.ts';
import type { Command } from '../command.ts';

export const accept: Command = {
  name: 'accept',
  summary: { de: 'nimmt einen Anspruch an', en: 'accepts a claim' },
  arguments: claimArguments,
  options: {
    evidence: { value: '<text>', help: { de: 'Beleg: Dokument, Link oder Nachricht', en: 'evidence: document, link or message' } },
    comment: { value: '<text>', help: { de: 'Kommentar', en: 'comment' } },
  },
  async run(typed, context) {
    const claim = claimNamed(typed);
    const { factId } = valueOrThrow(await acceptClaim(await context.ports(), await context.asker(), { ...claim, ...groundsOf(typed) }));
    return {
      json: { ...claim, factId },
      text: context.say({ de: `${claim.subject} ist angenommen.`, en: `${claim.subject} is accepted.` }),
    };
  },
};
