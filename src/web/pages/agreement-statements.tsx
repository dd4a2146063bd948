import { useParams } from '@tanstack/react-router';
import { listStatements } from '#protocol/endpoints-statements.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { Note } from '../ui/notes.tsx';
import { StatementTable } from '../ui/statement-table.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

export function AgreementStatementsPage() {
  const { words } = useSpeech();
  const here = useHere();
  const { agreement: id } = useParams({ from: '/w/$workspace/agreements/$agreement' });
  return (
    <Answered of={asking(here.slug, listStatements, { query: { agreement: id } })}>
      {({ statements }) =>
        statements.length === 0 ? (
          <Note title={words.statement.none} icon="money">
            <p>{words.statement.noneText}</p>
          </Note>
        ) : (
          <StatementTable statements={statements} />
        )
      }
    </Answered>
  );
}
