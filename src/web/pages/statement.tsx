import { Button } from '@mantine/core';
import { infiniteQueryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { Movement } from '#core/settlement/movement.ts';
import { type AgreementWire, readAgreement } from '#protocol/endpoints-agreements.ts';
import { explainStatement } from '#protocol/endpoints-statement-course.ts';
import { explainLine, readStatement, readStatementLines, type StatementWire } from '#protocol/endpoints-statements.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { FourSteps } from '../ui/four-steps.tsx';
import { Icon } from '../ui/icon.tsx';
import { CheckNumber } from '../ui/marks.tsx';
import { Waiting } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { PrintSheet } from '../ui/print-sheet.tsx';
import { ProofFileButton } from '../ui/proof-file-button.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { StatementCsvButton } from '../ui/statement-csv-button.tsx';
import { type NumberedLine, StatementLines } from '../ui/statement-lines.tsx';
import { StatementNews } from '../ui/statement-news.tsx';
import { StatementOpen } from '../ui/statement-open.tsx';
import { TaxTable } from '../ui/tax-table.tsx';
import { TotalsEquation } from '../ui/totals-equation.tsx';
import { ask, asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

const PAGE = 1_000;

function linePages(workspace: string, id: string) {
  return infiniteQueryOptions({
    queryKey: [workspace, 'linePages', id],
    queryFn: ({ pageParam, signal }) =>
      ask(
        workspace,
        readStatementLines,
        { params: { id }, query: { limit: PAGE, ...(pageParam < 0 ? {} : { after: pageParam }) } },
        signal,
      ),
    initialPageParam: -1,
    getNextPageParam: (page) => page.nextAfter,
    // A closed statement is never changed.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function StatementPage() {
  const { words, format, language } = useSpeech();
  const texts = words.statement;
  const here = useHere();
  const { statement: id } = useParams({ from: '/w/$workspace/money/$statement' });
  return (
    <Answered of={asking(here.slug, readStatement, { params: { id } })}>
      {(statement) => (
        <Answered of={asking(here.slug, readAgreement, { params: { id: statement.agreementId } })}>
          {(agreement) => (
            <>
              <PrintSheet
                title={`${texts.name(format.month(statement.through))}, ${texts.number(statement.number)}`}
                payer={agreement.payer.name}
                payee={agreement.payee.name}
                hash={statement.hash}
              />
              <PageHead
                title={texts.name(format.month(statement.through))}
                over={
                  <Link to="/w/$workspace/agreements/$agreement/statements" params={{ workspace: here.slug, agreement: agreement.id }}>
                    {agreement.title[language]}
                  </Link>
                }
                lead={
                  <span className="row">
                    <span>{texts.number(statement.number)}</span>
                    <CheckNumber hash={statement.hash} />
                    <span className="faint">
                      {texts.cut(format.moment(statement.cut, agreement.timeZone))}, {texts.sealed(format.count(statement.sealedSize))}
                    </span>
                  </span>
                }
              >
                <Button variant="default" leftSection={<Icon name="print" />} onClick={() => window.print()}>
                  {words.shell.print}
                </Button>
                <StatementCsvButton statement={statement} />
                <ProofFileButton statement={statement} />
              </PageHead>
              <TotalsEquation totals={statement} currency={statement.currency} />
              {statement.underReviewMinor === '0' && statement.heldMinor === '0' ? null : (
                <p className="outstanding soft">
                  {texts.outstanding(
                    format.money(statement.underReviewMinor, statement.currency),
                    format.money(statement.heldMinor, statement.currency),
                  )}
                </p>
              )}
              <TaxTable taxes={statement.taxes} currency={statement.currency} />
              <Lines statement={statement} agreement={agreement} />
            </>
          )}
        </Answered>
      )}
    </Answered>
  );
}

/** All pages are fetched one after the other, so that sums and filters speak of the whole statement. */
function Lines({ statement, agreement }: { readonly statement: StatementWire; readonly agreement: AgreementWire }) {
  const here = useHere();
  const pages = useInfiniteQuery(linePages(here.slug, statement.id));
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = pages;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage]);
  if (pages.isError) return <ErrorNote error={pages.error} retry={() => void pages.refetch()} />;
  if (pages.data === undefined || hasNextPage) return <Waiting lines={10} />;
  const lines = pages.data.pages.flatMap((page) => page.lines);
  return <StatementBody statement={statement} agreement={agreement} lines={lines} />;
}

interface StatementBodyProps {
  readonly statement: StatementWire;
  readonly agreement: AgreementWire;
  readonly lines: readonly NumberedLine[];
}

/** What changed stands above the lines it leads to; what is open below them. The line or kind somebody looks at stands in the address. */
function StatementBody({ statement, agreement, lines }: StatementBodyProps) {
  const here = useHere();
  const navigate = useNavigate({ from: '/w/$workspace/money/$statement' });
  const { line, show } = useSearch({ from: '/w/$workspace/money/$statement' });
  const named = line === undefined ? lineOfHash() : line - 1;
  const onShow = (movement: Movement | undefined) =>
    void navigate({ search: movement === undefined ? {} : { show: movement }, replace: true, resetScroll: false });
  const course = asking(here.slug, explainStatement, { params: { id: statement.id } });
  const courseAsked = useQuery(course);
  // Who was sent to a line should find it where it stays: nothing may come in above it afterwards.
  if (named !== undefined && courseAsked.isPending) return <Waiting lines={10} />;
  return (
    <>
      <Answered of={course} lines={3}>
        {(answer) => (
          <StatementNews
            lines={lines}
            course={answer}
            currency={statement.currency}
            onShow={(movement) => {
              onShow(movement);
              document.getElementById('lines')?.scrollIntoView({ block: 'start' });
            }}
          />
        )}
      </Answered>
      <div id="lines" className="statement-lines">
        <StatementLines
          agreement={agreement}
          lines={lines}
          currency={statement.currency}
          onShow={onShow}
          {...(show === undefined || line !== undefined ? {} : { show })}
          {...(named === undefined ? {} : { named })}
          explain={(n) => <Explanation statement={statement} n={n} timeZone={agreement.timeZone} />}
        />
      </div>
      <Answered of={course} lines={3}>
        {(answer) => <StatementOpen course={answer} agreement={agreement} />}
      </Answered>
    </>
  );
}

/** Links of earlier versions name a line as #line-7, counted from nought. */
function lineOfHash(): number | undefined {
  const n = /^#line-(\d+)$/.exec(location.hash)?.[1];
  return n === undefined ? undefined : Number(n);
}

function Explanation(props: { readonly statement: StatementWire; readonly n: number; readonly timeZone: string }) {
  const { words, format } = useSpeech();
  const here = useHere();
  const { statement, n, timeZone } = props;
  return (
    <Answered of={asking(here.slug, explainLine, { params: { id: statement.id, n } })} lines={4}>
      {(explanation) => (
        <>
          <p className="small faint no-print line-link">
            <Link
              to="/w/$workspace/money/$statement"
              params={{ workspace: here.slug, statement: statement.id }}
              search={{ line: n + 1 }}
              resetScroll={false}
            >
              {words.statement.lineNumber(format.count(n + 1))}
            </Link>
          </p>
          <FourSteps
            determination={explanation.determination}
            currency={explanation.currency}
            timeZone={timeZone}
            line={explanation.line}
            download={<ProofFileButton statement={statement} quiet />}
          />
        </>
      )}
    </Answered>
  );
}
