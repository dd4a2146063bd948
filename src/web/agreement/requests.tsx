import './requests.css';
import type { AgreementWire } from '#protocol/endpoints-agreements.ts';
import { listRequests, type RequestWire } from '#protocol/endpoints-requests.ts';
import { AnswerButtons, AskButton, WithdrawButton } from '../forms/handle-request.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { Mark } from '../ui/marks.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { agreementIn } from './document.ts';

const DAY_MS = 86_400_000;

/** What the two sides need of each other: what is due first, with what a delay moves, answered in one tap. */
export function Requests({ agreement }: { readonly agreement: AgreementWire }) {
  const { words, format } = useSpeech();
  const texts = words.requests;
  const here = useHere();
  return (
    <section className="section no-print" aria-labelledby="requests">
      <h2 id="requests">{texts.title}</h2>
      <Answered of={asking(here.slug, listRequests, { params: { id: agreement.id } })} lines={2}>
        {({ requests, side }) => {
          const due = requests.filter(({ state }) => state === 'open' || state === 'overdue');
          const past = requests.filter((one) => !due.includes(one));
          const speaks = here.may('requests.write') && (side === 'payer' || side === 'payee') ? side : undefined;
          return (
            <>
              {due.length === 0 ? <p className="soft requests__none">{texts.none}</p> : null}
              <ul>
                {due.map((request) => (
                  <Row key={request.id} agreement={agreement} request={request} side={speaks} />
                ))}
              </ul>
              {speaks !== undefined && agreement.state !== 'ended' ? (
                <AskButton agreement={agreement} other={speaks === 'payer' ? 'payee' : 'payer'} />
              ) : null}
              {past.length === 0 ? null : (
                <details className="requests__past">
                  <summary>{texts.earlier(format.count(past.length))}</summary>
                  <ul>
                    {past.map((request) => (
                      <Row key={request.id} agreement={agreement} request={request} side={undefined} />
                    ))}
                  </ul>
                </details>
              )}
            </>
          );
        }}
      </Answered>
    </section>
  );
}

interface RowProps {
  readonly agreement: AgreementWire;
  readonly request: RequestWire;
  /** Absent for whoever may only read. */
  readonly side: 'payer' | 'payee' | undefined;
}

function Row({ agreement, request, side }: RowProps) {
  const { words, format } = useSpeech();
  const texts = words.requests;
  const { state, dueAt, to, question, answer, answeredAt } = request;
  const due = format.moment(dueAt, agreement.timeZone);
  return (
    <li className="request">
      <div className="request__what">
        <strong>{question === '' ? texts.erased : question}</strong>
        <span className="soft small">
          {texts.kinds[request.request]} {texts.to(agreement[to].name)}
        </span>
        <Delay agreement={agreement} request={request} />
        {answer === undefined ? null : <span>{answer}</span>}
      </div>
      <div className="request__due">
        {state === 'overdue' ? (
          <Mark icon="warn" tone="breach">
            {texts.overdue(due)}
          </Mark>
        ) : state === 'open' ? (
          <Mark icon="clock" tone="review">
            {texts.dueAt(due)}
          </Mark>
        ) : (
          <Mark icon={state === 'answered' ? 'check' : 'dash'} tone="quiet">
            {answeredAt === undefined ? texts.states[state] : texts.answeredAt(format.moment(answeredAt, agreement.timeZone))}
          </Mark>
        )}
      </div>
      {side === undefined ? null : (
        <div className="request__acts">
          {side === to ? (
            <AnswerButtons agreementId={agreement.id} request={request} />
          ) : (
            <WithdrawButton agreementId={agreement.id} request={request} />
          )}
        </div>
      )}
    </li>
  );
}

/** The consequence before it happens, and how far it has come once it does: only delays of the payer move a milestone. */
function Delay({ agreement, request }: Pick<RowProps, 'agreement' | 'request'>) {
  const { words, language, format } = useSpeech();
  const texts = words.requests;
  const document = agreementIn(agreement.document);
  const milestone = document.components.find(({ key }) => key === request.milestone);
  const moves = document.obligations.payer.some(({ consequence }) => consequence?.kind === 'deadline_moves');
  if (milestone === undefined) return null;
  const title = milestone.title[language];
  const until = request.answeredAt === undefined ? Date.now() : Date.parse(request.answeredAt);
  const lateDays = Math.ceil((until - Date.parse(request.dueAt)) / DAY_MS);
  const isLate = moves && request.to === 'payer' && lateDays > 0 && request.state !== 'withdrawn';
  return (
    <span className="small">
      {isLate ? texts.delays(title, texts.days(lateDays, format.count(lateDays))) : texts.waits(title)}
      {!isLate && moves && request.state === 'open' && request.to === 'payer' ? ` ${texts.moves}` : null}
    </span>
  );
}
