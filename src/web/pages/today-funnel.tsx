import type { AnswerOf } from '#protocol/endpoint.ts';
import type { readFunnel } from '#protocol/endpoints-facts.ts';
import { useSpeech } from '../i18n/speech.tsx';

type FunnelRow = AnswerOf<typeof readFunnel>['rows'][number];

/** Below this many leads a rate says more about chance than about the source. */
const ENOUGH = 30;

/** Leads as an outlined length, the won ones filled in it; the table is the chart, figures right beside. */
export function Funnel(props: { readonly rows: readonly FunnelRow[] }) {
  const { words, format } = useSpeech();
  const texts = words.today;
  const rows = props.rows.toSorted((a, b) => b.leads - a.leads);
  if (rows.length === 0) return <p className="soft">{texts.funnelNone}</p>;
  const most = Math.max(...rows.map((row) => row.leads), 1);
  const sum = (of: (row: FunnelRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const leads = sum((row) => row.leads);
  const won = sum((row) => row.won);
  const early = sum((row) => row.wonBeforeCapture);
  const rate = (row: { leads: number; won: number }) =>
    row.leads < ENOUGH ? (
      <span className="few" title={texts.tooFew(format.count(row.won), format.count(row.leads))}>
        {`${format.count(row.won)} ${words.shell.of} ${format.count(row.leads)}`}
        <span className="visually-hidden">{texts.tooFew(format.count(row.won), format.count(row.leads))}</span>
      </span>
    ) : (
      format.share(row.won / row.leads)
    );
  return (
    <>
      <div className="table-wrap">
        <table className="table funnel">
          <thead>
            <tr>
              <th>{texts.source}</th>
              <th className="funnel__bar">
                <span className="visually-hidden">{texts.rate}</span>
              </th>
              <th className="num">{texts.leads}</th>
              <th className="num">{texts.won}</th>
              <th className="num">{texts.rate}</th>
              <th className="num funnel__median">{texts.median}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.source}>
                <td>{row.source === '' ? <em className="soft">{texts.blank}</em> : row.source}</td>
                <td className="funnel__bar">
                  <div
                    className="funnel__track"
                    role="img"
                    aria-label={texts.barLabel(
                      row.source === '' ? texts.blank : row.source,
                      format.count(row.won),
                      format.count(row.leads),
                    )}
                  >
                    <div className="funnel__leads" style={{ width: `${(row.leads / most) * 100}%` }} />
                    <div className="funnel__won" style={{ width: `${(row.won / most) * 100}%` }} />
                  </div>
                </td>
                <td className="num">{format.count(row.leads)}</td>
                <td className="num">{format.count(row.won)}</td>
                <td className="num">{rate(row)}</td>
                <td className="num funnel__median">{row.medianDaysToWon === null ? '–' : format.decimal(row.medianDaysToWon, 0)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td>{texts.all}</td>
              <td className="funnel__bar" />
              <td className="num">{format.count(leads)}</td>
              <td className="num">{format.count(won)}</td>
              <td className="num">{leads === 0 ? '–' : rate({ leads, won })}</td>
              <td className="num funnel__median" />
            </tr>
          </tfoot>
        </table>
      </div>
      {early === 0 ? null : <p className="faint small block__foot">{texts.early(early)}</p>}
    </>
  );
}
