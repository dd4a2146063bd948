import type { TaxClause } from '../agreement.ts';
import type { AgreementCheck } from './check.ts';

/** Rates that a treatment allows, in basis points (Germany: UStG 12, 13b, 19); other countries state theirs as `standard` or `reduced`. */
const untaxed: ReadonlySet<TaxClause['treatment']> = new Set(['zero', 'reverse_charge', 'small_business']);

export const taxAndRatesFit: AgreementCheck = ({ tax, components, rates = [], currency, parties }) => {
  const problems: string[] = [];
  const clauses: [path: string, clause: TaxClause | undefined][] = [
    ['tax', tax],
    ...components.map((one) => [`components.${one.key}.tax`, one.tax] as [string, TaxClause | undefined]),
  ];
  for (const [path, clause] of clauses) {
    if (clause === undefined) continue;
    if (untaxed.has(clause.treatment) !== (clause.rateBasisPoints === 0))
      problems.push(`${path}: ${clause.treatment} ${untaxed.has(clause.treatment) ? 'means a rate of 0' : 'needs a rate above 0'}`);
    if (clause.treatment === 'reverse_charge' && (parties.payer.vatId === undefined || parties.payee.vatId === undefined))
      problems.push(`${path}: reverse charge needs the vatId of both parties`);
  }
  for (const { currency: foreign, rate } of rates) {
    if (foreign === currency) problems.push(`rates: ${foreign} is the agreement's own currency`);
    if (Number(rate) === 0) problems.push(`rates: the rate of ${foreign} is 0`);
  }
  const names = rates.map((one) => one.currency);
  if (new Set(names).size < names.length) problems.push('rates: each currency is pinned once');
  return problems;
};
