import '../ui/page.css';
import './today.css';
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type AgreementSummaryWire, listAgreements } from '#protocol/endpoints-agreements.ts';
import { listClaims } from '#protocol/endpoints-claims.ts';
import { readFunnel } from '#protocol/endpoints-facts.ts';
import { listStatements } from '#protocol/endpoints-statements.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { Icon } from '../ui/icon.tsx';
import { Mark } from '../ui/marks.tsx';
import { PageHead } from '../ui/page-head.tsx';
import type { StatementTable } from '../ui/statement-table.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { FirstSteps } from './today-first-steps.tsx';
import { Funnel } from './today-funnel.tsx';

/** What waits for a decision, what was settled last, and which source brings results; or the way there. */
export function TodayPage() {
  const { words } = useSpeech();
  const here = useHere();
  return (
    <>
      <PageHead title={words.today.title} lead={words.today.lead(here.workspace.name)} />
      <Answered of={asking(here.slug, listAgreements, {})}>
        {({ agreements }) => (
          <Answered of={asking(here.slug, listStatements, {})}>
            {({ statements }) => (
              <div className="today">
                {statements.length > 0 || here.partner ? null : <FirstSteps agreements={agreements} />}
                <OpenBlock agreements={agreements} />
                <section className="block">
                  <h2>{words.today.statementsTitle}</h2>
                  {statements.length === 0 ? (
                    <p className="soft">{words.today.statementsNone}</p>
                  ) : (
                    <>
                      <LatestStatements statements={statements.slice(0, 4)} />
                      <p className="block__foot">
                        <Link to="/w/$workspace/money" params={{ workspace: here.slug }}>
                          {words.today.allStatements}
                        </Link>
                      </p>
                    </>
                  )}
                </section>
                {here.partner ? null : (
                  <section className="block today__wide">
                    <h2>{words.today.funnelTitle}</h2>
                    <Answered of={asking(here.slug, readFunnel, {})}>{({ rows }) => <Funnel rows={rows} />}</Answered>
                  </section>
                )}
              </div>
            )}
          </Answered>
        )}
      </Answered>
    </>
  );
}

function LatestStatements(props: { readonly statements: Parameters<typeof StatementTable>[0]['statements'] }) {
  const { words, format } = useSpeech();
  const here = useHere();
  return (
    <ul className="block__rows">
      {props.statements.map((one) => (
        <li key={one.id}>
          <span>
            <Link to="/w/$workspace/money/$statement" params={{ workspace: here.slug, statement: one.id }}>
              {words.statement.name(format.month(one.through))}
            </Link>
            <span className="faint small">{words.statement.lines(one.lineCount, format.count(one.lineCount))}</span>
          </span>
          <strong className="num">{format.money(one.payableMinor, one.currency)}</strong>
        </li>
      ))}
    </ul>
  );
}

function OpenBlock({ agreements }: { readonly agreements: readonly AgreementSummaryWire[] }) {
  const { words, format, language } = useSpeech();
  const here = useHere();
  const signed = agreements.filter((one) => one.state !== 'proposed');
  const answers = useQueries({
    queries: signed.map((one) => asking(here.slug, listClaims, { params: { id: one.id }, query: { state: 'under_review', limit: 1 } })),
  });
  const open = signed.flatMap((agreement, index) => {
    const data = answers[index]?.data;
    const n = data?.counts?.under_review ?? data?.claims.length ?? 0;
    return n === 0 ? [] : [{ agreement, n }];
  });
  const unsigned = agreements.filter((one) => one.state === 'proposed');
  const sayOpen = here.partner ? words.today.openCountParty : words.today.openCount;
  return (
    <section className="block">
      <h2>{words.today.openTitle}</h2>
      {open.length + unsigned.length === 0 ? <p className="soft">{words.today.openNone}</p> : null}
      <ul className="block__rows">
        {unsigned.map((agreement) => (
          <li key={agreement.id}>
            <span>
              <Link to="/w/$workspace/agreements/$agreement" params={{ workspace: here.slug, agreement: agreement.id }}>
                {agreement.title[language]}
              </Link>
            </span>
            <Mark icon="clock" tone="review">
              {words.agreement.states.proposed}
            </Mark>
          </li>
        ))}
        {open.map(({ agreement, n }) => (
          <li key={agreement.id}>
            <span>
              <Link to="/w/$workspace/agreements/$agreement/claims" params={{ workspace: here.slug, agreement: agreement.id }}>
                {sayOpen(n, format.count(n))}
              </Link>
              <span className="faint small">{agreement.title[language]}</span>
            </span>
            <Icon name="right" />
          </li>
        ))}
      </ul>
    </section>
  );
}
