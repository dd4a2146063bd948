import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { undoImport } from '#protocol/endpoints-imports.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Icon } from '../ui/icon.tsx';
import { Note } from '../ui/notes.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { tell } from '../ui/tell.ts';
import { ask, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import type { ImportedTable } from './own-table.tsx';
import { saveText } from './own-table-sample.ts';

interface OwnTableDoneProps {
  readonly imported: ImportedTable;
  readonly onAnother: () => void;
  readonly onUndone: () => void;
}

/** The last step: what came in, the way to what it means, and the way back. */
export function OwnTableDone({ imported, onAnother, onUndone }: OwnTableDoneProps) {
  const { words, format } = useSpeech();
  const texts = words.ownTable.done;
  const here = useHere();
  const queries = useQueryClient();
  const { report, mapping, name, fileName, suited } = imported;
  const undo = useMutation({
    mutationFn: (id: string) => ask(here.slug, undoImport, { params: { id }, body: { reason: texts.reason } }),
    onSuccess: async ({ retracted }) => {
      onUndone();
      await refreshWorkspace(queries, here.slug);
      tell(words, texts.undone(format.count(retracted)));
    },
  });
  const { importId } = report;
  const mappingFile = `${name}.mapping.yaml`;
  if (undo.isSuccess) {
    return (
      <Note title={texts.undone(format.count(undo.data.retracted))} icon="undo">
        <Button onClick={onAnother}>{texts.another}</Button>
      </Note>
    );
  }
  return (
    <div className="stack own-done">
      <Note title={texts.title} tone="proven" icon="check">
        <p>
          {report.recorded === 0
            ? texts.repeated
            : texts.text(format.count(report.byKind['lead.captured'] ?? 0), format.count(report.recorded))}
        </p>
        <p>
          <Link
            className="own-done__compare"
            to="/w/$workspace/definitions/compare"
            params={{ workspace: here.slug }}
            search={{ definitions: suited.join(',') }}
          >
            {suited.length === 2 ? texts.compareTwo : texts.compare} <Icon name="arrow" />
          </Link>
        </p>
      </Note>
      <section className="section fill">
        <h2>{texts.saved}</h2>
        <p className="prose">{texts.savedText}</p>
        <pre className="own-done__command">{`belegbar import ${mappingFile} ${fileName.includes(' ') ? `"${fileName}"` : fileName}`}</pre>
        <div className="row">
          <Button
            variant="default"
            leftSection={<Icon name="download" />}
            onClick={() => saveText(mappingFile, mapping, 'application/yaml')}
          >
            {texts.download}
          </Button>
        </div>
      </section>
      {undo.isError ? <ErrorNote error={undo.error} /> : null}
      <div className="row">
        <Button variant="default" onClick={onAnother}>
          {texts.another}
        </Button>
        {importId === null || report.recorded === 0 ? null : (
          <Button variant="outline" leftSection={<Icon name="undo" />} loading={undo.isPending} onClick={() => undo.mutate(importId)}>
            {texts.undo}
          </Button>
        )}
        <Link to="/w/$workspace/imports" params={{ workspace: here.slug }}>
          {texts.history}
        </Link>
      </div>
    </div>
  );
}
