import { valueOrThrow } from '#core/kernel/result.ts';
import { rejectClaim } from '#usecases/decide-claim.ts';
import { claimArguments, claimNamed, groundsOf } from '../claim-arguments.ts';
import type { Command } from '../command.ts';

export const reject: Command = {
  name: 'reject',
  summary: { de: 'lehnt einen Anspruch innerhalb der Prüffrist ab', en: 'rejects a claim inside the review period' },
  arguments: claimArguments,
  options: {
    reason: { value: '<key>', required: true, help: { de: 'Grund aus der Liste des Vertrags', en: 'reason from the agreement’s list' } },
    evidence: { value: '<text>', help: { de: 'Beleg: Dokument, Link oder Nachricht', en: 'evidence: document, link or message' } },
    comment: { value: '<text>', help: { de: 'Kommentar; nötig beim Grund „other“', en: 'comment; needed with the reason "other"' } },
  },
  async run(typed, context) {
    const claim = claimNamed(typed);
    const request = { ...claim, ...groundsOf(typed), reason: typed.required('reason') };
    const { factId } = valueOrThrow(await rejectClaim(await context.ports(), await context.asker(), request));
    return {
      json: { ...claim, reason: request.reason, factId },
      text: context.say({ de: `${claim.subject} ist abgelehnt.`, en: `${claim.subject} is rejected.` }),
    };
  },
};
