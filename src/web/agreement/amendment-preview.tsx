import type { AgreementWire, AmendmentPreviewWire } from '#protocol/endpoints-agreements.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Amount } from '../ui/marks.tsx';
import { agreementIn } from './document.ts';
import { ChangeTable } from './versions.tsx';

interface AmendmentPreviewProps {
  readonly preview: AmendmentPreviewWire;
  /** The version before, if it is at hand: it names the components. */
  readonly agreement: Pick<AgreementWire, 'document'> | undefined;
}

/** Before anybody signs: what changes in the text, and what it would have moved in money, month by month. */
export function AmendmentPreview({ preview, agreement }: AmendmentPreviewProps) {
  const { words, format, language } = useSpeech();
  const texts = words.course;
  const { currency, moved } = preview;
  const components = agreement === undefined ? [] : agreementIn(agreement.document).components;
  const titles = new Map(components.map(({ key, title }) => [key, title[language]]));
  const difference = (before: string, after: string) => <Amount minor={BigInt(after) - BigInt(before)} currency={currency} signed />;
  return (
    <div className="stack fill">
      <h3>{texts.changing(preview.version)}</h3>
      <ChangeTable agreement={agreement} changes={preview.changes} />
      <h3>{texts.previewTitle}</h3>
      <p className="soft">{texts.previewText}</p>
      {moved.length === 0 ? (
        <p>{texts.previewNothing}</p>
      ) : (
        <div className="table-wrap">
          <table className="table">
            <thead>
              <tr>
                <th>{texts.month}</th>
                <th>{texts.component}</th>
                <th className="num">{texts.before}</th>
                <th className="num">{texts.after}</th>
                <th className="num">{texts.difference}</th>
              </tr>
            </thead>
            <tbody>
              {moved.map(({ component, period, beforeMinor, afterMinor }) => (
                <tr key={`${period}/${component}`}>
                  <td>{format.shortMonth(period)}</td>
                  <td>{titles.get(component) ?? component}</td>
                  <td className="num">
                    <Amount minor={beforeMinor} currency={currency} />
                  </td>
                  <td className="num">
                    <Amount minor={afterMinor} currency={currency} />
                  </td>
                  <td className="num">{difference(beforeMinor, afterMinor)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <td colSpan={2}>{texts.total}</td>
                <td className="num">
                  <Amount minor={preview.beforeMinor} currency={currency} />
                </td>
                <td className="num">
                  <Amount minor={preview.afterMinor} currency={currency} />
                </td>
                <td className="num">{difference(preview.beforeMinor, preview.afterMinor)}</td>
              </tr>
            </tfoot>
          </table>
        </div>
      )}
    </div>
  );
}
