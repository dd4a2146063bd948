import { valueOrThrow } from '#core/kernel/result.ts';
import {
  type AgreementRequest,
  answerRequest,
  listRequests,
  makeRequest,
  type RequestKind,
  requestKinds,
  withdrawRequest,
} from '#usecases/handle-request.ts';
import { agreementArgument } from '../agreement-words.ts';
import type { Argument, Command } from '../command.ts';
import { instantText } from '../format.ts';
import { endOf } from '../instants.ts';
import type { Bilingual } from '../language.ts';
import { sideOptions, speakingSide } from '../speaking-side.ts';
import { table } from '../table.ts';
import { UsageError } from '../usage-error.ts';

const kinds: Readonly<Record<RequestKind, Bilingual>> = {
  approval: { de: 'Freigabe', en: 'approval' },
  access: { de: 'Zugang', en: 'access' },
  material: { de: 'Material', en: 'material' },
  decision: { de: 'Entscheidung', en: 'decision' },
  report: { de: 'Bericht', en: 'report' },
};

const states: Readonly<Record<AgreementRequest['state'], Bilingual>> = {
  open: { de: 'offen', en: 'open' },
  overdue: { de: 'überfällig', en: 'overdue' },
  answered: { de: 'beantwortet', en: 'answered' },
  withdrawn: { de: 'zurückgezogen', en: 'withdrawn' },
};

const sides: Readonly<Record<'payer' | 'payee', Bilingual>> = {
  payer: { de: 'Auftraggeber', en: 'payer' },
  payee: { de: 'Agentur', en: 'payee' },
};

const requestArgument: Argument = { name: 'request', help: { de: 'Kennung aus `request list`', en: 'id from `request list`' } };

export const requestMake: Command = {
  name: 'request make',
  summary: {
    de: 'fordert von der anderen Seite etwas an, mit einer Frist',
    en: 'asks the other side for something, with a due date',
  },
  arguments: [
    agreementArgument,
    { name: 'kind', help: { de: requestKinds.join(', '), en: requestKinds.join(', ') } },
    { name: 'question', help: { de: 'was gebraucht wird, in einem Satz', en: 'what is needed, in a sentence' } },
  ],
  options: {
    due: { value: '<day|instant>', required: true, help: { de: 'bis wann', en: 'until when' } },
    milestone: { value: '<component>', help: { de: 'Meilenstein, der darauf wartet', en: 'milestone that waits for it' } },
    ...sideOptions,
  },
  async run(typed, context) {
    const agreementId = typed.argument('agreement');
    const request = requestKinds.find((kind) => kind === typed.argument('kind'));
    if (request === undefined) {
      const known = requestKinds.join(', ');
      throw new UsageError({ de: `<kind> ist eines von: ${known}`, en: `<kind> is one of: ${known}` });
    }
    const milestone = typed.option('milestone');
    const dueAt = endOf(typed.required('due'), (await context.workspace()).timeZone);
    const side = await speakingSide(typed, context, agreementId);
    const make = { agreementId, side, request, question: typed.argument('question'), dueAt };
    const made = await makeRequest(await context.ports(), await context.asker(), {
      ...make,
      ...(milestone === undefined ? {} : { milestone }),
    });
    const { id } = valueOrThrow(made);
    return {
      json: { id, agreementId, request, dueAt },
      text: context.say({
        de: `Angefordert bis ${instantText(dueAt)}: ${id}`,
        en: `Asked for until ${instantText(dueAt)}: ${id}`,
      }),
    };
  },
};

export const requestAnswer: Command = {
  name: 'request answer',
  summary: { de: 'beantwortet eine Anforderung, mit oder ohne Worte', en: 'answers a request, with words or without' },
  arguments: [agreementArgument, requestArgument],
  options: { answer: { value: '<text>', help: { de: 'Antwort', en: 'answer' } }, ...sideOptions },
  async run(typed, context) {
    const agreementId = typed.argument('agreement');
    const id = typed.argument('request');
    const answer = typed.option('answer');
    const side = await speakingSide(typed, context, agreementId);
    const given = { agreementId, id, side, ...(answer === undefined ? {} : { answer }) };
    valueOrThrow(await answerRequest(await context.ports(), await context.asker(), given));
    return { json: { id, agreementId }, text: context.say({ de: 'Die Anforderung ist beantwortet.', en: 'The request is answered.' }) };
  },
};

export const requestWithdraw: Command = {
  name: 'request withdraw',
  summary: { de: 'zieht eine eigene Anforderung zurück', en: 'takes back a request of one’s own' },
  arguments: [agreementArgument, requestArgument],
  options: sideOptions,
  async run(typed, context) {
    const agreementId = typed.argument('agreement');
    const id = typed.argument('request');
    const side = await speakingSide(typed, context, agreementId);
    valueOrThrow(await withdrawRequest(await context.ports(), await context.asker(), { agreementId, id, side }));
    return { json: { id, agreementId }, text: context.say({ de: 'Die Anforderung ist zurückgezogen.', en: 'The request is withdrawn.' }) };
  },
};

export const requestList: Command = {
  name: 'request list',
  summary: { de: 'zeigt, was beide Seiten voneinander brauchen', en: 'shows what the two sides need of each other' },
  arguments: [agreementArgument],
  async run(typed, context) {
    const requests = valueOrThrow(await listRequests(await context.ports(), await context.asker(), typed.argument('agreement')));
    return {
      json: { requests: requests.map((request) => ({ ...request })) },
      text: table(
        [
          { title: context.say({ de: 'Kennung', en: 'Id' }), cell: (row) => row.id },
          { title: context.say({ de: 'Art', en: 'Kind' }), cell: (row) => context.say(kinds[row.request]) },
          { title: context.say({ de: 'an', en: 'To' }), cell: (row) => context.say(sides[row.to]) },
          { title: context.say({ de: 'fällig', en: 'Due' }), cell: (row) => instantText(row.dueAt) },
          { title: context.say({ de: 'Stand', en: 'State' }), cell: (row) => context.say(states[row.state]) },
          { title: context.say({ de: 'Worum es geht', en: 'What for' }), cell: (row) => row.question },
          { title: context.say({ de: 'Antwort', en: 'Answer' }), cell: (row) => row.answer ?? '' },
        ],
        requests,
        context.say({ de: 'Es gibt noch keine Anforderung.', en: 'There is no request yet.' }),
      ),
    };
  },
};
