import type { ImportReportWire } from '#protocol/endpoints-imports.ts';
import { isRefusalCode } from '#protocol/refusals.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { contentLine, kindText } from '../ui/fact-content.tsx';
import { Note } from '../ui/notes.tsx';
import { SubjectName } from '../ui/subject-name.tsx';
import { useHere } from '../wire/here.ts';

/** Counts, kinds, the first events as they would stand in the log, and the first refusals with how to mend them. */
export function ImportReport(props: { readonly report: ImportReportWire; readonly preview?: boolean }) {
  const { words, format } = useSpeech();
  const texts = words.imports;
  const { report } = props;
  const counts = [
    { name: texts.read, n: report.read, tone: 'plain' },
    { name: texts.recorded, n: report.recorded, tone: 'plain' },
    { name: texts.repeated, n: report.repeated, tone: 'plain' },
    { name: texts.refused, n: report.refusedCount, tone: report.refusedCount === 0 ? 'plain' : 'breach' },
  ];
  const kinds = Object.entries(report.byKind).toSorted(([, a], [, b]) => b - a);
  return (
    <div className="fill">
      <dl className="counts">
        {counts.map((count) => (
          <div key={count.name} data-tone={count.tone}>
            <dt>{count.name}</dt>
            <dd>{format.count(count.n)}</dd>
          </div>
        ))}
      </dl>
      {report.recorded === 0 && report.refusedCount === 0 ? <Note title={texts.nothingNew} tone="proven" icon="check" /> : null}
      <Refusals report={report} {...(props.preview === true ? { preview: true } : {})} />
      {props.preview !== true || report.preview.length === 0 ? null : (
        <div className="preview-columns section">
          <div>
            <h3>{texts.byKind}</h3>
            <table className="table">
              <tbody>
                {kinds.map(([kind, n]) => (
                  <tr key={kind}>
                    <td>{kindText(words, kind)}</td>
                    <td className="num">{format.count(n)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <div>
            <h3>{texts.first}</h3>
            <FirstFacts facts={report.preview} />
          </div>
        </div>
      )}
    </div>
  );
}

function FirstFacts(props: { readonly facts: ImportReportWire['preview'] }) {
  const { words, format } = useSpeech();
  const { timeZone } = useHere().workspace;
  const texts = words.imports;
  return (
    <div className="table-wrap">
      <table className="table">
        <thead>
          <tr>
            <th>{texts.when}</th>
            <th>{texts.kind}</th>
            <th>{texts.subject}</th>
            <th>{texts.content}</th>
          </tr>
        </thead>
        <tbody>
          {props.facts.map((fact, index) => (
            <tr key={fact.id ?? `${fact.kind}-${fact.externalId ?? index}`}>
              <td style={{ whiteSpace: 'nowrap' }}>
                {fact.occurredAt === undefined
                  ? ''
                  : fact.precision === 'day'
                    ? format.day(fact.occurredAt, timeZone)
                    : format.moment(fact.occurredAt, timeZone)}
              </td>
              <td style={{ whiteSpace: 'nowrap' }}>{fact.kind === undefined ? '' : kindText(words, fact.kind)}</td>
              <td style={{ whiteSpace: 'nowrap' }}>{fact.subject === undefined ? '' : <SubjectName subject={fact.subject} />}</td>
              <td className="soft">{fact.data === undefined ? '' : contentLine(words, format, fact.data)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Refusals(props: { readonly report: ImportReportWire; readonly preview?: boolean }) {
  const { words, format } = useSpeech();
  const texts = words.imports;
  const { report } = props;
  const refusedText = ({ code, params: { file: _file, line: _line, ...params } }: ImportReportWire['refused'][number]) =>
    isRefusalCode(code) ? words.refusal({ code, params }) : code;
  if (report.refusedCount === 0) return <p className="soft">{texts.refusalsNone}</p>;
  return (
    <section className="section">
      <h2>{texts.refusals}</h2>
      <ul>
        {report.refused.map((refused) => (
          <li key={`${refused.file}:${refused.line}:${refused.code}`} className="decision">
            <span className="mono small">{texts.place(refused.file, format.count(refused.line))}</span>
            <span>{refusedText(refused)}</span>
          </li>
        ))}
      </ul>
      {props.preview === true ? (
        <p className="soft prose" style={{ paddingTop: 12 }}>
          {texts.partly}
        </p>
      ) : null}
    </section>
  );
}
