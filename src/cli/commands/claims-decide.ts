import { valueOrThrow } from '#core/kernel/result.ts';
import { decideDispute } from '#usecases/dispute-claim.ts';
import { claimArguments, claimNamed, groundsOf } from '../claim-arguments.ts';
import type { Command } from '../command.ts';
import { personOption, sideOptions, speakingSide } from '../speaking-side.ts';
import { UsageError } from '../usage-error.ts';

export const claimsDecide: Command = {
  name: 'claims decide',
  summary: {
    de: 'entscheidet einen Einwand; erledigt ist er durch die Schiedsperson oder die Seite, die die Entscheidung belastet',
    en: 'decides a dispute; it is settled by the arbiter or the side that the decision burdens',
  },
  arguments: claimArguments,
  options: {
    outcome: { value: '<counted|rejected>', required: true, help: { de: 'zählt oder zählt nicht', en: 'counts or does not' } },
    comment: { value: '<text>', required: true, help: { de: 'Begründung', en: 'grounds' } },
    evidence: { value: '<text>', help: { de: 'Beleg: Dokument, Link oder Nachricht', en: 'evidence: document, link or message' } },
    ...sideOptions,
    person: personOption,
  },
  async run(typed, context) {
    const claim = claimNamed(typed);
    const outcome = typed.required('outcome');
    if (outcome !== 'counted' && outcome !== 'rejected')
      throw new UsageError({ de: '--outcome ist counted oder rejected.', en: '--outcome is counted or rejected.' });
    const side = await speakingSide(typed, context, claim.agreementId);
    const person = typed.option('person') ?? context.outside.userName;
    const request = { ...claim, ...groundsOf(typed), side, outcome, person } as const;
    const { factId, settles } = valueOrThrow(await decideDispute(await context.ports(), await context.asker(), request));
    return {
      json: { ...claim, side, outcome, settles, factId },
      text: settles
        ? context.say({ de: `Der Einwand zu ${claim.subject} ist entschieden.`, en: `The dispute about ${claim.subject} is settled.` })
        : context.say({
            de: 'Ihre Sicht ist aufgezeichnet. Erledigt ist der Einwand, wenn die andere Seite ebenso entscheidet oder die Schiedsperson entscheidet.',
            en: 'Your view is recorded. The dispute is settled when the other side decides the same, or the arbiter decides.',
          }),
    };
  },
};
