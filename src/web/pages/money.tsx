import { Link } from '@tanstack/react-router';
import { listAgreements } from '#protocol/endpoints-agreements.ts';
import { listStatements } from '#protocol/endpoints-statements.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { Note } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { StatementTable } from '../ui/statement-table.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

export function MoneyPage() {
  const { words, language } = useSpeech();
  const texts = words.statement;
  const here = useHere();
  return (
    <>
      <PageHead title={texts.listTitle} lead={texts.listLead} />
      <Answered of={asking(here.slug, listStatements, {})}>
        {({ statements }) =>
          statements.length === 0 ? (
            <Note title={texts.none} icon="money">
              <p>{texts.noneText}</p>
              <Link to="/w/$workspace/agreements" params={{ workspace: here.slug }}>
                {texts.toAgreements}
              </Link>
            </Note>
          ) : (
            <Answered of={asking(here.slug, listAgreements, {})}>
              {({ agreements }) => (
                <StatementTable statements={statements} titles={new Map(agreements.map((one) => [one.id, one.title[language]]))} />
              )}
            </Answered>
          )
        }
      </Answered>
    </>
  );
}
