import type { ReplayWire } from '#protocol/endpoints-determinations.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Amount } from '../ui/marks.tsx';

/** What a draft would change: numbers first, then who, then euros. */
export function ReplayView({ replay }: { readonly replay: ReplayWire }) {
  const { words, format, language } = useSpeech();
  const texts = words.definitions;
  const { before, answers, subjects, flips, agreements } = replay;
  const cases = format.count(subjects);
  const counts = format.count(answers.after.yes);
  const told = ({ answer, at }: ReplayWire['flips'][number]['before']) =>
    `${texts.answers[answer]}${at === undefined ? '' : ` (${format.day(at)})`}`;
  return (
    <div className="stack" aria-live="polite">
      <p>{before === null ? texts.first(cases, counts) : texts.compared(before, cases, counts, format.count(answers.before?.yes ?? 0))}</p>
      {flips.length === 0 ? (
        <p className="soft">{texts.noFlips}</p>
      ) : (
        <div className="table-wrap">
          <table className="table">
            <thead>
              <tr>
                <th>{texts.case}</th>
                <th>{texts.before}</th>
                <th>{texts.after}</th>
                <th>{texts.because}</th>
              </tr>
            </thead>
            <tbody>
              {flips.map((flip) => (
                <tr key={flip.subject}>
                  <td>{flip.externalId ?? flip.subject}</td>
                  <td>{told(flip.before)}</td>
                  <td>{told(flip.after)}</td>
                  <td>{flip.after.missing?.join(', ') ?? flip.after.message ?? flip.fact?.kind}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {agreements.length === 0 ? (
        <p className="soft">{texts.noAgreements}</p>
      ) : (
        <div className="table-wrap">
          <table className="table">
            <thead>
              <tr>
                <th>{texts.agreement}</th>
                <th>{texts.before}</th>
                <th>{texts.after}</th>
              </tr>
            </thead>
            <tbody>
              {agreements.map((one) => (
                <tr key={one.agreementId}>
                  <td>{one.title[language]}</td>
                  <td>
                    <Amount minor={one.beforeMinor} currency={one.currency} />
                  </td>
                  <td>
                    <Amount minor={one.afterMinor} currency={one.currency} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
