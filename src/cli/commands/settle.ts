import { valueOrThrow } from '#core/kernel/result.ts';
import { beforeClosing } from '#usecases/list-overlaps.ts';
import { settleAgreement } from '#usecases/settle-agreement.ts';
import { closingWarnings } from '../closing-warnings.ts';
import type { Command } from '../command.ts';
import { instantOf, monthOf } from '../instants.ts';
import { statementJson, statementText } from '../statement-answer.ts';

export const settle: Command = {
  name: 'settle',
  summary: {
    de: 'rechnet einen Vertrag bis zu einem Monat ab, oder zeigt nur, was herauskäme',
    en: 'settles an agreement through a month, or only shows what would come out',
  },
  arguments: [{ name: 'agreement', help: { de: 'Kennung des Vertrags', en: 'id of the agreement' } }],
  options: {
    through: {
      value: '<YYYY-MM>',
      required: true,
      help: { de: 'letzter Monat, den die Abrechnung umfasst', en: 'last month the statement covers' },
    },
    'as-of': { value: '<instant>', help: { de: 'was bis dahin bekannt war (sonst jetzt)', en: 'what was known by then (else now)' } },
    'dry-run': { help: { de: 'nur zeigen, nichts abschließen', en: 'only show, close nothing' } },
  },
  async run(typed, context) {
    const asOf = typed.option('as-of');
    const through = monthOf('through', typed.required('through'));
    const { timeZone } = await context.workspace();
    context.progress.show(context.say({ de: 'Ansprüche werden festgestellt und abgerechnet …', en: 'Determining claims and settling …' }));
    const settled = valueOrThrow(
      await settleAgreement(await context.ports(), await context.asker(), {
        agreementId: typed.argument('agreement'),
        through,
        dryRun: typed.isSet('dry-run'),
        ...(asOf === undefined ? {} : { asOf: instantOf(asOf, timeZone) }),
      }),
    );
    const before = valueOrThrow(await beforeClosing(await context.ports(), await context.asker(), typed.argument('agreement')));
    const warnings = closingWarnings(before, context);
    return {
      json: { ...statementJson(settled), warnings: [...warnings] },
      text: [statementText(settled, context), ...warnings].join('\n\n'),
    };
  },
};
