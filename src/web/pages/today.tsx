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
import { Note } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import type { StatementTable } from '../ui/statement-table.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { FirstSteps } from './today-first-steps.tsx';
import { Funnel } from './today-funnel.tsx';
import { DemoStories } from './today-stories.tsx';

/** What waits for a decision, what was settled last, and which source brings results; or the way there. */
export function TodayPage() {
  const { words } = useSpeech();
  const here = useHere();
  return (
    <>
      <PageHead title={words.today.title} lead={words.today.lead(here.workspace.name)} />
      <div className="today">
        {here.workspace.purpose === 'demo' && here.may('claims.read') ? <DemoStories /> : null}
        {here.may('agreements.read') && here.may('statements.read') ? <FirstStepsUntilSettled /> : null}
        {here.may('claims.read') ? <OpenClaims /> : null}
        {here.may('statements.read') ? <StatementsBlock /> : null}
        {here.may('figures.read') ? (
          <section className="block today__wide">
            <h2>{words.today.funnelTitle}</h2>
            <Answered of={asking(here.slug, readFunnel, {})}>{({ rows }) => <Funnel rows={rows} />}</Answered>
          </section>
        ) : null}
        {here.may('claims.read') || here.may('figures.read') ? null : <Documents />}
      </div>
    </>
  );
}

function FirstStepsUntilSettled() {
  const here = useHere();
  return (
    <Answered of={asking(here.slug, listAgreements, {})}>
      {({ agreements }) => (
        <Answered of={asking(here.slug, listStatements, {})}>
          {({ statements }) => (statements.length > 0 || !here.may('agreements.propose') ? null : <FirstSteps agreements={agreements} />)}
        </Answered>
      )}
    </Answered>
  );
}

function OpenClaims() {
  const here = useHere();
  return <Answered of={asking(here.slug, listAgreements, {})}>{({ agreements }) => <OpenBlock agreements={agreements} />}</Answered>;
}

function StatementsBlock() {
  const { words } = useSpeech();
  const here = useHere();
  return (
    <Answered of={asking(here.slug, listStatements, {})}>
      {({ statements }) => (
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
      )}
    </Answered>
  );
}

/** For those who see neither claims nor figures: what their role is for, and where it leads. */
function Documents() {
  const { words } = useSpeech();
  const here = useHere();
  return (
    <Note title={words.members.roles[here.membership.role]} icon="contract">
      <p>{words.members.may[here.membership.role]}</p>
      {here.may('agreements.read') ? (
        <Link to="/w/$workspace/agreements" params={{ workspace: here.slug }}>
          {words.shell.nav.agreements}
        </Link>
      ) : null}
    </Note>
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
