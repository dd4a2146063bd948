import { parseDecimalMinor } from '#core/kernel/money.ts';
import type { Agreement, ComponentClause, MilestoneClause, TaxClause } from '#core/promises/agreements/agreement.ts';
import { volumeDips } from '#core/promises/agreements/volume-dips.ts';
import type { Speech } from '../i18n/speech.tsx';

/** Decimals of the document as people write money. */
export function moneyIn({ currency }: Pick<Agreement, 'currency'>, { format }: Speech): (decimal: string) => string {
  return (decimal) => {
    const minor = parseDecimalMinor(decimal, currency);
    return minor.ok ? format.money(minor.value, currency) : decimal;
  };
}

/** One paragraph, heading or point of a clause, as plain words: what the contract page shows and what two versions are compared by. */
export interface Block {
  readonly kind: 'heading' | 'text' | 'item';
  readonly text: string;
}

export const textBlock = (text: string): Block => ({ kind: 'text', text });

/** One component as it reads: what it pays, what counts, its limits, and what is kept or taken back. */
export function componentBlocks(component: ComponentClause, agreement: Agreement, speech: Speech): readonly Block[] {
  const { words, format, language } = speech;
  const texts = words.clause;
  const money = moneyIn(agreement, speech);
  const rate = (points: number) => format.basisPoints(points);
  const { title, price, measurement, dedup, caps = {}, floor, holdBack, clawBack, milestone, tax } = component;
  const pay = [texts.price(price, money, format.basisPoints), texts.measurement(measurement)];
  if (dedup !== undefined) pay.push(texts.dedup(dedup.by, dedup.days));
  const dips = volumeDips(price, agreement.currency).map(({ results, totalMinor, nextTotalMinor }) =>
    texts.dip(
      format.count(results),
      format.money(totalMinor, agreement.currency),
      format.count(results + 1),
      format.money(nextTotalMinor, agreement.currency),
    ),
  );
  const limits: string[] = [];
  if (caps.count !== undefined)
    limits.push(texts.capCount(format.count(caps.count.limit), caps.count.window, caps.count.above === 'carry'));
  if (caps.amount !== undefined) limits.push(texts.capAmount(money(caps.amount.limit), caps.amount.window, caps.amount.above === 'carry'));
  if (floor !== undefined) limits.push(texts.floor(money(floor.amount), floor.window));
  const kept: string[] = [];
  if (holdBack !== undefined) kept.push(texts.holdBack(holdBack, rate(holdBack.shareBasisPoints)));
  if (clawBack !== undefined) kept.push(texts.clawBack(clawBack.days, clawBack.events, clawBack.takes, format.either));
  const paragraphs = [pay, dips, limits, kept, tax === undefined ? [] : [taxText(tax, speech)]].filter((part) => part.length > 0);
  return [
    { kind: 'heading', text: title[language] },
    ...(milestone === undefined ? [] : milestoneBlocks(milestone, speech)),
    ...paragraphs.map((part) => textBlock(part.join(' '))),
  ];
}

export function taxText({ treatment, rateBasisPoints }: TaxClause, { words, format }: Speech): string {
  return words.clause.tax[treatment](format.basisPoints(rateBasisPoints));
}

function milestoneBlocks(milestone: MilestoneClause, { words, language, format }: Speech): readonly Block[] {
  const texts = words.clause;
  const { phase, evidence, acceptance, dueWithinDays, late } = milestone;
  const due = [
    ...(dueWithinDays === undefined ? [] : [texts.milestoneDue(dueWithinDays)]),
    ...(late === undefined
      ? []
      : [texts.milestoneLate(format.basisPoints(late.perDayBasisPoints), format.basisPoints(late.atMostBasisPoints))]),
  ];
  return [
    textBlock(texts.milestonePhase(phase)),
    textBlock(`${texts.milestoneEvidence}: ${evidence[language]}`),
    textBlock(`${texts.milestoneAcceptance}: ${acceptance[language]}`),
    ...(due.length === 0 ? [] : [textBlock(due.join(' '))]),
  ];
}

type Term = readonly [string, string];

/** The same component as a machine reads it. */
export function componentTerms(component: ComponentClause): readonly Term[] {
  const { price, caps, dedup, measurement, floor, holdBack, clawBack, milestone, tax } = component;
  const terms: Term[] = [['component', component.key], ['result', component.result], ['price', price.model], ...priceTerms(price)];
  terms.push(['measurement', `${measurement.after} + ${measurement.days} d`]);
  if (dedup !== undefined) terms.push(['dedup', `${dedup.by}, ${dedup.days}`]);
  for (const name of ['count', 'amount'] as const) {
    const cap = caps?.[name];
    if (cap !== undefined) terms.push([`cap, ${name}`, `${cap.limit} / ${cap.window}, ${cap.above ?? 'drop'}`]);
  }
  if (floor !== undefined) terms.push(['floor', `${floor.amount} / ${floor.window}`]);
  if (holdBack !== undefined) {
    const { shareBasisPoints, releaseAfterDays, condition } = holdBack;
    const when = condition === undefined ? '' : `, ${condition.when} else ${condition.otherwise}`;
    terms.push(['holdBack', `${shareBasisPoints} bp, ${releaseAfterDays} d${when}`]);
  }
  if (clawBack !== undefined) terms.push(['clawBack', `${clawBack.events.join(', ')}; ${clawBack.days} d, ${clawBack.takes}`]);
  if (milestone !== undefined) terms.push(['milestone', `phase ${milestone.phase}, ${milestone.dueWithinDays ?? '–'} d`]);
  if (tax !== undefined) terms.push(['tax', `${tax.treatment}, ${tax.rateBasisPoints} bp`]);
  return terms;
}

function priceTerms(price: ComponentClause['price']): readonly Term[] {
  switch (price.model) {
    case 'per_unit':
    case 'fixed':
      return [['amount', price.amount]];
    case 'package':
      return [['package', `${price.size} / ${price.window}: ${price.amount}`]];
    case 'percentage':
      return [['rateBasisPoints', `${price.rateBasisPoints}, ${price.of}`]];
    case 'uplift':
      return [['uplift', `${price.metric}: ${price.amountPerPoint}, ${price.limit}`]];
    case 'graduated':
    case 'volume':
      return [['tiers', price.tiers.map((tier) => `${tier.upTo ?? '…'}: ${tier.amount}`).join('; ')]];
  }
}
