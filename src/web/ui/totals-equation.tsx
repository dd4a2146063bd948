import './totals.css';
import { useSpeech } from '../i18n/speech.tsx';
import { Amount } from './marks.tsx';

export interface TotalsView {
  readonly openingMinor: string;
  readonly totalMinor: string;
  readonly payableMinor: string;
  readonly closingMinor: string;
}

/** Opening + total = payable + closing, written as the equation it is; what is to be paid wears the double rule. */
export function TotalsEquation(props: { readonly totals: TotalsView; readonly currency: string }) {
  const { words } = useSpeech();
  const term = (label: string, minor: string, result = false) => (
    <div className="totals__term" data-result={result}>
      <span>{label}</span>
      <Amount minor={minor} currency={props.currency} />
    </div>
  );
  const sign = (text: string) => (
    <span className="totals__sign" aria-hidden="true">
      {text}
    </span>
  );
  const { totals } = props;
  return (
    <section className="totals" aria-label={words.statement.equation}>
      {term(words.statement.opening, totals.openingMinor)}
      {sign('+')}
      {term(words.statement.total, totals.totalMinor)}
      {sign('=')}
      {term(words.statement.payable, totals.payableMinor, true)}
      {sign('+')}
      {term(words.statement.closing, totals.closingMinor)}
    </section>
  );
}
