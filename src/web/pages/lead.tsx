import '../ui/page.css';
import '../leads/leads.css';
import { Link, useParams } from '@tanstack/react-router';
import { nextQuestions } from '#protocol/endpoints-determinations.ts';
import { type LeadDetailWire, readLead } from '#protocol/endpoints-leads.ts';
import { NextQuestions } from '../forms/answer-questions.tsx';
import { LeadSteps } from '../forms/lead-steps.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { ContactClock, ContactLinks, LeadAnswer, LeadState, leadName, ownerText, sourceText } from '../leads/lead-marks.tsx';
import { LeadMoney } from '../leads/lead-money.tsx';
import { LeadTimeline, LeadTouches } from '../leads/lead-timeline.tsx';
import { useNow } from '../leads/use-now.ts';
import { Answered } from '../ui/answered.tsx';
import { ClaimState } from '../ui/claim-state.tsx';
import { Amount } from '../ui/marks.tsx';
import { NoPermission } from '../ui/no-permission.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

export function LeadPage() {
  const here = useHere();
  const { lead } = useParams({ from: '/w/$workspace/leads/$lead' });
  if (!here.may('facts.read')) return <NoPermission />;
  return <Answered of={asking(here.slug, readLead, { params: { lead } })}>{(detail) => <LeadRead detail={detail} />}</Answered>;
}

function LeadRead({ detail }: { readonly detail: LeadDetailWire }) {
  const { words, format } = useSpeech();
  const texts = words.leads;
  const here = useHere();
  const now = useNow();
  const { lead } = detail;
  return (
    <>
      <PageHead
        title={leadName(words, lead)}
        over={
          <Link to="/w/$workspace/leads" params={{ workspace: here.slug }}>
            {texts.backToList}
          </Link>
        }
        lead={
          <span className="row">
            <LeadState state={lead.state} />
            <span>{format.moment(lead.capturedAt, here.workspace.timeZone)}</span>
            <ContactClock lead={lead} now={now} />
            <ContactLinks person={lead.person} />
          </span>
        }
      />
      <div className="lead-page">
        <div>
          <Who detail={detail} />
          <Says lead={lead.lead} />
          <Claims detail={detail} />
          <LeadMoney detail={detail} />
          <LeadTouches detail={detail} />
          <LeadTimeline detail={detail} />
        </div>
        <aside className="no-print">
          <LeadSteps detail={detail} />
        </aside>
      </div>
    </>
  );
}

function Who({ detail: { lead } }: { readonly detail: LeadDetailWire }) {
  const { words } = useSpeech();
  const texts = words.leads;
  const here = useHere();
  const { person } = lead;
  const isReachable = person !== null && (person.phone !== null || person.email !== null);
  return (
    <section className="section">
      <h2>{texts.who}</h2>
      <dl className="terms">
        <dt>{texts.company}</dt>
        <dd>{lead.company?.name ?? texts.notKnown}</dd>
        <dt>{texts.name}</dt>
        <dd>{person === null ? texts.noPerson : (person.name ?? texts.unnamed)}</dd>
        <dt>{texts.contactData}</dt>
        <dd className="row">
          {isReachable ? <ContactLinks person={person} /> : here.may('people.read_personal') ? texts.notKnown : texts.noReadAccess}
        </dd>
        <dt>{texts.source}</dt>
        <dd>
          <Link to="/w/$workspace/leads" params={{ workspace: here.slug }} search={{ source: lead.source }}>
            {sourceText(words, lead.source)}
          </Link>
        </dd>
        <dt>{texts.medium}</dt>
        <dd>{lead.medium ?? texts.notKnown}</dd>
        <dt>{texts.campaign}</dt>
        <dd>{lead.campaign ?? texts.notKnown}</dd>
        <dt>{texts.owner}</dt>
        <dd>{ownerText(words, lead.owner)}</dd>
        {lead.externalId === null ? null : (
          <>
            <dt>{texts.number}</dt>
            <dd className="mono">{lead.externalId}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** Every definition at work, with its answer and what would settle an open one. */
function Says({ lead }: { readonly lead: string }) {
  const { words, language } = useSpeech();
  const texts = words.leads;
  const here = useHere();
  return (
    <section className="section">
      <h2>{texts.definitions}</h2>
      <Answered of={asking(here.slug, nextQuestions, { params: { subject: lead } })} lines={3}>
        {({ definitions }) => (
          <ul>
            {definitions.map((one) => (
              <li key={one.definition} className="says">
                <div className="row">
                  <span>{one.title[language]}</span>
                  <LeadAnswer answer={one.answer} />
                </div>
                {one.overrideFactId === null ? null : (
                  <p className="small soft">{words.determination.byHand(words.line.answer[one.answer])}</p>
                )}
                {one.message === null ? null : <p className="small soft">{one.message}</p>}
                {one.answer === 'open' ? (
                  <div className="stack">
                    <NextQuestions subject={lead} definition={one.definition} />
                  </div>
                ) : null}
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </section>
  );
}

function Claims({ detail: { claims } }: { readonly detail: LeadDetailWire }) {
  const { words, language } = useSpeech();
  const texts = words.leads;
  const here = useHere();
  if (claims === null) return null;
  return (
    <section className="section">
      <h2>{texts.claims}</h2>
      {claims.length === 0 ? <p className="soft says">{texts.claimsNone}</p> : null}
      <ul>
        {claims.map((claim) => (
          <li key={`${claim.agreementId}/${claim.component}/${claim.subject}`} className="says row">
            <Link
              to="/w/$workspace/agreements/$agreement/claims/$component/$subject"
              params={{ workspace: here.slug, agreement: claim.agreementId, component: claim.component, subject: claim.subject }}
            >
              {claim.componentTitle[language]}
            </Link>
            <span className="faint small">{claim.title[language]}</span>
            <ClaimState state={claim.state} />
            <strong className="num">
              <Amount minor={claim.amountMinor} currency={claim.currency} />
            </strong>
          </li>
        ))}
      </ul>
    </section>
  );
}
