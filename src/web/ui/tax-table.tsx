import './totals.css';
import type { TaxedSumWire } from '#protocol/endpoints-statements.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Amount } from './marks.tsx';

/** Net, tax and gross per treatment, where the agreement names one. */
export function TaxTable(props: { readonly taxes: readonly TaxedSumWire[]; readonly currency: string }) {
  const { words, format } = useSpeech();
  const texts = words.statement;
  if (props.taxes.length === 0) return null;
  return (
    <section className="taxes" aria-label={texts.taxes}>
      <table className="table">
        <thead>
          <tr>
            <th>{texts.taxes}</th>
            <th className="num">{texts.net}</th>
            <th className="num">{texts.vat}</th>
            <th className="num">{texts.gross}</th>
          </tr>
        </thead>
        <tbody>
          {props.taxes.map(({ treatment, rateBasisPoints, netMinor, vatMinor, grossMinor }) => (
            <tr key={`${treatment}/${rateBasisPoints}`}>
              <td>{texts.treatments[treatment](format.basisPoints(rateBasisPoints))}</td>
              <td className="num">
                <Amount minor={netMinor} currency={props.currency} />
              </td>
              <td className="num">
                <Amount minor={vatMinor} currency={props.currency} />
              </td>
              <td className="num">
                <Amount minor={grossMinor} currency={props.currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="faint small">{texts.taxText}</p>
    </section>
  );
}
