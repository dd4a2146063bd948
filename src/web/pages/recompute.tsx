import './recompute.css';
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Mismatch, VerifyReport } from '#core/proof/verify.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { changeOneDigit, recomputeFile, type Tampering, warmUp } from '../recompute/recompute.ts';
import { OpenFrame } from '../shell/frame.tsx';
import { FilePick } from '../ui/file-pick.tsx';
import { Icon } from '../ui/icon.tsx';
import { CheckNumber } from '../ui/marks.tsx';
import { Note, Waiting } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { TotalsEquation } from '../ui/totals-equation.tsx';

interface Task {
  readonly file: File;
  readonly seal: string;
  readonly tamper: boolean;
}

async function recomputeTask(task: Task) {
  const original = await task.file.text();
  const tampering = task.tamper ? changeOneDigit(original) : undefined;
  const answer = await recomputeFile({ text: tampering?.text ?? original, ...(task.seal === '' ? {} : { seal: task.seal }) });
  return { answer, tampering, sealGiven: task.seal !== '' };
}

export function RecomputePage() {
  const { words } = useSpeech();
  const texts = words.recompute;
  const [file, setFile] = useState<File | undefined>(undefined);
  const [seal, setSeal] = useState('');
  const work = useMutation({ mutationFn: recomputeTask });
  useEffect(() => {
    warmUp();
  }, []);
  const begin = (chosen: File, tamper: boolean) => {
    setFile(chosen);
    work.mutate({ file: chosen, seal: seal.trim().toLowerCase(), tamper });
  };
  const restart = () => {
    work.reset();
    setFile(undefined);
  };
  return (
    <OpenFrame>
      <PageHead title={texts.title} lead={texts.lead} />
      {file === undefined ? (
        <div className="two-columns">
          <div className="stack">
            <FilePick
              label={texts.file}
              button={texts.choose}
              accept=".json,application/json"
              files={[]}
              onPick={([one]) => one && begin(one, false)}
            />
            <TextInput
              className="fill"
              label={`${texts.sealLabel} (${words.shell.optional})`}
              description={texts.sealHelp}
              value={seal}
              onChange={(event) => setSeal(event.currentTarget.value)}
              spellCheck={false}
              autoComplete="off"
            />
            <p className="mark faint">
              <Icon name="offline" />
              {texts.offline}
            </p>
          </div>
          <Limits />
        </div>
      ) : (
        <div className="stack" aria-live="polite">
          {work.isPending ? (
            <Note title={texts.working(file.name)}>
              <Waiting lines={3} />
            </Note>
          ) : null}
          {work.isError ? <ErrorNote error={work.error} /> : null}
          {work.data === undefined ? null : 'unreadable' in work.data.answer ? (
            <Note title={texts.unreadable} tone="breach" icon="warn" alert>
              <p>{texts.unreadableText}</p>
            </Note>
          ) : (
            <Verdict
              report={work.data.answer.report}
              tookMs={work.data.answer.tookMs}
              tampering={work.data.tampering}
              sealGiven={work.data.sealGiven}
            />
          )}
          {work.isPending ? null : (
            <div className="row">
              {work.data?.tampering === undefined ? (
                <Button
                  variant="default"
                  onClick={() => begin(file, true)}
                  disabled={work.data !== undefined && 'unreadable' in work.data.answer}
                >
                  {texts.tamper}
                </Button>
              ) : (
                <Button onClick={() => begin(file, false)}>{texts.restore}</Button>
              )}
              <Button variant="subtle" onClick={restart}>
                {texts.another}
              </Button>
            </div>
          )}
          {work.data?.tampering === undefined ? <p className="faint small prose">{texts.tamperText}</p> : null}
          <Limits />
        </div>
      )}
    </OpenFrame>
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

interface VerdictProps {
  readonly report: VerifyReport;
  readonly tookMs: number;
  readonly tampering: Tampering | undefined;
  readonly sealGiven: boolean;
}

function Verdict({ report, tookMs, tampering, sealGiven }: VerdictProps) {
  const { words, format, language } = useSpeech();
  const texts = words.recompute;
  const { statement } = report;
  const money = (minor: string) => (statement === undefined ? minor : format.money(minor, statement.currency));
  return (
    <section className="verdict" data-ok={report.ok}>
      <span className="verdict__sign">
        <Icon name={report.ok ? 'check' : 'cross'} size={56} />
      </span>
      <h2>{report.ok ? texts.okTitle : texts.badTitle}</h2>
      <div className="stack">
        {statement === undefined ? null : (
          <h3>{texts.statement(statement.title[language], format.month(statement.through), statement.number)}</h3>
        )}
        <p className="prose">{report.ok ? texts.okText : texts.badText}</p>
        {tampering === undefined ? null : <p>{texts.tampered(money(tampering.before), money(tampering.after))}</p>}
        {report.ok && sealGiven ? <p>{texts.sealOk}</p> : null}
        {report.mismatch === undefined ? (
          <Checked report={report} tookMs={tookMs} />
        ) : (
          <Difference mismatch={report.mismatch} currency={report.statement?.currency} />
        )}
      </div>
    </section>
  );
}

function Checked({ report, tookMs }: { readonly report: VerifyReport; readonly tookMs: number }) {
  const { words, format } = useSpeech();
  const texts = words.recompute;
  const { statement } = report;
  const counts = [
    [texts.lines, format.count(report.checked.lines)],
    [texts.claims, format.count(report.checked.claims)],
    [texts.facts, format.count(report.checked.facts)],
    [texts.checked, texts.seconds(format.decimal(tookMs / 1_000, 2))],
  ] as const;
  return (
    <>
      {statement === undefined ? null : <TotalsEquation totals={statement.totals} currency={statement.currency} />}
      <dl className="figures">
        {counts.map(([label, figure]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
      {statement === undefined ? null : (
        <div className="row">
          <span className="faint">{texts.seal}</span>
          <CheckNumber hash={statement.root} />
          <span className="soft">{texts.sealHint}</span>
        </div>
      )}
    </>
  );
}

/** The first difference as a sentence two people can talk about: place, expected, found. */
function Difference({ mismatch, currency }: { readonly mismatch: Mismatch; readonly currency: string | undefined }) {
  const { words, format } = useSpeech();
  const texts = words.recompute;
  const figures: Readonly<Record<string, string>> = texts.figures;
  const field = mismatch.where.split(/[ .]/).at(-1) ?? '';
  const isMoney = field.endsWith('Minor') && currency !== undefined;
  const show = (value: string) => {
    if (value === '') return texts.nothing;
    return isMoney && /^-?\d+$/.test(value) ? format.money(value, currency) : value;
  };
  const place = mismatch.line === undefined ? texts.parts[mismatch.part] : texts.line(format.count(mismatch.line));
  const figure = figures[field];
  return (
    <>
      <dl className="mismatch">
        <dt>{texts.where}</dt>
        <dd>{figure === undefined ? place : `${place}, ${figure}`}</dd>
        <dt>{texts.expected}</dt>
        <dd>{show(mismatch.expected)}</dd>
        <dt>{texts.found}</dt>
        <dd data-wrong="true">{show(mismatch.found)}</dd>
      </dl>
      <p className="small faint mono">{mismatch.where}</p>
    </>
  );
}
