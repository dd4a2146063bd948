import { retentionRules } from '#core/kernel/erasure-reasons.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { applyRetention } from '#usecases/apply-retention.ts';
import type { RetentionRun } from '#usecases/people-ports.ts';
import { type RetentionPeriod, retentionPeriods, setRetention } from '#usecases/set-retention.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { countText, instantText } from '../format.ts';
import { table } from '../table.ts';
import { UsageError } from '../usage-error.ts';

const ruleTexts = {
  leads_not_won: { de: 'Kontakte mit Anfragen, die nie Kunde wurden', en: 'contacts with leads that never became customers' },
  contacts_without_lead: { de: 'Kontakte ohne Anfrage', en: 'contacts without a lead' },
  employee_names: { de: 'Namen von Beschäftigten', en: 'names of employees' },
  free_text: { de: 'Notizen, Kommentare, Belege, Antworten', en: 'notes, comments, evidence, answers' },
} as const;

function periodsText(periods: readonly RetentionPeriod[], context: Context): string {
  return table(
    [
      { title: context.say({ de: 'Regel', en: 'Rule' }), cell: (row) => row.rule },
      { title: context.say({ de: 'was', en: 'What' }), cell: (row) => context.say(ruleTexts[row.rule]) },
      {
        title: context.say({ de: 'nach Monaten', en: 'After months' }),
        cell: (row) => (row.months === null ? context.say({ de: 'nie', en: 'never' }) : String(row.months)),
        align: 'right',
      },
      { title: context.say({ de: 'seit', en: 'Since' }), cell: (row) => (row.setAt === undefined ? '' : instantText(row.setAt)) },
    ],
    periods,
    '',
  );
}

function runsText(runs: readonly RetentionRun[], context: Context): string {
  return table(
    [
      { title: context.say({ de: 'Regel', en: 'Rule' }), cell: (row) => row.rule },
      { title: context.say({ de: 'Lauf', en: 'Run' }), cell: (row) => instantText(row.ranAt) },
      { title: context.say({ de: 'älter als', en: 'Older than' }), cell: (row) => instantText(row.before) },
      { title: context.say({ de: 'Personen', en: 'People' }), cell: (row) => countText(row.people, context.language), align: 'right' },
      { title: context.say({ de: 'Angaben', en: 'Values' }), cell: (row) => countText(row.values, context.language), align: 'right' },
    ],
    runs,
    context.say({ de: 'Keine Frist ist gesetzt, nichts wird gelöscht.', en: 'No period is set, nothing is erased.' }),
  );
}

const RUNS_SHOWN = 20;

export const retention: Command = {
  name: 'retention',
  summary: {
    de: 'zeigt Aufbewahrungsfristen, was heute fällig wäre, und die letzten Läufe',
    en: 'shows retention periods, what would be due today, and the last runs',
  },
  async run(_typed, context) {
    const { ports, access, personal } = await context.product();
    const asker = await context.asker();
    const all = { ...ports, access, people: personal };
    const periods = await retentionPeriods(ports, asker);
    const due = await applyRetention(all, asker, { dryRun: true });
    const runs = await personal.runs(asker, RUNS_SHOWN);
    return {
      json: { periods: periods.map((one) => ({ ...one })), due: due.map((one) => ({ ...one })), runs: runs.map((one) => ({ ...one })) },
      text: [
        periodsText(periods, context),
        context.say({ de: 'Heute fällig', en: 'Due today' }),
        runsText(due, context),
        ...(runs.length === 0 ? [] : [context.say({ de: 'Letzte Läufe', en: 'Last runs' }), runsText(runs, context)]),
      ].join('\n\n'),
    };
  },
};

export const retentionSet: Command = {
  name: 'retention set',
  summary: {
    de: 'setzt eine Aufbewahrungsfrist; was älter ist, löscht der tägliche Lauf',
    en: 'sets a retention period; the daily run erases what is older',
  },
  arguments: [{ name: 'rule', help: { de: retentionRules.join(', '), en: retentionRules.join(', ') } }],
  options: {
    months: { value: '<n|never>', required: true, help: { de: '1 bis 600 Monate, oder never', en: '1 to 600 months, or never' } },
  },
  async run(typed, context) {
    const rule = retentionRules.find((one) => one === typed.argument('rule'));
    const given = typed.required('months');
    const months = given === 'never' ? null : Number(given);
    const fits = months === null || (Number.isInteger(months) && months >= 1 && months <= 600);
    if (rule === undefined || !fits) {
      throw new UsageError({
        de: `Regeln sind ${retentionRules.join(', ')}; --months ist 1 bis 600 oder never.`,
        en: `Rules are ${retentionRules.join(', ')}; --months is 1 to 600 or never.`,
      });
    }
    const periods = valueOrThrow(await setRetention(await context.ports(), await context.asker(), { rule, months }));
    return { json: { periods: periods.map((one) => ({ ...one })) }, text: periodsText(periods, context) };
  },
};

export const retentionApply: Command = {
  name: 'retention apply',
  summary: {
    de: 'wendet die Aufbewahrungsfristen jetzt an, wie sonst der tägliche Lauf',
    en: 'applies the retention periods now, as the daily run would',
  },
  options: { 'dry-run': { help: { de: 'nur zählen, was fällig ist', en: 'only count what is due' } } },
  async run(typed, context) {
    const { ports, access, personal } = await context.product();
    const dryRun = typed.isSet('dry-run');
    const runs = await applyRetention({ ...ports, access, people: personal }, await context.asker(), { dryRun });
    return { json: { dryRun, runs: runs.map((one) => ({ ...one })) }, text: runsText(runs, context) };
  },
};
