import { Button } from '@mantine/core';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { type AgreementWire, readAgreement } from '#protocol/endpoints-agreements.ts';
import { explainLine, readStatement, readStatementLines, type StatementWire } from '#protocol/endpoints-statements.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { FourSteps } from '../ui/four-steps.tsx';
import { Icon } from '../ui/icon.tsx';
import { CheckNumber } from '../ui/marks.tsx';
import { Waiting } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { ProofFileButton } from '../ui/proof-file-button.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { StatementLines } from '../ui/statement-lines.tsx';
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
  return (
    <StatementLines
      agreement={agreement}
      lines={lines}
      currency={statement.currency}
      explain={(n) => <Explanation statement={statement} n={n} timeZone={agreement.timeZone} />}
    />
  );
}

function Explanation(props: { readonly statement: StatementWire; readonly n: number; readonly timeZone: string }) {
  const here = useHere();
  const { statement, n, timeZone } = props;
  return (
    <Answered of={asking(here.slug, explainLine, { params: { id: statement.id, n } })} lines={4}>
      {(explanation) => (
        <FourSteps
          determination={explanation.determination}
          currency={explanation.currency}
          timeZone={timeZone}
          line={explanation.line}
          download={<ProofFileButton statement={statement} quiet />}
        />
      )}
    </Answered>
  );
}
