import '../ui/page.css';
import './contract.css';
import '../agreement/requests.css';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type AgreementWire, readAgreement } from '#protocol/endpoints-agreements.ts';
import { type ClaimDecisionWire, type ClaimWire, readClaim } from '#protocol/endpoints-claims.ts';
import { agreementIn } from '../agreement/document.ts';
import { useSendOnLeaving } from '../claims/pending-decisions.ts';
import { DecideButtons } from '../forms/decide-claim.tsx';
import { ConditionButton, DisputeButtons } from '../forms/dispute-claim.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import type { Words } from '../i18n/words.ts';
import { Answered } from '../ui/answered.tsx';
import { ClaimState } from '../ui/claim-state.tsx';
import { Determined } from '../ui/determined.tsx';
import { FourSteps } from '../ui/four-steps.tsx';
import { Amount } from '../ui/marks.tsx';
import { Note } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { actorText, subjectText } from '../ui/subject-name.tsx';
import { asking, me } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

export function ClaimPage() {
  const { words, format, language } = useSpeech();
  const texts = words.claims;
  const here = useHere();
  useSendOnLeaving();
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
                  title={subjectText(words, { subject, externalId: claim.externalId, title: part?.title[language] })}
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
                      <LeadLinks claim={claim} />
                      {claim.countsBySilenceAfter === undefined ? null : (
                        <span>{words.dispute.silence(format.day(claim.countsBySilenceAfter, agreement.timeZone))}</span>
                      )}
                      {claim.reviewUntil === null || claim.countsBySilenceAfter !== undefined ? null : (
                        <span className="faint">{texts.until(format.moment(claim.reviewUntil, agreement.timeZone))}</span>
                      )}
                    </span>
                  }
                >
                  <DecideButtons agreementId={id} claim={claim} />
                  <DisputeButtons agreement={agreement} claim={claim} />
                  <ConditionButton agreement={agreement} claim={claim} />
                </PageHead>
                {claim.state === 'disputed' ? <OpenDispute agreement={agreement} claim={claim} /> : null}
                <FourSteps
                  determination={claim.determination}
                  currency={agreement.currency}
                  timeZone={agreement.timeZone}
                  unsettled={<Course claim={claim} currency={agreement.currency} timeZone={agreement.timeZone} />}
                />
                <Determined claim={claim} timeZone={agreement.timeZone} />
                <Decisions claim={claim} agreement={agreement} />
              </>
            );
          }}
        </Answered>
      )}
    </Answered>
  );
}

/** The leads the claim goes back to, for whoever may read leads. */
function LeadLinks({ claim }: { readonly claim: ClaimWire }) {
  const { words } = useSpeech();
  const here = useHere();
  const captured = claim.determination.facts.filter(({ fact }) => fact.kind === 'lead.captured');
  if (!here.may('facts.read')) return null;
  return captured.map(({ fact }) => (
    <Link key={fact.id} to="/w/$workspace/leads/$lead" params={{ workspace: here.slug, lead: fact.subject }}>
      {subjectText(words, fact)}
    </Link>
  ));
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

/** While the sides disagree: what each of them said, and who decides. */
function OpenDispute({ agreement, claim }: { readonly agreement: AgreementWire; readonly claim: ClaimWire }) {
  const { words } = useSpeech();
  const texts = words.dispute;
  const { dispute } = agreementIn(agreement.document);
  const latestOf = (side: 'payer' | 'payee') => claim.decisions.findLast((one) => sideOf(one) === side);
  return (
    <div className="claim-dispute">
      <Note title={texts.openTitle} tone="breach" icon="flag">
        <p>{texts.openText}</p>
        <div className="both-sides fill">
          {(['payer', 'payee'] as const).map((side) => {
            const said = latestOf(side);
            return (
              <div key={side}>
                <h3>{agreement[side].name}</h3>
                <p>{said === undefined ? words.shell.none : words.claims.decision[said.kind]}</p>
                {said?.comment === undefined ? null : <p>{said.comment}</p>}
                {said?.evidence === undefined ? null : (
                  <p className="soft">
                    {words.claims.evidence}: {said.evidence}
                  </p>
                )}
              </div>
            );
          })}
        </div>
        <p>
          {texts.whoDecides(dispute.payer, dispute.payee)} {dispute.arbiter === undefined ? null : texts.arbiterDecides(dispute.arbiter)}
        </p>
      </Note>
    </div>
  );
}

/** Accepting and rejecting is the payer's; an objection or a decision says whose it is. */
function sideOf({ kind, by }: ClaimDecisionWire): 'payer' | 'payee' | 'arbiter' | undefined {
  return by ?? (kind === 'accepted' || kind === 'rejected' ? 'payer' : undefined);
}

function Decisions({ claim, agreement }: { readonly claim: ClaimWire; readonly agreement: AgreementWire }) {
  const { words, format, language } = useSpeech();
  const texts = words.claims;
  const { data } = useSuspenseQuery(me);
  const here = useHere();
  const { decisions } = claim;
  const reasons = new Map(agreementIn(agreement.document).review.reasons.map(({ key, label }) => [key, label[language]]));
  return (
    <section className="section">
      <h2>{texts.decisions}</h2>
      <Silence claim={claim} timeZone={agreement.timeZone} />
      {decisions.length === 0 && claim.silence?.counted !== true ? (
        <p className="soft" style={{ paddingTop: 12 }}>
          {texts.decisionsNone}
        </p>
      ) : null}
      {here.partner && claim.state === 'under_review' ? <p className="soft">{texts.partnerOnly}</p> : null}
      <ul>
        {decisions.map((decision) => (
          <li key={decision.factId} className="decision">
            <strong>{texts.decision[decision.kind]}</strong>
            <span className="soft">
              {format.moment(decision.recordedAt, agreement.timeZone)}, {whoText(decision, words, data.person.id)}
            </span>
            {decision.reason === undefined ? null : (
              <span>
                {texts.reason}: {reasons.get(decision.reason) ?? decision.reason}
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

/** Where silence counts, the notice and what became of it: nobody should wonder why a claim counts that nobody accepted. */
function Silence({ claim: { silence, state }, timeZone }: { readonly claim: ClaimWire; readonly timeZone: string }) {
  const { words, format } = useSpeech();
  const texts = words.dispute;
  if (silence === null) return null;
  const [noticed, until] = [format.day(silence.noticedAt, timeZone), format.day(silence.until, timeZone)];
  if (!silence.counted && state !== 'under_review') return null;
  return (
    <div className="decision">
      <strong>{silence.counted ? texts.countedBySilence : texts.noticed}</strong>
      <span className="soft">{silence.counted ? texts.silenceStory(noticed, until) : texts.noticeStory(noticed, until)}</span>
    </div>
  );
}

/** The side and, where a person is named, the name. */
function whoText(decision: ClaimDecisionWire, words: Words, me: string): string {
  const side = sideOf(decision);
  const who = decision.person ?? (decision.actor === `member:${me}` ? undefined : decision.name) ?? actorText(words, decision.actor, me);
  return side === undefined ? who : `${words.dispute.by[side]}, ${who}`;
}
