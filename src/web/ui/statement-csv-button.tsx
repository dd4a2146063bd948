import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { readStatementCsv } from '#protocol/endpoints-statement-files.ts';
import type { StatementWire } from '#protocol/endpoints-statements.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { ask } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { Icon } from './icon.tsx';
import { ErrorNote } from './refusal-note.tsx';
import { saveText } from './save-text.ts';

/** The lines as a table for spreadsheet programs, in the language of the screen. */
export function StatementCsvButton({ statement }: { readonly statement: StatementWire }) {
  const { words, language } = useSpeech();
  const here = useHere();
  const save = useMutation({
    mutationFn: () => ask(here.slug, readStatementCsv, { params: { id: statement.id }, query: { language } }),
    onSuccess: (text) => saveText(text, 'text/csv', `belegbar-${statement.through}.csv`),
  });
  return (
    <>
      <Button variant="default" leftSection={<Icon name="table" />} loading={save.isPending} onClick={() => save.mutate()}>
        {words.statement.csv}
      </Button>
      {save.isError ? <ErrorNote error={save.error} /> : null}
    </>
  );
}
