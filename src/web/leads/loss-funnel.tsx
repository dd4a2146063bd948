import type { FiguresWire } from '#protocol/endpoints-figures.ts';
import { useSpeech } from '../i18n/speech.tsx';

/** How far the leads came, as bars that begin on one line, with what the lost ones cost between them. */
export function LossFunnel({ figures }: { readonly figures: FiguresWire }) {
  const { words, format } = useSpeech();
  const texts = words.figures;
  const { funnel, currency } = figures;
  const all = funnel[0]?.reached ?? 0;
  if (all === 0) return null;
  const share = (n: number) => `${(n / all) * 100}%`;
  return (
    <section className="section">
      <h2>{texts.funnel}</h2>
      <div className="table-wrap">
        <table className="table stacking loss">
          <thead>
            <tr>
              <th>{texts.step}</th>
              <th className="loss__bar">
                <span className="visually-hidden">{texts.reached}</span>
              </th>
              <th className="num">{texts.reached}</th>
              <th className="num">{texts.open}</th>
              <th className="num">{texts.ended}</th>
              <th className="num">{texts.loss}</th>
            </tr>
          </thead>
          <tbody>
            {funnel.map((bar) => (
              <tr key={bar.step}>
                <td>{texts.steps[bar.step]}</td>
                <td className="loss__bar">
                  <div
                    className="loss__track"
                    role="img"
                    aria-label={texts.barLabel(texts.steps[bar.step], format.count(bar.reached), format.count(all))}
                  >
                    <div data-part="on" style={{ width: share(bar.reached - bar.ended - bar.open) }} />
                    <div data-part="open" style={{ width: share(bar.open) }} />
                    <div data-part="ended" style={{ width: share(bar.ended) }} />
                  </div>
                </td>
                <td className="num">
                  {format.count(bar.reached)} <span className="faint small">{format.share(bar.reached / all, 0)}</span>
                </td>
                <td className="num">
                  <span className="by-source__name" aria-hidden="true">
                    {texts.open}
                  </span>
                  {bar.step === 'won' ? '–' : format.count(bar.open)}
                </td>
                <td className="num">
                  <span className="by-source__name" aria-hidden="true">
                    {texts.ended}
                  </span>
                  {bar.step === 'won' ? '–' : format.count(bar.ended)}
                </td>
                <td className="num">
                  <span className="by-source__name" aria-hidden="true">
                    {texts.loss}
                  </span>
                  {bar.step === 'won' || bar.lossMinor === null || bar.lossMinor === '0' ? '–' : format.money(bar.lossMinor, currency)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="loss__legend small soft">
        <span data-part="on" aria-hidden="true" /> {texts.wentOn}
        <span data-part="open" aria-hidden="true" /> {texts.open}
        <span data-part="ended" aria-hidden="true" /> {texts.ended}
      </p>
    </section>
  );
}
