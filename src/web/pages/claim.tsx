import '../ui/page.css';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { readAgreement } from '#protocol/endpoints-agreements.ts';
import { type ClaimWire, readClaim } from '#protocol/endpoints-claims.ts';
import { agreementIn } from '../agreement/document.ts';
import { DecideButtons } from '../forms/decide-claim.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { ClaimState } from '../ui/claim-state.tsx';
import { FourSteps } from '../ui/four-steps.tsx';
import { Amount } from '../ui/marks.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { actorText, subjectText } from '../ui/subject-name.tsx';
import { asking, me } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

export function ClaimPage() {
  const { words, format, language } = useSpeech();
  const texts = words.claims;
  const here = useHere();
  const { agreement: id, component, subject } = useParams({ from: '/w/$workspace/agreements/$agreement/claims/$component/$subject' });
  return (
    <Answered of={asking(here.slug, readAgreement, { params: { id } })}>
      {(agreement) => (
        <Answered of={asking(here.slug, readClaim, { params: { id, component, subject } })}>
          {(claim) => {
            const part = agreementIn(agreement.document).components.find((one) => one.key === component);
            return (
              <>
                <PageHead
                  title={subjectText(words, { subject, externalId: claim.externalId })}
                  over={
                    <Link to="/w/$workspace/agreements/$agreement/claims" params={{ workspace: here.slug, agreement: id }}>
                      {agreement.title[language]} · {texts.title}
                    </Link>
                  }
                  lead={
                    <span className="row">
                      <ClaimState state={claim.state} />
                      <span>{part?.title[language] ?? component}</span>
                      {claim.netMinor === undefined ? null : (
                        <span>
                          {texts.net} <Amount minor={claim.netMinor} currency={agreement.currency} />
                        </span>
                      )}
                      {claim.reviewUntil === null ? null : (
                        <span className="faint">{texts.until(format.moment(claim.reviewUntil, agreement.timeZone))}</span>
                      )}
                    </span>
                  }
                >
                  <DecideButtons agreementId={id} claim={claim} />
                </PageHead>
                <FourSteps
                  determination={claim.determination}
                  currency={agreement.currency}
                  timeZone={agreement.timeZone}
                  unsettled={<Course claim={claim} currency={agreement.currency} timeZone={agreement.timeZone} />}
                />
                <Decisions claim={claim} timeZone={agreement.timeZone} />
              </>
            );
          }}
        </Answered>
      )}
    </Answered>
  );
}

/** What views of different times saw of the claim: the ground its line is computed from. */
function Course(props: { readonly claim: ClaimWire; readonly currency: string; readonly timeZone: string }) {
  const { words, format } = useSpeech();
  const texts = words.claims;
  return (
    <ul>
      {props.claim.history.map((state) => (
        <li key={state.knownAt} className="event">
          <strong>{state.resultAt === null ? texts.historyNone : `${texts.resultAt} ${format.day(state.resultAt, props.timeZone)}`}</strong>
          {state.netMinor === undefined ? null : (
            <span>
              {texts.net} <Amount minor={state.netMinor} currency={props.currency} />
            </span>
          )}
          {state.inWindow === false ? <span className="soft">{texts.outsideWindow}</span> : null}
          <span className="small faint">{texts.knownAt(format.moment(state.knownAt, props.timeZone))}</span>
        </li>
      ))}
    </ul>
  );
}

function Decisions(props: { readonly claim: ClaimWire; readonly timeZone: string }) {
  const { words, format } = useSpeech();
  const texts = words.claims;
  const { data } = useSuspenseQuery(me);
  const here = useHere();
  const { decisions } = props.claim;
  return (
    <section className="section">
      <h2>{texts.decisions}</h2>
      {decisions.length === 0 ? (
        <p className="soft" style={{ paddingTop: 12 }}>
          {texts.decisionsNone}
        </p>
      ) : null}
      {here.partner && props.claim.state === 'under_review' ? <p className="soft">{texts.partnerOnly}</p> : null}
      <ul>
        {decisions.map((decision) => (
          <li key={decision.factId} className="decision">
            <strong>{texts.decision[decision.kind]}</strong>
            <span className="soft">
              {format.moment(decision.recordedAt, props.timeZone)}, {actorText(words, decision.actor, data.person.id)}
            </span>
            {decision.reason === undefined ? null : (
              <span>
                {texts.reason}: {decision.reason}
              </span>
            )}
            {decision.comment === undefined ? null : <span>{decision.comment}</span>}
            {decision.evidence === undefined ? null : (
              <span>
                {texts.evidence}: {decision.evidence}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
