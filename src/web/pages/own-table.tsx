import '../ui/page.css';
import './own-table.css';
import { Button, Modal } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useBlocker, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ImportReportWire } from '#protocol/endpoints-imports.ts';
import { lookAtOwnTable, type OwnTableAnswersWire, type OwnTableWire } from '#protocol/endpoints-own-table.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { NoPermission } from '../ui/no-permission.tsx';
import { Note, Waiting } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { ask } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { type OwnTableStep, ownTableSteps } from '../wire/own-table-search.ts';
import { ImportHistory } from './imports-history.tsx';
import { OwnTableColumns } from './own-table-columns.tsx';
import { OwnTableDone } from './own-table-done.tsx';
import { OwnTableFile } from './own-table-file.tsx';
import { OwnTablePreview } from './own-table-preview.tsx';
import { OwnTableQuestions } from './own-table-questions.tsx';
import { headOf } from './own-table-sample.ts';

export type GoTo = (step: OwnTableStep) => void;
export type Answer = (change: Partial<OwnTableAnswersWire>) => void;

/** What the steps after the first work on. */
export interface OwnTableDesk {
  readonly file: File;
  readonly table: OwnTableWire;
  readonly answers: OwnTableAnswersWire;
  readonly answer: Answer;
  readonly goTo: GoTo;
}

export interface ImportedTable {
  readonly report: ImportReportWire;
  readonly mapping: string;
  readonly name: string;
  readonly fileName: string;
  readonly suited: readonly string[];
}

/** From a table somebody has to their enquiries under three definitions, step by step. */
export function OwnTablePage() {
  const { words } = useSpeech();
  const here = useHere();
  const texts = words.ownTable;
  return (
    <>
      <PageHead
        title={texts.title}
        lead={texts.lead}
        over={
          <Link to="/w/$workspace/imports" params={{ workspace: here.slug }}>
            {texts.expert}
          </Link>
        }
      />
      {here.may('imports.write') ? <Steps /> : <NoPermission />}
    </>
  );
}

function Steps() {
  const here = useHere();
  const { step = 'file' } = useSearch({ from: '/w/$workspace/imports/new' });
  const navigate = useNavigate({ from: '/w/$workspace/imports/new' });
  const [file, setFile] = useState<File | undefined>(undefined);
  const [answers, setAnswers] = useState<OwnTableAnswersWire | undefined>(undefined);
  const queries = useQueryClient();
  const kept = [here.slug, 'imported-table'];
  // Whoever comes back to the finished step finds it finished, with its undo.
  const [imported, setImported] = useState(() => (step === 'done' ? queries.getQueryData<ImportedTable>(kept) : undefined));
  const goTo: GoTo = (next) => void navigate({ search: () => (next === 'file' ? {} : { step: next }) });
  const whole = step === 'preview';
  const look = useQuery({
    queryKey: [here.slug, 'own-table', file?.name, file?.size, file?.lastModified, answers, whole],
    queryFn: async () => ask(here.slug, lookAtOwnTable, { body: formOf(whole ? file : await headOf(file), answers) }),
    enabled: file !== undefined && imported === undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  });
  const finish = (done: ImportedTable) => {
    queries.setQueryData(kept, done);
    setImported(done);
    void navigate({ search: { step: 'done' }, replace: true });
  };
  const table = file === undefined ? undefined : look.data;
  const given = answers ?? table?.proposed;
  const pick = (picked: File | undefined) => {
    setFile(picked);
    setAnswers(undefined);
    setImported(undefined);
    goTo(picked === undefined ? 'file' : 'columns');
  };
  // What was chosen lives in this page: whoever comes by address, or loads it again, begins with the file; what was imported is in the list.
  const shown: OwnTableStep = imported !== undefined || step === 'done' ? 'done' : file === undefined ? 'file' : step;
  return (
    <>
      <Progress step={shown} goTo={goTo} reachable={file !== undefined && imported === undefined} />
      <LeaveGuard on={file !== undefined && imported === undefined} />
      {shown === 'file' ? <OwnTableFile file={file} onPick={pick} /> : null}
      {shown !== 'done' ? null : imported === undefined ? (
        <ImportedBefore onAnother={() => pick(undefined)} />
      ) : (
        <OwnTableDone imported={imported} onAnother={() => pick(undefined)} onUndone={() => queries.removeQueries({ queryKey: kept })} />
      )}
      {shown === 'file' || shown === 'done' || file === undefined ? null : (
        <Looked
          error={look.isError ? look.error : undefined}
          waiting={table === undefined || (whole && look.isFetching)}
          file={file}
          onPick={pick}
        >
          {table === undefined || given === undefined ? null : (
            <Desk
              step={shown}
              desk={{ file, table, answers: given, answer: (change) => setAnswers({ ...given, ...change }), goTo }}
              onImported={finish}
            />
          )}
        </Looked>
      )}
    </>
  );
}

