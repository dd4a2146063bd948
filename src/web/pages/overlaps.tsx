import '../ui/page.css';
import './overlaps.css';
import { Link } from '@tanstack/react-router';
import { listOverlaps, type OverlapWire } from '#protocol/endpoints-determinations.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { ClaimState } from '../ui/claim-state.tsx';
import { Amount } from '../ui/marks.tsx';
import { NoPermission } from '../ui/no-permission.tsx';
import { Note } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { SubjectName, subjectText } from '../ui/subject-name.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

/** Leads that several agreements are paid for, with the euros at stake. */
export function OverlapsPage() {
  const { words } = useSpeech();
  const texts = words.overlaps;
  const here = useHere();
  return (
    <>
      <PageHead
        title={texts.title}
        lead={texts.lead}
        over={
          <Link to="/w/$workspace/agreements" params={{ workspace: here.slug }}>
            {words.agreement.listTitle}
          </Link>
        }
      />
      {here.may('statements.close') ? (
        <Answered of={asking(here.slug, listOverlaps, {})}>
          {({ overlaps }) =>
            overlaps.length === 0 ? (
              <Note title={texts.none} icon="check">
                <p>{texts.noneText}</p>
              </Note>
            ) : (
              <OverlapTable overlaps={overlaps} />
            )
          }
        </Answered>
      ) : (
        <NoPermission />
      )}
    </>
  );
}

function OverlapTable({ overlaps }: { readonly overlaps: readonly OverlapWire[] }) {
  const { words, language } = useSpeech();
  const texts = words.overlaps;
  const here = useHere();
  return (
    <div className="table-wrap">
      <table className="table stacking">
        <thead>
          <tr>
            <th>{texts.from}</th>
            <th>{texts.claims}</th>
            <th className="num">{texts.stake}</th>
          </tr>
        </thead>
        <tbody>
          {overlaps.map(({ lead, externalId, sameResult, claims }) => (
            <tr key={lead}>
              <td>
                <SubjectName subject={lead} externalId={externalId ?? undefined} />
                <br />
                <span className="soft small">{sameResult ? texts.sameResult : texts.otherResults}</span>
              </td>
              <td className="overlap__claims">
                <ul>
                  {claims.map((claim) => (
                    <li key={`${claim.agreementId}/${claim.component}/${claim.subject}`} className="row">
                      <Link
                        to="/w/$workspace/agreements/$agreement/claims/$component/$subject"
                        params={{
                          workspace: here.slug,
                          agreement: claim.agreementId,
                          component: claim.component,
                          subject: claim.subject,
                        }}
                      >
                        {claim.title[language]}:{' '}
                        {subjectText(words, {
                          subject: claim.subject,
                          externalId: claim.subject === lead ? (externalId ?? undefined) : undefined,
                        })}
                      </Link>
                      <ClaimState state={claim.state} />
                      <Amount minor={claim.amountMinor} currency={claim.currency} />
                    </li>
                  ))}
                </ul>
              </td>
              <td className="num">
                {stakes(claims).map(([currency, minor]) => (
                  <div key={currency}>
                    <Amount minor={minor} currency={currency} />
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the claims come to together, currency by currency. */
function stakes(claims: OverlapWire['claims']): readonly (readonly [string, bigint])[] {
  const sums = new Map<string, bigint>();
  for (const { currency, amountMinor } of claims) sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(amountMinor));
  return [...sums];
}
