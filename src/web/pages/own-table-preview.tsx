import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CSV_START, csvRow, csvWritings } from '#protocol/csv-text.ts';
import { type ImportReportWire, importFiles } from '#protocol/endpoints-imports.ts';
import { isRefusalCode } from '#protocol/refusals.ts';
import { useSpeech } from '../i18n/speech.tsx';
import type { Words } from '../i18n/words.ts';
import { Icon } from '../ui/icon.tsx';
import { Note } from '../ui/notes.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { ask, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { ImportRunning } from './imports-running.tsx';
import type { ImportedTable, OwnTableDesk } from './own-table.tsx';
import { saveText } from './own-table-sample.ts';

type Refused = ImportReportWire['refused'][number];

/** The fourth step: what importing would do, and the rows it would refuse by reason; then the import itself. */
export function OwnTablePreview(props: OwnTableDesk & { readonly onImported: (imported: ImportedTable) => void }) {
  const { words, format } = useSpeech();
  const texts = words.ownTable.preview;
  const here = useHere();
  const queries = useQueryClient();
  const { file, table, answers, goTo, onImported } = props;
  const { report, mapping } = table;
  const run = useMutation({
    mutationFn: (text: string) => ask(here.slug, importFiles, { body: formOf(text, `${answers.name}.mapping.yaml`, file) }),
    onSuccess: (done) =>
      onImported({ report: done, mapping: mapping ?? '', name: answers.name, fileName: file.name, suited: table.suited }),
    onSettled: () => refreshWorkspace(queries, here.slug),
  });
  if (run.isPending) return <ImportRunning />;
  if (report === null || mapping === null) return <Unanswered onBack={() => goTo('questions')} />;
  const count = (...kinds: readonly string[]) => kinds.reduce((sum, kind) => sum + (report.byKind[kind] ?? 0), 0);
  const leads = count('lead.captured');
  const figures = [
    { name: texts.leads, n: leads },
    { name: texts.deals, n: Math.max(count('deal.opened'), count('deal.won')) },
    { name: texts.won, n: count('deal.won') },
    { name: texts.actions, n: count('touch.recorded') },
    { name: texts.appointments, n: count('appointment.booked') },
  ];
  return (
    <section className="section own-section">
      <h2>{texts.title}</h2>
      <dl className="counts">
        {figures.map(({ name, n }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{format.count(n)}</dd>
          </div>
        ))}
        <div data-tone={report.refusedCount === 0 ? 'plain' : 'breach'}>
          <dt>{texts.refused}</dt>
          <dd>{format.count(report.refusedCount)}</dd>
        </div>
      </dl>
      {report.repeated === 0 ? null : <p className="soft">{texts.known(format.count(report.repeated))}</p>}
      {report.refusedCount === 0 ? null : <RefusedRows report={report} />}
      {run.isError ? <ErrorNote error={run.error} /> : null}
      <details className="own-mapping">
        <summary>{texts.mapping}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it by keyboard. */}
        <pre tabIndex={0}>{mapping}</pre>
      </details>
      <div className="row own-next">
        {report.recorded + report.repeated === 0 ? null : (
          <Button onClick={() => run.mutate(mapping)}>{leads === 0 ? texts.runAll : texts.run(format.count(leads))}</Button>
        )}
        <Button variant="subtle" onClick={() => goTo('questions')}>
          {words.ownTable.back}
        </Button>
      </div>
    </section>
  );
}

function formOf(mapping: string, name: string, file: File): FormData {
  const form = new FormData();
  form.append('mapping', new Blob([mapping], { type: 'application/yaml' }), name);
  form.append('files', file, file.name);
  return form;
}

function Unanswered({ onBack }: { readonly onBack: () => void }) {
  const { words } = useSpeech();
  return (
    <Note title={words.ownTable.questions.open} tone="review" icon="warn">
      <Button onClick={onBack}>{words.ownTable.columns.toQuestions}</Button>
    </Note>
  );
}

const ROWS_SHOWN = 50;

/** Each refused row once, with everything that is wrong in it; the rest is in the file to save. */
function RefusedRows({ report }: { readonly report: ImportReportWire }) {
  const { words, format, language } = useSpeech();
  const texts = words.ownTable.preview;
  const rows = new Map<number, Set<string>>();
  for (const refused of report.refused) {
    const reasons = rows.get(refused.line) ?? new Set();
    rows.set(refused.line, reasons.add(reasonOf(words, refused)));
  }
  const shown = [...rows].slice(0, ROWS_SHOWN);
  const save = () => {
    const writing = csvWritings[language];
    const head = csvRow([texts.csv.file, texts.csv.line, texts.csv.reason], writing);
    const rows = report.refused.map((one) => csvRow([one.file, { number: String(one.line) }, reasonOf(words, one)], writing));
    saveText('belegbar-abgelehnt.csv', CSV_START + head + rows.join(''), 'text/csv');
  };
  return (
    <section className="section own-refused">
      <h3>{texts.reasons}</h3>
      <ul>
        {shown.map(([line, reasons]) => (
          <li key={line}>
            <div className="small soft mono">{texts.lines(format.count(line))}</div>
            {[...reasons].map((reason) => (
              <div key={reason} className="own-refused__reason">
                {reason}
              </div>
            ))}
          </li>
        ))}
      </ul>
      {report.refusedCount > shown.length ? (
        <p className="soft">{texts.moreLines(format.count(report.refusedCount - shown.length))}</p>
      ) : null}
      <p className="soft prose">{report.recorded + report.repeated === 0 ? texts.allRefused : texts.partly}</p>
      <Button variant="default" leftSection={<Icon name="download" />} onClick={save}>
        {texts.download}
      </Button>
    </section>
  );
}

function reasonOf(words: Words, { code, params: { file: _file, line: _line, ...params } }: Refused): string {
  return isRefusalCode(code) ? words.refusal({ code, params }) : code;
}
