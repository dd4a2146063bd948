import '../ui/page.css';
import './contract.css';
import { useParams } from '@tanstack/react-router';
import { type AgreementWire, readAgreement } from '#protocol/endpoints-agreements.ts';
import { Clauses } from '../agreement/clauses.tsx';
import { agreementIn } from '../agreement/document.ts';
import { Milestones } from '../agreement/milestones.tsx';
import { Redline } from '../agreement/redline.tsx';
import { Requests } from '../agreement/requests.tsx';
import { SignatureBlocks } from '../agreement/signature-blocks.tsx';
import { Versions } from '../agreement/versions.tsx';
import { CourseButtons } from '../forms/change-course.tsx';
import { InviteParty } from '../forms/invite-party.tsx';
import { SignButton } from '../forms/sign-agreement.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { CheckNumber, Mark } from '../ui/marks.tsx';
import { Note } from '../ui/notes.tsx';
import { PrintNumber } from '../ui/print-sheet.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

export function ContractPage() {
  const here = useHere();
  const { agreement: id } = useParams({ from: '/w/$workspace/agreements/$agreement' });
  return <Answered of={asking(here.slug, readAgreement, { params: { id } })}>{(agreement) => <Contract agreement={agreement} />}</Answered>;
}

/** Reads as a contract: the parties as equals, numbered clauses, and in the margin the terms a machine executes. */
function Contract({ agreement }: { readonly agreement: AgreementWire }) {
  const { words, language } = useSpeech();
  const texts = words.agreement;
  return (
    <article className="contract">
      <div className="parties">
        <Party agreement={agreement} side="payer" />
        <Party agreement={agreement} side="payee" />
      </div>
      <PrintNumber title={`${agreement.title[language]}, ${texts.version(agreement.version)}`} hash={agreement.hash} />
      <div className="contract__number no-print">
        <span className="faint">{words.shell.checkNumber}</span>
        <CheckNumber hash={agreement.hash} />
        <span className="soft">{texts.compare}</span>
      </div>
      <CourseNote agreement={agreement} />
      <Redline agreement={agreement} />
      <Milestones agreement={agreement} />
      {agreement.state === 'proposed' ? null : <Requests agreement={agreement} />}
      <Clauses agreement={agreementIn(agreement.document)} definitions={agreement.definitions} />
      <SignatureBlocks agreement={agreement} />
      <section className="section no-print">
        <h2>{texts.versions}</h2>
        <Versions agreement={agreement} />
        <details className="no-print">
          <summary>{texts.document}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard. */}
          <pre className="source-text" tabIndex={0}>
            {agreement.text}
          </pre>
        </details>
      </section>
      <CourseButtons agreement={agreement} />
    </article>
  );
}

/** A pause or an early end stands above everything else: it says what still holds. */
function CourseNote({ agreement }: { readonly agreement: AgreementWire }) {
  const { words, format } = useSpeech();
  const texts = words.course;
  const { pausedSince, endsOn, timeZone } = agreement;
  const day = (text: string) => format.day(`${text}T12:00:00Z`, 'UTC');
  return (
    <>
      {pausedSince === undefined || agreement.state === 'ended' ? null : (
        <Note title={texts.pausedTitle} tone="review" icon="clock">
          <p>{texts.pausedText(format.moment(pausedSince, timeZone))}</p>
        </Note>
      )}
      {endsOn === undefined ? null : (
        <Note title={agreement.state === 'ended' ? texts.endedTitle(day(endsOn)) : texts.endsTitle(day(endsOn))} icon="lock">
          <p>{texts.endsText}</p>
        </Note>
      )}
    </>
  );
}

function Party(props: { readonly agreement: AgreementWire; readonly side: 'payer' | 'payee' }) {
  const { words, format } = useSpeech();
  const texts = words.agreement;
  const { agreement } = props;
  const party = agreement[props.side];
  const signature = agreement.signatures.find((one) => one.party === party.key);
  return (
    <div className="party">
      <span className="faint">{texts[props.side]}</span>
      <strong>{party.name}</strong>
      <span className="party__signature">
        {signature === undefined ? (
          <Mark icon="clock" tone="review">
            {texts.notSigned}
          </Mark>
        ) : (
          <>
            <Mark icon="check" tone="proven">
              {texts.signed(format.day(signature.signedAt, agreement.timeZone))}
            </Mark>
            {signature.person === '' ? null : <span className="faint">{texts.signedBy(signature.person)}</span>}
          </>
        )}
      </span>
      {signature === undefined ? <SignButton agreement={agreement} side={props.side} /> : null}
      {signature === undefined && props.side === 'payee' ? <InviteParty agreement={agreement} /> : null}
    </div>
  );
}
