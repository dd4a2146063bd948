import './claims.css';
import { Button } from '@mantine/core';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { type AgreementWire, readAgreement } from '#protocol/endpoints-agreements.ts';
import { type ClaimStateWire, type ClaimSummaryWire, claimStates, listClaims } from '#protocol/endpoints-claims.ts';
import { agreementIn } from '../agreement/document.ts';
import { useSendOnLeaving } from '../claims/pending-decisions.ts';
import { DecideButtons } from '../forms/decide-claim.tsx';
import { DisputeButtons } from '../forms/dispute-claim.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { ClaimState } from '../ui/claim-state.tsx';
import { FilterRow } from '../ui/filter-row.tsx';
import { Amount } from '../ui/marks.tsx';
import { Note, Waiting } from '../ui/notes.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { SubjectName, subjectText } from '../ui/subject-name.tsx';
import { ask, asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

const PAGE = 100;
/** Observed claims are asked for with all the others. */
type Shown = Exclude<ClaimStateWire, 'observed'> | 'all';
const shownStates = claimStates.filter((state) => state !== 'observed');

/** Pages by subject, as the endpoint hands them out. */
function claimPages(workspace: string, id: string, state: Shown) {
  return infiniteQueryOptions({
    queryKey: [workspace, 'claimPages', id, state],
    queryFn: ({ pageParam, signal }) =>
      ask(
        workspace,
        listClaims,
        {
          params: { id },
          query: { limit: PAGE, ...(state === 'all' ? {} : { state }), ...(pageParam === '' ? {} : { after: pageParam }) },
        },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextAfter,
  });
}

export function ClaimsPage() {
  const { words } = useSpeech();
  const here = useHere();
  const { agreement: id } = useParams({ from: '/w/$workspace/agreements/$agreement' });
  useSendOnLeaving();
  return (
    <Answered of={asking(here.slug, readAgreement, { params: { id } })}>
      {(agreement) =>
        agreement.state === 'proposed' ? (
          <Note title={words.claims.notYet} tone="review" icon="clock" />
        ) : (
          <ClaimList agreement={agreement} />
        )
      }
    </Answered>
  );
}

function ClaimList({ agreement }: { readonly agreement: AgreementWire }) {
  const { words, format } = useSpeech();
  const texts = words.claims;
  const here = useHere();
  const { id } = agreement;
  const [state, setState] = useState<Shown>('all');
  const pages = useInfiniteQuery(claimPages(here.slug, id, state));
  const counts = pages.data?.pages[0]?.counts;
  const all = counts === undefined ? undefined : Object.values(counts).reduce((sum, n) => sum + n, 0);
  const choices = [
    { key: 'all' as const, name: texts.all, ...(all === undefined ? {} : { count: format.count(all) }) },
    ...shownStates
      .filter((one) => counts === undefined || (counts[one] ?? 0) > 0 || one === state)
      .map((one) => ({ key: one, name: texts.states[one], ...(counts === undefined ? {} : { count: format.count(counts[one] ?? 0) }) })),
  ];
  const claims = pages.data?.pages.flatMap((page) => page.claims) ?? [];
  const titles = new Map(agreementIn(agreement.document).components.map((one) => [one.key, one.title]));
  return (
    <>
      <FilterRow label={texts.filter} choices={choices} chosen={state} onChoose={setState} />
      {pages.isError ? <ErrorNote error={pages.error} retry={() => void pages.refetch()} /> : null}
      {pages.isPending ? <Waiting /> : null}
      {pages.isSuccess && claims.length === 0 ? (
        state === 'all' ? (
          <Note title={texts.none}>
            <p>{texts.noneText}</p>
          </Note>
        ) : (
          <p className="soft">{texts.noneInState}</p>
        )
      ) : null}
      {claims.length === 0 ? null : (
        <>
          <div className="claim-row claim-row--head" aria-hidden="true">
            <span>{texts.resultAt}</span>
            <span>{texts.subject}</span>
            <span>{texts.component}</span>
            <span className="num">{claims.some((claim) => claim.netMinor !== undefined) ? texts.net : null}</span>
            <span>{texts.state}</span>
            <span />
          </div>
          <ul>
            {claims.map((claim) => (
              <ClaimRow
                key={`${claim.component}/${claim.subject}`}
                claim={claim}
                agreement={agreement}
                title={titles.get(claim.component)}
              />
            ))}
          </ul>
          {pages.hasNextPage ? (
            <p className="section">
              <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                {words.shell.loadMore}
              </Button>
            </p>
          ) : null}
        </>
      )}
    </>
  );
}

interface ClaimRowProps {
  readonly claim: ClaimSummaryWire;
  readonly agreement: AgreementWire;
  readonly title: { readonly de: string; readonly en: string } | undefined;
}

function ClaimRow({ claim, agreement, title }: ClaimRowProps) {
  const { words, format, language } = useSpeech();
  const here = useHere();
  const named = { ...claim, title: title?.[language] };
  return (
    <li className="claim-row">
      <span className="claim-row__when">{claim.resultAt === null ? words.shell.none : format.day(claim.resultAt, agreement.timeZone)}</span>
      <span className="claim-row__subject">
        <Link
          to="/w/$workspace/agreements/$agreement/claims/$component/$subject"
          params={{ workspace: here.slug, agreement: agreement.id, component: claim.component, subject: claim.subject }}
          aria-label={words.claims.open(subjectText(words, named))}
        >
          <SubjectName {...named} />
        </Link>
      </span>
      <span className="claim-row__component">{title?.[language] ?? claim.component}</span>
      <span className="claim-row__net num">
        {claim.netMinor === undefined ? null : <Amount minor={claim.netMinor} currency={agreement.currency} />}
      </span>
      <span className="claim-row__state">
        <ClaimState state={claim.state} />
      </span>
      {claim.countsBySilenceAfter === undefined ? null : (
        <span className="claim-row__silence">{words.dispute.silence(format.day(claim.countsBySilenceAfter, agreement.timeZone))}</span>
      )}
      <span className="claim-row__acts">
        {claim.state === 'under_review' || claim.state === 'observed' ? (
          <DecideButtons agreementId={agreement.id} claim={claim} compact />
        ) : (
          <DisputeButtons agreement={agreement} claim={claim} compact />
        )}
      </span>
    </li>
  );
}
