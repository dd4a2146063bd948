import '../ui/page.css';
import './recompute.css';
import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { PROOF_FILE_FORMAT } from '#core/proof/proof-file.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { FilePick } from '../ui/file-pick.tsx';
import { Icon } from '../ui/icon.tsx';
import { Note } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { readSeal, unreadable } from './checks.ts';
import { fetchEarly, sampleFile } from './sample-file.ts';
import { SealField } from './seal-field.tsx';
import { type Progress, useRecomputing } from './use-recomputing.ts';
import { Verdict } from './verdict.tsx';
import type { Recomputed } from './worker.ts';

interface Task {
  readonly file: File;
  readonly tamper: boolean;
  /** Compared with; '' if none was named. */
  readonly seal: string;
}

/** Drop a file, see whether it is right and where it is not: the same in the app and on a page of static files. */
export function RecomputeDesk() {
  const { words } = useSpeech();
  const texts = words.recompute;
  const [task, setTask] = useState<Task | undefined>(undefined);
  const [seal, setSeal] = useState('');
  const { progress, begin, reset } = useRecomputing();
  useEffect(fetchEarly, []);
  const start = (file: File, tamper = false) => {
    const named = readSeal(seal);
    setTask({ file, tamper, seal: named ?? '' });
    begin({ file, tamper, ...(named === undefined ? {} : { seal: named }) });
  };
  const restart = () => {
    reset();
    setTask(undefined);
  };
  const sealField = <SealField seal={seal} onChange={setSeal} />;
  return (
    <>
      <PageHead title={texts.title} lead={texts.lead} />
      {task === undefined || progress.at === 'waiting' ? (
        <Chooser onFile={(file) => start(file)} sealField={sealField} />
      ) : (
        <div className="stack recompute">
          <Outcome progress={progress} task={task} />
          <Steps progress={progress} task={task} start={start} restart={restart} />
          {progress.at === 'done' && unreadable(progress.answer.report) === undefined ? (
            <form
              className="seal-form no-print"
              onSubmit={(event) => {
                event.preventDefault();
                if (readSeal(seal) !== undefined) start(task.file, task.tamper);
              }}
            >
              {sealField}
              <Button type="submit" variant="default">
                {texts.compareSeal}
              </Button>
            </form>
          ) : null}
          <Limits />
        </div>
      )}
    </>
  );
}

function Chooser(props: { readonly onFile: (file: File) => void; readonly sealField: ReactNode }) {
  const { words } = useSpeech();
  const texts = words.recompute;
  const save = async () => {
    const address = URL.createObjectURL(await sampleFile(texts.sampleName));
    const link = document.createElement('a');
    link.href = address;
    link.download = texts.sampleName;
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <div className="two-columns">
      <div className="stack">
        <FilePick
          label={texts.file}
          button={texts.choose}
          accept=".json,application/json"
          files={[]}
          onPick={([one]) => one && props.onFile(one)}
        />
        {props.sealField}
        <p className="mark faint">
          <Icon name="offline" />
          {texts.offline}
        </p>
      </div>
      <div className="stack">
        <Note title={texts.sampleTitle} icon="recompute">
          <p>{texts.sampleText}</p>
          <div className="row no-print">
            <Button variant="default" onClick={() => void sampleFile(texts.sampleName).then(props.onFile)}>
              {texts.sample}
            </Button>
            <Button variant="subtle" leftSection={<Icon name="download" />} onClick={() => void save()}>
              {texts.saveSample}
            </Button>
          </div>
        </Note>
        <Limits />
      </div>
    </div>
  );
}

/** What is known so far; when there is an answer, the keyboard and the screen reader stand before it. */
function Outcome({ progress, task }: { readonly progress: Progress; readonly task: Task }) {
  const { words } = useSpeech();
  const texts = words.recompute;
  const place = useRef<HTMLDivElement>(null);
  const over = progress.at === 'done' || progress.at === 'failed';
  useEffect(() => {
    if (over) place.current?.focus();
  }, [over]);
  return (
    <div ref={place} className="outcome" tabIndex={-1} aria-live="polite">
      {progress.at === 'failed' ? (
        <Note title={texts.failed} tone="breach" icon="warn" alert>
          <p>{texts.failedText}</p>
        </Note>
      ) : null}
      {progress.at === 'done' ? <Answer answer={progress.answer} task={task} /> : null}
      {over ? null : <Working progress={progress} file={task.file} />}
    </div>
  );
}

function Answer({ answer, task }: { readonly answer: Recomputed; readonly task: Task }) {
  const { words } = useSpeech();
  const texts = words.recompute;
  if (unreadable(answer.report) === undefined) {
    return (
      <>
        <Verdict {...answer} sealGiven={task.seal !== ''} />
        {task.tamper && answer.tampering === undefined ? <p className="soft">{texts.nothingToChange}</p> : null}
      </>
    );
  }
  const { namedFormat } = answer;
  const isOther = namedFormat !== undefined && namedFormat !== PROOF_FILE_FORMAT;
  return (
    <Note title={isOther ? texts.otherForm : texts.unreadable} tone="breach" icon="warn" alert>
      <p>{isOther ? texts.otherFormText(namedFormat, PROOF_FILE_FORMAT) : texts.unreadableText}</p>
    </Note>
  );
}

function Working({ progress, file }: { readonly progress: Progress; readonly file: File }) {
  const { words, format } = useSpeech();
  const texts = words.recompute;
  const reading = progress.at === 'reading';
  const title = reading ? texts.reading(file.name) : texts.working(file.name);
  return (
    <Note title={title} icon="recompute">
      {reading ? <progress aria-label={title} value={progress.bytes} max={Math.max(file.size, 1)} /> : <progress aria-label={title} />}
      <p className="soft">
        {reading ? texts.readSoFar(format.bytes(progress.bytes), format.bytes(file.size)) : texts.workingText(format.bytes(file.size))}
      </p>
    </Note>
  );
}

interface StepsProps {
  readonly progress: Progress;
  readonly task: Task;
  readonly start: (file: File, tamper?: boolean) => void;
  readonly restart: () => void;
}

function Steps({ progress, task, start, restart }: StepsProps) {
  const { words } = useSpeech();
  const texts = words.recompute;
  if (progress.at === 'reading' || progress.at === 'computing') {
    return (
      <Button variant="default" onClick={restart}>
        {words.shell.cancel}
      </Button>
    );
  }
  const canTamper = progress.at === 'done' && unreadable(progress.answer.report) === undefined;
  return (
    <div className="stack no-print">
      <div className="row">
        {task.tamper ? <Button onClick={() => start(task.file)}>{texts.restore}</Button> : null}
        {canTamper && !task.tamper ? (
          <Button variant="default" onClick={() => start(task.file, true)}>
            {texts.tamper}
          </Button>
        ) : null}
        {progress.at === 'done' ? (
          <Button variant="subtle" leftSection={<Icon name="print" />} onClick={() => window.print()}>
            {words.shell.print}
          </Button>
        ) : null}
        <Button variant="subtle" onClick={restart}>
          {texts.another}
        </Button>
      </div>
      {canTamper && !task.tamper ? <p className="faint small prose">{texts.tamperText}</p> : null}
    </div>
  );
}

function Limits() {
  const { words } = useSpeech();
  return (
    <Note title={words.recompute.notProvenTitle} icon="seal">
      <p>{words.recompute.proven}</p>
      <p>{words.recompute.notProven}</p>
    </Note>
  );
}
