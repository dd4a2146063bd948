import { Link } from '@tanstack/react-router';
import type { AnswerOf } from '#protocol/endpoint.ts';
import type { AgreementWire } from '#protocol/endpoints-agreements.ts';
import type { explainStatement } from '#protocol/endpoints-statement-course.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { useHere } from '../wire/here.ts';
import { ClaimState } from './claim-state.tsx';
import { Amount } from './marks.tsx';
import { SubjectName } from './subject-name.tsx';

type Course = AnswerOf<typeof explainStatement>;
const SHOWN = 12;

/** What this statement and those before leave open, how it stands today, and when it comes due. */
export function StatementOpen({ course, agreement }: { readonly course: Course; readonly agreement: AgreementWire }) {
  const { words, format } = useSpeech();
  const texts = words.statement.open;
  const { open, openCount } = course;
  if (openCount === 0) return null;
  return (
    <section className="section">
      <h2>{texts.title}</h2>
      <p className="soft small" style={{ paddingTop: 8 }}>
        {texts.text}
      </p>
      <OpenTable open={open.slice(0, SHOWN)} agreement={agreement} />
      {open.length <= SHOWN ? null : (
        <details className="no-print">
          <summary>{texts.more(format.count(open.length - SHOWN))}</summary>
          <OpenTable open={open.slice(SHOWN)} agreement={agreement} />
        </details>
      )}
      {openCount > open.length ? <p className="faint small">{texts.shownOf(format.count(open.length), format.count(openCount))}</p> : null}
    </section>
  );
}

function OpenTable({ open, agreement }: { readonly open: Course['open']; readonly agreement: AgreementWire }) {
  const { words } = useSpeech();
  const here = useHere();
  const texts = words.statement.open;
  const { currency } = agreement;
  return (
    <div className="table-wrap">
      <table className="table stacking">
        <thead>
          <tr>
            <th>{words.statement.subject}</th>
            <th>{texts.today}</th>
            <th>{texts.when}</th>
            <th className="num">{words.statement.ofReview}</th>
            <th className="num">{words.statement.ofHeld}</th>
          </tr>
        </thead>
        <tbody>
          {open.map((one) => (
            <tr key={`${one.component}/${one.subject}`}>
              <td>
                <Link
                  to="/w/$workspace/agreements/$agreement/claims/$component/$subject"
                  params={{ workspace: here.slug, agreement: agreement.id, component: one.component, subject: one.subject }}
                >
                  <SubjectName {...one} />
                </Link>
              </td>
              <td>
                <ClaimState state={one.state} />
              </td>
              <td>
                <When one={one} timeZone={agreement.timeZone} />
              </td>
              <td className="num">{one.underReviewMinor === '0' ? null : <Amount minor={one.underReviewMinor} currency={currency} />}</td>
              <td className="num">{one.heldMinor === '0' ? null : <Amount minor={one.heldMinor} currency={currency} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function When({ one, timeZone }: { readonly one: Course['open'][number]; readonly timeZone: string }) {
  const { words, format } = useSpeech();
  const texts = words.statement.open;
  const parts: string[] = [];
  if (one.state === 'disputed') parts.push(texts.contested);
  else if (one.underReviewMinor !== '0' && one.state !== 'under_review') parts.push(texts.next);
  else if (one.underReviewMinor !== '0')
    parts.push(one.reviewUntil === null ? texts.reviewOver : texts.reviewUntil(format.day(one.reviewUntil, timeZone)));
  if (one.heldMinor !== '0' && one.releaseAt !== null) parts.push(texts.releaseAt(format.day(one.releaseAt, timeZone)));
  return <>{parts.join(', ')}</>;
}
