import '../ui/page.css';
import './imports.css';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type ImportReportWire, importFiles } from '#protocol/endpoints-imports.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { FilePick } from '../ui/file-pick.tsx';
import { NoPermission } from '../ui/no-permission.tsx';
import { Note, Waiting } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { ask, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { ImportHistory } from './imports-history.tsx';
import { ImportReport } from './imports-report.tsx';
import { ImportRunning } from './imports-running.tsx';

function formOf(mapping: File, files: readonly File[]): FormData {
  const form = new FormData();
  form.append('mapping', mapping, mapping.name);
  for (const file of files) form.append('files', file, file.name);
  return form;
}

/** Choose, preview, run, and the history with undo: one page, top to bottom. */
export function ImportsPage() {
  const { words } = useSpeech();
  const texts = words.imports;
  const here = useHere();
  return (
    <>
      <PageHead title={texts.title} lead={texts.lead}>
        {here.may('imports.write') ? (
          <Link to="/w/$workspace/imports/new" params={{ workspace: here.slug }}>
            {words.ownTable.title}
          </Link>
        ) : null}
      </PageHead>
      {here.may('imports.write') ? <ImportSteps /> : null}
      {here.may('imports.read') ? <ImportHistory /> : <NoPermission />}
    </>
  );
}

function ImportSteps() {
  const { words, format } = useSpeech();
  const texts = words.imports;
  const here = useHere();
  const queries = useQueryClient();
  const [mapping, setMapping] = useState<readonly File[]>([]);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [chosenMapping] = mapping;
  const preview = useMutation({
    mutationFn: (chosen: File) => ask(here.slug, importFiles, { query: { dryRun: true }, body: formOf(chosen, files) }),
  });
  const run = useMutation({
    mutationFn: (chosen: File) => ask(here.slug, importFiles, { body: formOf(chosen, files) }),
    onSettled: () => refreshWorkspace(queries, here.slug),
  });
  const restart = () => {
    setMapping([]);
    setFiles([]);
    preview.reset();
    run.reset();
  };
  const pick = (set: (picked: readonly File[]) => void) => (picked: readonly File[]) => {
    set(picked);
    preview.reset();
    run.reset();
  };
  if (run.isSuccess) return <Done report={run.data} onAnother={restart} />;
  if (run.isPending) return <ImportRunning />;
  return (
    <div className="stack">
      <div className="import-files">
        <FilePick
          label={texts.mapping}
          help={texts.mappingHelp}
          button={texts.mappingChoose}
          accept=".yaml,.yml"
          files={mapping}
          onPick={pick(setMapping)}
        />
        <FilePick
          label={texts.files}
          help={texts.filesHelp}
          button={texts.filesChoose}
          accept=".csv,.txt,.tsv,.xlsx"
          many
          files={files}
          onPick={pick(setFiles)}
        />
      </div>
      {preview.data === undefined ? (
        <Button
          loading={preview.isPending}
          disabled={chosenMapping === undefined || files.length === 0}
          onClick={() => chosenMapping !== undefined && preview.mutate(chosenMapping)}
        >
          {texts.preview}
        </Button>
      ) : null}
      {preview.isPending ? (
        <Note title={texts.previewing}>
          <Waiting lines={3} />
        </Note>
      ) : null}
      {preview.isError ? <ErrorNote error={preview.error} /> : null}
      {run.isError ? <ErrorNote error={run.error} /> : null}
      {preview.data === undefined || chosenMapping === undefined ? null : (
        <section className="section fill" aria-live="polite">
          <h2>{texts.previewTitle}</h2>
          <ImportReport report={preview.data} preview />
          <div className="row" style={{ paddingTop: 24 }}>
            {preview.data.recorded === 0 ? null : (
              <Button onClick={() => run.mutate(chosenMapping)}>{texts.run(format.count(preview.data.recorded))}</Button>
            )}
            <Button variant="subtle" onClick={restart}>
              {texts.another}
            </Button>
          </div>
        </section>
      )}
    </div>
  );
}

function Done(props: { readonly report: ImportReportWire; readonly onAnother: () => void }) {
  const { words, format } = useSpeech();
  const texts = words.imports;
  const here = useHere();
  const { report } = props;
  return (
    <div className="stack">
      <Note title={texts.doneTitle} tone="proven" icon="check">
        <p>{texts.doneText(format.count(report.recorded), format.count(report.repeated))}</p>
        <Link to="/w/$workspace" params={{ workspace: here.slug }}>
          {texts.toToday}
        </Link>
      </Note>
      <ImportReport report={report} />
      <Button variant="default" onClick={props.onAnother}>
        {texts.another}
      </Button>
    </div>
  );
}
