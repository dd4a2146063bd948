import './requests.css';
import { Link } from '@tanstack/react-router';
import { startOfDay } from '#core/kernel/instant.ts';
import { parseDecimalMinor } from '#core/kernel/money.ts';
import type { ComponentClause } from '#core/promises/agreements/agreement.ts';
import type { AgreementWire } from '#protocol/endpoints-agreements.ts';
import { type ClaimSummaryWire, listClaims } from '#protocol/endpoints-claims.ts';
import { listRequests, type RequestWire } from '#protocol/endpoints-requests.ts';
import { EvidenceButton } from '../forms/handle-request.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { ClaimState } from '../ui/claim-state.tsx';
import { Amount, Mark } from '../ui/marks.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { agreementIn } from './document.ts';
import { sideHere } from './side-here.ts';
import { waitedMs } from './waited.ts';

const DAY_MS = 86_400_000;

/** The milestones in the order of their phases: due when, worth what, how far. */
export function Milestones({ agreement }: { readonly agreement: AgreementWire }) {
  const { words } = useSpeech();
  const texts = words.requests;
  const here = useHere();
  const milestones = agreementIn(agreement.document)
    .components.filter(({ milestone }) => milestone !== undefined)
    .sort((a, b) => (a.milestone?.phase ?? 0) - (b.milestone?.phase ?? 0));
  if (milestones.length === 0 || agreement.state === 'proposed' || !here.may('claims.read')) return null;
  return (
    <section className="section no-print" aria-labelledby="milestones">
      <h2 id="milestones">{texts.milestones}</h2>
      <Answered of={asking(here.slug, listClaims, { params: { id: agreement.id }, query: { limit: 1_000 } })} lines={milestones.length}>
        {({ claims }) => (
          <Answered of={asking(here.slug, listRequests, { params: { id: agreement.id } })} lines={milestones.length}>
            {({ requests }) => (
              <table className="table stacking">
                <thead>
                  <tr>
                    <th>{texts.phase}</th>
                    <th>{texts.dueHead}</th>
                    <th className="num">{texts.amount}</th>
                    <th>{texts.state}</th>
                    <th />
                  </tr>
                </thead>
                <tbody>
                  {milestones.map((component) => (
                    <Row
                      key={component.key}
                      agreement={agreement}
                      component={component}
                      claim={claims.find((claim) => claim.component === component.key)}
                      requests={requests}
                    />
                  ))}
                </tbody>
              </table>
            )}
          </Answered>
        )}
      </Answered>
    </section>
  );
}

interface RowProps {
  readonly agreement: AgreementWire;
  readonly component: ComponentClause;
  readonly claim: ClaimSummaryWire | undefined;
  readonly requests: readonly RequestWire[];
}

function Row({ agreement, component, claim, requests }: RowProps) {
  const { words, format, language } = useSpeech();
  const texts = words.requests;
  const here = useHere();
  const { milestone, price, title, key } = component;
  const side = sideHere(here, agreement);
  const moves = agreementIn(agreement.document).obligations.payer.some(({ consequence }) => consequence?.kind === 'deadline_moves');
  const until = claim?.resultAt == null ? Date.now() : Date.parse(claim.resultAt);
  const movedMs = moves ? waitedMs(requests, key, until) : 0;
  const dueAt =
    milestone?.dueWithinDays === undefined
      ? undefined
      : startOfDay(agreement.termFrom, agreement.timeZone) + milestone.dueWithinDays * DAY_MS + movedMs;
  const isLate = claim === undefined && dueAt !== undefined && Date.now() > dueAt;
  const amount = price.model === 'fixed' ? parseDecimalMinor(price.amount, agreement.currency) : undefined;
  const mayShow =
    (claim === undefined || claim.state === 'rejected') && side === 'payee' && here.may('requests.write') && agreement.state !== 'ended';
  return (
    <tr>
      <td>
        <span className="faint">{words.clause.milestonePhase(milestone?.phase ?? 1)}</span> {title[language]}
      </td>
      <td>
        {dueAt === undefined ? null : format.day(new Date(dueAt).toISOString(), agreement.timeZone)}{' '}
        {movedMs >= DAY_MS ? (
          <span className="faint small">
            {texts.moved(texts.days(Math.floor(movedMs / DAY_MS), format.count(Math.floor(movedMs / DAY_MS))))}
          </span>
        ) : null}
        {isLate ? (
          <Mark icon="warn" tone="breach">
            {texts.late}
          </Mark>
        ) : null}
      </td>
      <td className="num">{amount?.ok === true ? <Amount minor={amount.value} currency={agreement.currency} /> : null}</td>
      <td>
        {claim === undefined ? (
          <Mark icon="circle" tone="quiet">
            {texts.notYet}
          </Mark>
        ) : (
          <Link
            to="/w/$workspace/agreements/$agreement/claims/$component/$subject"
            params={{ workspace: here.slug, agreement: agreement.id, component: key, subject: claim.subject }}
          >
            <ClaimState state={claim.state} />
          </Link>
        )}
      </td>
      <td className="num">{mayShow ? <EvidenceButton agreementId={agreement.id} component={key} title={title[language]} /> : null}</td>
    </tr>
  );
}
