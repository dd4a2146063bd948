import type { Json } from '#core/kernel/canonical-json.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { type OverrideRequest, overrideDetermination } from '#usecases/override-determination.ts';
import type { Command } from '../command.ts';
import { UsageError } from '../usage-error.ts';

const reasons = ['facts_incomplete', 'rule_does_not_fit', 'agreed_with_other_party', 'other'] as const;

export const definitionsOverride: Command = {
  name: 'definitions override',
  summary: {
    de: 'entscheidet von Hand, ob ein Fall zählt, mit Grund und innerhalb des Kontingents',
    en: 'decides by hand whether a case counts, with a reason and within the quota',
  },
  arguments: [
    { name: 'definition', help: { de: 'Definition, etwa qualified-lead@2', en: 'definition, such as qualified-lead@2' } },
    { name: 'subject', help: { de: 'Fall, etwa lead:…', en: 'case, such as lead:…' } },
    { name: 'answer', help: { de: 'yes oder no', en: 'yes or no' } },
  ],
  options: {
    reason: { value: `<${reasons.join('|')}>`, required: true, help: { de: 'Grund', en: 'reason' } },
    comment: { value: '<text>', required: true, help: { de: 'Begründung in einem Satz', en: 'grounds in one sentence' } },
    'dry-run': { help: { de: 'nur prüfen', en: 'only check' } },
  },
  async run(typed, context) {
    const answer = typed.argument('answer');
    const reason = reasons.find((one) => one === typed.required('reason'));
    if ((answer !== 'yes' && answer !== 'no') || reason === undefined) {
      throw new UsageError({
        de: `Die Antwort ist yes oder no, der Grund einer von: ${reasons.join(', ')}.`,
        en: `The answer is yes or no, the reason one of: ${reasons.join(', ')}.`,
      });
    }
    const { timeZone } = await context.workspace();
    const request: OverrideRequest = {
      definition: typed.argument('definition'),
      subject: typed.argument('subject'),
      answer,
      reason,
      comment: typed.required('comment'),
      timeZone,
      dryRun: typed.isSet('dry-run'),
    };
    const { factId, quota } = valueOrThrow(await overrideDetermination(await context.ports(), await context.asker(), request));
    const used = {
      de: `Kontingent im ${quota.month}: ${quota.used} von ${quota.quota}.`,
      en: `Quota in ${quota.month}: ${quota.used} of ${quota.quota}.`,
    };
    const done = {
      de: `Entschieden. ${used.de}\nZurücknehmen: belegbar definitions take-back ${factId} --reason …`,
      en: `Decided. ${used.en}\nTo take it back: belegbar definitions take-back ${factId} --reason …`,
    };
    return { json: { factId, quota: { ...quota } as Record<string, Json> }, text: context.say(factId === null ? used : done) };
  },
};
