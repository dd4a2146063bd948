import { Button } from '@mantine/core';
import { Link, Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { readAgreement } from '#protocol/endpoints-agreements.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { AgreementState } from '../ui/agreement-state.tsx';
import { Answered } from '../ui/answered.tsx';
import { Icon } from '../ui/icon.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

/** One agreement: its text, its claims and its statements under one head. */
export function AgreementPage() {
  const { words, language, format } = useSpeech();
  const here = useHere();
  const navigate = useNavigate();
  const { agreement: id } = useParams({ from: '/w/$workspace/agreements/$agreement' });
  const params = { workspace: here.slug, agreement: id };
  const texts = words.agreement;
  const day = (text: string) => format.day(`${text}T12:00:00Z`, 'UTC');
  return (
    <Answered of={asking(here.slug, readAgreement, { params: { id } })}>
      {(agreement) => (
        <>
          <PageHead
            title={agreement.title[language]}
            over={
              <Link to="/w/$workspace/agreements" params={{ workspace: here.slug }}>
                {texts.listTitle}
              </Link>
            }
            lead={
              <span className="row">
                <AgreementState state={agreement.state} />
                <span className="faint">{texts.version(agreement.version)}</span>
                <span className="faint">
                  {day(agreement.termFrom)} – {day(agreement.termTo)}
                </span>
              </span>
            }
          >
            <Button variant="default" leftSection={<Icon name="print" />} onClick={() => print()}>
              {words.shell.print}
            </Button>
            {!here.may('statements.close') || agreement.state !== 'in_force' ? null : (
              <Button onClick={() => void navigate({ to: '/w/$workspace/agreements/$agreement/settle', params })}>
                {words.statement.create}
              </Button>
            )}
          </PageHead>
          <nav className="tabs no-print" aria-label={agreement.title[language]}>
            <Link to="/w/$workspace/agreements/$agreement" params={params} activeOptions={{ exact: true, includeSearch: false }}>
              {texts.tabs.contract}
            </Link>
            <Link to="/w/$workspace/agreements/$agreement/claims" params={params}>
              {texts.tabs.claims}
            </Link>
            <Link to="/w/$workspace/agreements/$agreement/statements" params={params}>
              {texts.tabs.statements}
            </Link>
          </nav>
          <Outlet />
        </>
      )}
    </Answered>
  );
}