/** The finished step without what was just done, as after loading the page again: everything imported, each with its undo. */
function ImportedBefore({ onAnother }: { readonly onAnother: () => void }) {
  const { words } = useSpeech();
  return (
    <div className="stack own-done">
      <ImportHistory />
      <Button variant="default" onClick={onAnother}>
        {words.ownTable.done.another}
      </Button>
    </div>
  );
}

function formOf(file: File | undefined, answers: OwnTableAnswersWire | undefined): FormData {
  const form = new FormData();
  if (answers !== undefined) form.append('answers', JSON.stringify(answers));
  if (file !== undefined) form.append('files', file, file.name);
  return form;
}

function Desk(props: { readonly step: OwnTableStep; readonly desk: OwnTableDesk; readonly onImported: (imported: ImportedTable) => void }) {
  if (props.step === 'columns') return <OwnTableColumns {...props.desk} />;
  if (props.step === 'questions') return <OwnTableQuestions {...props.desk} />;
  return <OwnTablePreview {...props.desk} onImported={props.onImported} />;
}

interface LookedProps {
  readonly error: Error | undefined;
  readonly waiting: boolean;
  readonly file: File;
  readonly onPick: (file: undefined) => void;
  readonly children: React.ReactNode;
}

function Looked({ error, waiting, file, onPick, children }: LookedProps) {
  const { words, format } = useSpeech();
  const texts = words.ownTable.file;
  if (error !== undefined) {
    return (
      <div className="stack">
        <ErrorNote error={error} />
        <Button variant="default" onClick={() => onPick(undefined)}>
          {texts.another}
        </Button>
      </div>
    );
  }
  if (waiting) {
    return (
      <Note title={file.size > 1_000_000 ? texts.uploading(format.bytes(file.size)) : texts.reading} icon="clock">
        <Waiting lines={4} />
      </Note>
    );
  }
  return children;
}

function Progress(props: { readonly step: OwnTableStep; readonly goTo: GoTo; readonly reachable: boolean }) {
  const { words } = useSpeech();
  const texts = words.ownTable;
  const at = ownTableSteps.indexOf(props.step);
  return (
    <ol className="own-steps" aria-label={texts.stepsLabel}>
      {ownTableSteps.map((step, index) => (
        <li key={step} data-state={index === at ? 'now' : index < at ? 'past' : 'later'}>
          {props.reachable && index < at ? (
            <button type="button" className="plain-button" onClick={() => props.goTo(step)}>
              <span className="own-steps__n">{index + 1}</span> {texts.steps[step]}
            </button>
          ) : (
            <span aria-current={index === at ? 'step' : undefined}>
              <span className="own-steps__n">{index + 1}</span> {texts.steps[step]}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

function LeaveGuard({ on }: { readonly on: boolean }) {
  const { words } = useSpeech();
  const texts = words.ownTable;
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => on && current.pathname !== next.pathname,
    enableBeforeUnload: () => on,
    withResolver: true,
  });
  return (
    <Modal
      opened={status === 'blocked'}
      onClose={() => reset?.()}
      title={texts.leaveTitle}
      closeButtonProps={{ 'aria-label': words.shell.close }}
    >
      <div className="stack">
        <p>{texts.leaveText}</p>
        <div className="row">
          <Button onClick={() => reset?.()}>{texts.stay}</Button>
          <Button variant="default" onClick={() => proceed?.()}>
            {texts.leave}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
