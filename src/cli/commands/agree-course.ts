import { isDay } from '#core/kernel/instant.ts';
import { type Result, valueOrThrow } from '#core/kernel/result.ts';
import { type AgreementCourse, stateOf } from '#usecases/agreement-state.ts';
import { type CourseRequest, endAgreement, pauseAgreement, resumeAgreement } from '#usecases/change-course.ts';
import { agreementArgument, agreementStateWords } from '../agreement-words.ts';
import type { Answer, Command, Option, Typed } from '../command.ts';
import type { Context } from '../context.ts';
import { instantText } from '../format.ts';
import { personOption, sideOptions, speakingSide } from '../speaking-side.ts';
import { pairs } from '../table.ts';
import { UsageError } from '../usage-error.ts';

const options: Readonly<Record<string, Option>> = {
  reason: { value: '<text>', required: true, help: { de: 'Grund; beide Seiten lesen ihn', en: 'reason; both sides read it' } },
  ...sideOptions,
  person: personOption,
};

async function requestOf(typed: Typed, context: Context): Promise<CourseRequest> {
  const agreementId = typed.argument('agreement');
  const side = await speakingSide(typed, context, agreementId);
  return { agreementId, side, person: typed.option('person') ?? context.outside.userName, reason: typed.required('reason') };
}

async function answerOf(course: Result<AgreementCourse>, agreementId: string, context: Context): Promise<Answer> {
  const changed = valueOrThrow(course);
  const { pausedSince, endsOn } = changed;
  const state = stateOf(changed, (await context.ports()).clock.now());
  return {
    json: { id: agreementId, state, pausedSince: pausedSince ?? null, endsOn: endsOn ?? null },
    text: pairs([
      [context.say({ de: 'Vertrag', en: 'Agreement' }), agreementId],
      [context.say({ de: 'Stand', en: 'State' }), context.say(agreementStateWords[state])],
      ...(pausedSince === undefined
        ? []
        : [[context.say({ de: 'pausiert seit', en: 'Paused since' }), instantText(pausedSince)] as [string, string]]),
      ...(endsOn === undefined ? [] : [[context.say({ de: 'letzter Tag', en: 'Last day' }), endsOn] as [string, string]]),
    ]),
  };
}

export const agreePause: Command = {
  name: 'agree pause',
  summary: {
    de: 'pausiert einen Vertrag: Neue Leads fallen nicht mehr unter ihn, was schon da ist, läuft weiter',
    en: 'pauses an agreement: new leads are outside it, what is there already goes on',
  },
  arguments: [agreementArgument],
  options,
  async run(typed, context) {
    const request = await requestOf(typed, context);
    return answerOf(await pauseAgreement(await context.ports(), await context.asker(), request), request.agreementId, context);
  },
};

export const agreeResume: Command = {
  name: 'agree resume',
  summary: { de: 'setzt einen pausierten Vertrag fort', en: 'resumes a paused agreement' },
  arguments: [agreementArgument],
  options,
  async run(typed, context) {
    const request = await requestOf(typed, context);
    return answerOf(await resumeAgreement(await context.ports(), await context.asker(), request), request.agreementId, context);
  },
};

export const agreeEnd: Command = {
  name: 'agree end',
  summary: {
    de: 'beendet einen Vertrag vor der Zeit, mit der vereinbarten Frist',
    en: 'ends an agreement early, with the agreed notice',
  },
  arguments: [agreementArgument],
  options: {
    'last-on': { value: '<YYYY-MM-DD>', required: true, help: { de: 'letzter Tag der Laufzeit', en: 'last day of the term' } },
    ...options,
  },
  async run(typed, context) {
    const lastOn = typed.required('last-on');
    if (!isDay(lastOn)) throw new UsageError({ de: '--last-on ist ein Tag wie 2026-03-31.', en: '--last-on is a day such as 2026-03-31.' });
    const request = await requestOf(typed, context);
    const ended = await endAgreement(await context.ports(), await context.asker(), { ...request, lastOn });
    return answerOf(ended, request.agreementId, context);
  },
};
