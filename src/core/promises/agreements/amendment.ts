import { deepEqual } from '#core/kernel/deep-equal.ts';
import type { Agreement, ComponentClause, Window } from './agreement.ts';

/**
 * What keeps a later version from amending a signed one, as `path: what is wrong and how to mend it`. Settled periods rest on the
 * parties, the money and the calendar; these are changed by ending the agreement and signing another.
 */
export function amendmentProblems(signed: Agreement, amended: Agreement): readonly string[] {
  const problems: string[] = [];
  if (amended.version <= signed.version) problems.push(`version: ${signed.version} is signed; an amendment has a higher number`);
  if (amended.effectiveFrom === undefined) problems.push('effectiveFrom: say from which day the new terms hold');
  else if (amended.effectiveFrom < signed.term.from || amended.effectiveFrom > amended.term.to)
    problems.push('effectiveFrom: the day lies outside the term');
  for (const [path, before, after] of kept(signed, amended))
    if (before !== after) problems.push(`${path}: ${before} is signed and stays; end the agreement and sign another to change it`);
  problems.push(...termProblems(signed, amended), ...rateProblems(signed, amended));
  for (const before of signed.components) {
    const after = amended.components.find(({ key }) => key === before.key);
    if (after !== undefined)
      problems.push(...windowProblems(before, after, amended.effectiveFrom ?? ''), ...clawBackProblems(before, after));
  }
  return problems;
}

function kept(a: Agreement, b: Agreement): readonly (readonly [path: string, before: string, after: string])[] {
  return [
    ['parties.payer.key', a.parties.payer.key, b.parties.payer.key],
    ['parties.payee.key', a.parties.payee.key, b.parties.payee.key],
    ['currency', a.currency, b.currency],
    ['timeZone', a.timeZone, b.timeZone],
    ['settlement.rounding', a.settlement.rounding, b.settlement.rounding],
    ['term.from', a.term.from, b.term.from],
  ];
}

/** A month that has begun keeps its bounds: the term may be moved only from one month's end to another, later than the amendment. */
function termProblems(signed: Agreement, amended: Agreement): readonly string[] {
  if (signed.term.to === amended.term.to) return [];
  const month = amended.effectiveFrom?.slice(0, 7) ?? '';
  const problems: string[] = [];
  for (const [name, { term }] of [
    ['signed', signed],
    ['new', amended],
  ] as const)
    if (term.to.slice(0, 7) <= month && !isMonthEnd(term.to)) problems.push(`term.to: the ${name} last day cuts a month that has begun`);
  if (amended.term.to.slice(0, 7) < month) problems.push('term.to: the term cannot end before its amendment holds');
  return problems;
}

function isMonthEnd(day: string): boolean {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.getUTCDate() === 1;
}

/** What was pinned stays pinned; further currencies may be added. */
function rateProblems({ rates = [] }: Agreement, amended: Agreement): readonly string[] {
  return rates.flatMap((pinned) => {
    const after = amended.rates?.find(({ currency }) => currency === pinned.currency);
    return after?.rate === pinned.rate ? [] : [`rates: ${pinned.currency} is pinned at ${pinned.rate} and stays`];
  });
}

/** Refunds are cumulative over all orders of a component, so what takes back and how much is the same throughout. */
function clawBackProblems({ key, clawBack: before }: ComponentClause, { clawBack: after }: ComponentClause): readonly string[] {
  if (before === undefined || after === undefined) return [];
  const isSame = before.takes === after.takes && deepEqual([...before.events].sort(), [...after.events].sort());
  return isSame ? [] : [`components.${key}.clawBack: only its days can be amended; end the agreement and sign another to change the rest`];
}

/**
 * A window keeps its clause to its end and takes a new one only at its start: a clause over the whole term can neither change nor begin, one
 * by quarter begins with a quarter.
 */
function windowProblems(before: ComponentClause, after: ComponentClause, effectiveFrom: string): readonly string[] {
  const clauses = (component: ComponentClause): readonly (readonly [string, { readonly window?: Window } | undefined])[] => [
    ['price', 'window' in component.price ? component.price : undefined],
    ['caps.count', component.caps?.count],
    ['caps.amount', component.caps?.amount],
    ['floor', component.floor],
  ];
  const later = new Map(clauses(after));
  return clauses(before).flatMap(([path, clause]) => {
    const next = later.get(path);
    const at = `components.${before.key}.${path}`;
    if ((clause?.window === 'term' || next?.window === 'term') && !deepEqual(clause, next))
      return [`${at}: a clause over the whole term neither changes nor begins within it; end the agreement and sign another`];
    if (next?.window === 'quarter' && clause?.window !== 'quarter' && !/-(01|04|07|10)-01$/.test(effectiveFrom))
      return [`${at}: a clause by quarter begins with a quarter; let the amendment hold from the first day of one`];
    return [];
  });
}
