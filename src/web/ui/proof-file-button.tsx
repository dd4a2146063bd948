import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { readBundle, type StatementWire } from '#protocol/endpoints-statements.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { ask } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { Icon } from './icon.tsx';
import { ErrorNote } from './refusal-note.tsx';
import { saveText } from './save-text.ts';

/** Fetched with the workspace of the page and saved byte for byte: any changed byte would be found. */
export function ProofFileButton(props: { readonly statement: StatementWire; readonly quiet?: boolean }) {
  const { words } = useSpeech();
  const here = useHere();
  const { statement } = props;
  const save = useMutation({
    mutationFn: () => ask(here.slug, readBundle, { params: { id: statement.id } }),
    onSuccess: (text) => saveText(text, 'application/json', `belegbar-${statement.through}-${statement.hash.slice(0, 8)}.json`),
  });
  return (
    <>
      <Button
        variant={props.quiet === true ? 'subtle' : 'filled'}
        leftSection={<Icon name="download" />}
        loading={save.isPending}
        onClick={() => save.mutate()}
        className="no-print"
      >
        {props.quiet === true ? words.line.download : words.statement.proofFile}
      </Button>
      {save.isError ? <ErrorNote error={save.error} /> : null}
    </>
  );
}
