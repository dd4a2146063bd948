import type { Mismatch, VerifyReport } from '#core/proof/verify.ts';
import type { Speech } from '../i18n/speech.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { CheckNumber, Mark, type Tone } from '../ui/marks.tsx';
import { TotalsEquation } from '../ui/totals-equation.tsx';
import { type CheckName, type CheckState, statesOfChecks } from './checks.ts';
import type { Recomputed } from './worker.ts';

/** The answer first, then the one thing that differs or all that was found right. */
export function Verdict({ report, tookMs, tampering, sealGiven }: Recomputed & { readonly sealGiven: boolean }) {
  const { words, format, language } = useSpeech();
  const texts = words.recompute;
  const { statement, mismatch } = report;
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
        {mismatch === undefined ? null : <Difference mismatch={mismatch} currency={statement?.currency} />}
        {tampering === undefined ? null : (
          <p className="mark wrapping" data-tone="review">
            <Icon name="warn" />
            {texts.tampered(money(tampering.before), money(tampering.after))}
          </p>
        )}
        {statement === undefined || mismatch !== undefined ? null : (
          <TotalsEquation totals={statement.totals} currency={statement.currency} />
        )}
        {mismatch === undefined ? (
          <p className="soft">
            {texts.checked} {texts.seconds(format.decimal(tookMs / 1_000, 2))}
          </p>
        ) : null}
        <Checks report={report} sealGiven={sealGiven} />
        {statement === undefined ? null : (
          <div className="seal-line">
            <span className="faint">{texts.seal}</span>
            <CheckNumber hash={statement.root} />
            <code className="small soft">{statement.root}</code>
            <span className="soft small">{texts.sealHint}</span>
          </div>
        )}
      </div>
    </section>
  );
}

/** The first difference as a sentence two people can talk about: place, expected, found. */
function Difference({ mismatch, currency }: { readonly mismatch: Mismatch; readonly currency: string | undefined }) {
  const { words, format } = useSpeech();
  const texts = words.recompute;
  const { place, expected, found } = tellDifference(mismatch, currency, words, format);
  // Amounts fit a sentence; a whole arithmetic or a check number reads better one below the other.
  const isShort = expected.length + found.length < 60;
  return (
    <>
      {isShort ? (
        <p className="difference">{texts.difference(place, expected, found)}</p>
      ) : (
        <>
          <p className="difference">{place}</p>
          <dl className="mismatch">
            <dt>{texts.expected}</dt>
            <dd>{expected}</dd>
            <dt>{texts.found}</dt>
            <dd data-wrong="true">{found}</dd>
          </dl>
        </>
      )}
      <details className="small faint">
        <summary>{texts.exactPlace}</summary>
        <code>{mismatch.where}</code>
      </details>
    </>
  );
}

function tellDifference(mismatch: Mismatch, currency: string | undefined, words: Speech['words'], format: Speech['format']) {
  const texts = words.recompute;
  const figures: Readonly<Record<string, string>> = texts.figures;
  const field = mismatch.where.split(/[ .]/).at(-1) ?? '';
  const isMoney = field.endsWith('Minor') && currency !== undefined;
  const show = (value: string) => {
    if (value === '') return texts.nothing;
    return isMoney && /^-?\d+$/.test(value) ? format.money(value, currency) : value;
  };
  const whole = mismatch.line === undefined ? texts.parts[mismatch.part] : texts.line(format.count(mismatch.line));
  // The amount is what a line is about; any other figure has to be named.
  const figure = field === 'amountMinor' ? undefined : figures[field];
  return {
    place: figure === undefined ? whole : `${whole}, ${figure}`,
    expected: show(mismatch.expected),
    found: show(mismatch.found),
  };
}

const looks: Readonly<Record<CheckState, readonly [icon: IconName, tone: Tone]>> = {
  right: ['check', 'proven'],
  wrong: ['cross', 'breach'],
  unseen: ['dash', 'quiet'],
  notCompared: ['circle', 'quiet'],
};

/** One row for each thing that was compared, with how many of it there are. */
function Checks({ report, sealGiven }: { readonly report: VerifyReport; readonly sealGiven: boolean }) {
  const { words, format } = useSpeech();
  const texts = words.recompute;
  const { checked, statement } = report;
  const counts: Partial<Record<CheckName, number>> = checked;
  // The first statement of an agreement has none before it.
  const shown = [...statesOfChecks(report, sealGiven)].filter(([name]) => name !== 'earlier' || statement?.number !== 1);
  const told = (name: CheckName) => {
    if (name === 'seal') return sealGiven ? texts.checkTexts.seal : texts.checkTexts.sealMissing;
    return name === 'facts' ? texts.checkTexts.facts(format.count(statement?.sealedSize ?? checked.facts)) : texts.checkTexts[name];
  };
  return (
    <table className="table checks">
      <caption>{texts.checksTitle}</caption>
      <tbody>
        {shown.map(([name, state]) => (
          <tr key={name} data-check={name} data-state={state}>
            <td>
              <Mark icon={looks[state][0]} tone={looks[state][1]}>
                {texts.states[state]}
              </Mark>
            </td>
            <th scope="row">{texts.checks[name]}</th>
            <td className="num">{counts[name] === undefined ? '' : format.count(counts[name])}</td>
            <td className="soft">{state === 'right' || state === 'notCompared' ? told(name) : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
