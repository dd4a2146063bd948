import { valueOrThrow } from '#core/kernel/result.ts';
import { recordCondition } from '#usecases/dispute-claim.ts';
import { claimArguments, claimNamed, groundsOf } from '../claim-arguments.ts';
import type { Command } from '../command.ts';
import { UsageError } from '../usage-error.ts';

export const claimsCondition: Command = {
  name: 'claims condition',
  summary: {
    de: 'hält fest, ob die Bedingung eines Einbehalts eingetreten ist',
    en: 'records whether the condition of a hold-back was met',
  },
  arguments: claimArguments,
  options: {
    condition: { value: '<paid|retained>', required: true, help: { de: 'Bedingung des Vertrags', en: 'condition of the agreement' } },
    failed: { help: { de: 'sie ist ausgefallen: Der Einbehalt verfällt', en: 'it failed: the hold-back is forfeited' } },
    evidence: { value: '<text>', help: { de: 'Beleg: Dokument, Link oder Nachricht', en: 'evidence: document, link or message' } },
  },
  async run(typed, context) {
    const claim = claimNamed(typed);
    const condition = typed.required('condition');
    if (condition !== 'paid' && condition !== 'retained')
      throw new UsageError({ de: '--condition ist paid oder retained.', en: '--condition is paid or retained.' });
    const met = !typed.isSet('failed');
    const request = { ...claim, ...groundsOf(typed), condition, met } as const;
    const { factId } = valueOrThrow(await recordCondition(await context.ports(), await context.asker(), request));
    return {
      json: { ...claim, condition, met, factId },
      text: met
        ? context.say({ de: `Der Einbehalt für ${claim.subject} wird freigegeben.`, en: `The hold-back of ${claim.subject} is released.` })
        : context.say({ de: `Der Einbehalt für ${claim.subject} verfällt.`, en: `The hold-back of ${claim.subject} is forfeited.` }),
    };
  },
};
