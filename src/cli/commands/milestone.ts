import { valueOrThrow } from '#core/kernel/result.ts';
import { evidenceMilestone } from '#usecases/evidence-milestone.ts';
import { agreementArgument } from '../agreement-words.ts';
import type { Command } from '../command.ts';

export const milestone: Command = {
  name: 'milestone',
  summary: {
    de: 'weist einen Meilenstein nach; danach ist er ein Anspruch, den der Auftraggeber annimmt oder ablehnt',
    en: 'shows that a milestone is reached; from then on it is a claim that the payer accepts or rejects',
  },
  arguments: [
    agreementArgument,
    { name: 'component', help: { de: 'Bestandteil mit dem Meilenstein', en: 'component with the milestone' } },
  ],
  options: {
    evidence: {
      value: '<text>',
      required: true,
      help: { de: 'Nachweis: Dokument, Link oder Nachricht', en: 'evidence: document, link or message' },
    },
  },
  async run(typed, context) {
    const request = {
      agreementId: typed.argument('agreement'),
      component: typed.argument('component'),
      evidence: typed.required('evidence'),
      side: 'payee',
    } as const;
    const { factId } = valueOrThrow(await evidenceMilestone(await context.ports(), await context.asker(), request));
    const { agreementId, component } = request;
    return {
      json: { agreementId, component, factId },
      text: context.say({
        de: `Der Meilenstein ${component} ist nachgewiesen und wartet auf die Abnahme.`,
        en: `Milestone ${component} is evidenced and waits for acceptance.`,
      }),
    };
  },
};
