import type { ClawBackEvent } from '#core/promises/agreements/agreement.ts';
import type { Words } from '../words.ts';

const windows = { month: 'per calendar month', quarter: 'per calendar quarter', term: 'over the whole term' } as const;
const nextWindow = { month: 'next month', quarter: 'next quarter', term: 'afterwards' } as const;
const anchors = {
  lead_captured: 'after the lead came in',
  deal_won: 'after the deal was won',
  term_begun: 'after the first day of the term',
} as const;
const dedupBy = { lead: 'lead', contact: 'contact', company: 'company', deal: 'deal', order: 'order' } as const;
const conditions = { paid: 'the customer has paid', retained: 'the customer is still a customer' } as const;
const events: Readonly<Record<ClawBackEvent, string>> = {
  refund: 'the customer gets a refund',
  chargeback: 'the payment is charged back',
  deal_reopened: 'the deal is reopened',
  churn: 'the customer cancels',
};
const daysOf = (n: number) => (n === 1 ? 'one day' : `${n} days`);

export const clause: Words['clause'] = {
  price: (price, money, rate) => {
    const steps = (tiers: readonly { readonly upTo?: number; readonly amount: string }[]) =>
      tiers.map(({ upTo, amount }) => (upTo === undefined ? `then: ${money(amount)} each` : `up to result ${upTo}: ${money(amount)} each`));
    switch (price.model) {
      case 'per_unit':
        return `${money(price.amount)} for each result.`;
      case 'graduated':
        return `Graduated ${windows[price.window]}: ${steps(price.tiers).join(', ')}. Each result keeps the price of its tier.`;
      case 'volume':
        return `Volume price per calendar month, the tier reached holds for all results of the month: ${steps(price.tiers).join(', ')}.`;
      case 'package':
        return `Packages of ${price.size} results ${windows[price.window]}: each one begun costs ${money(price.amount)}, charged with its first result.`;
      case 'percentage':
        return price.of === 'net_revenue'
          ? `${rate(String(price.rateBasisPoints))} of the net revenue of each result.`
          : `${rate(String(price.rateBasisPoints))} of the contribution margin of each result.`;
      case 'fixed':
        return `${money(price.amount)}, once.`;
      case 'uplift':
        return `${money(price.amountPerPoint)} per point of uplift (${price.metric}), at most ${money(price.limit)}.`;
    }
  },
  dip: (count, total, nextCount, nextTotal) => `Mind: ${count} results bring ${total}, ${nextCount} only ${nextTotal}.`,
  measurement: (measured) => `Counted is what happens at most ${measured.days} × 24 hours ${anchors[measured.after]}.`,
  dedup: (by, days) =>
    days === 'forever' ? `One result counts per ${dedupBy[by]}, ever.` : `One result counts per ${dedupBy[by]} within ${daysOf(days)}.`,
  capCount: (limit, window, carries) =>
    `At most ${limit} results ${windows[window]}; what lies above ${carries ? `goes first ${nextWindow[window]}` : 'is shown and not paid'}.`,
  capAmount: (limit, window, carries) =>
    `At most ${limit} ${windows[window]}; what lies above ${carries ? `goes first ${nextWindow[window]}` : 'is shown and not paid'}.`,
  floor: (amount, window) => `At least ${amount} ${windows[window]}; what is missing is added at the end.`,
  holdBack: ({ releaseAfterDays, condition, forfeitOnEnd }, share) => {
    const end = `after ${daysOf(releaseAfterDays)}`;
    const release =
      condition === undefined
        ? `It is released ${end}.`
        : `It is released as soon as it is known that ${conditions[condition.when]}; if the opposite is known, it is forfeited. If nothing is known ${end}, it is ${condition.otherwise === 'release' ? 'released' : 'forfeited'}.`;
    const forfeit = forfeitOnEnd === true ? ['If the customer’s subscription ends before, it is forfeited.'] : [];
    return [`Hold-back: ${share} of each result is held back at first.`, release, ...forfeit].join(' ');
  },
  clawBack: (days, named, takes, list) =>
    `Claw-back: if ${list(named.map((event) => events[event]))} within ${daysOf(days)} after the result, the agency gives back ${takes === 'full' ? 'the whole pay' : 'the same share of the pay'}.`,
  milestonePhase: (phase) => `Phase ${phase}`,
  milestoneEvidence: 'Evidence',
  milestoneAcceptance: 'Acceptance',
  milestoneDue: (days) => `Due ${daysOf(days)} after the first day of the term; later by the time that the agency waits for the client.`,
  milestoneLate: (perDay, atMost) => `For each day begun that the agency is late, the amount falls by ${perDay}, by ${atMost} at most.`,
  silence: (noticeDays) =>
    `Silence: if the client does not reject by the end of the review period, the claim counts. This holds only if within ${daysOf(noticeDays)} of its start the client was told when it ends and what silence means.`,
  noSilence: 'Silence is not consent.',
  wonAfterAll: (days) =>
    `Won after all: if a rejected lead is won within ${daysOf(days)} of coming in, both sides learn of it and the claim is reviewed anew.`,
  wonAfterAllNever: 'A rejected lead stays rejected, even if it is won later.',
  tax: {
    standard: (rate) => `All amounts are net; ${rate} VAT is added.`,
    reduced: (rate) => `All amounts are net; ${rate} VAT (reduced) is added.`,
    zero: () => 'The service is exempt from VAT.',
    reverse_charge: () => 'All amounts are net; the client owes the VAT (reverse charge).',
    small_business: () => 'The agency is a small business and shows no VAT.',
  },
  rate: (currency, rate, own, day, source) => `One ${currency} counts as ${rate} ${own} (${source}, ${day}).`,
  consequence: (consequence, other) => {
    switch (consequence.kind) {
      case 'silence_counts':
        return 'Otherwise: silence counts as acceptance.';
      case 'deadline_moves':
        return 'Otherwise: milestones become due later by the delay.';
      case 'may_pause':
        return `Otherwise: ${other} may pause.`;
      case 'no_charge':
        return `Otherwise: leads of the time without tracking (${consequence.source.replace('source:', '')}) cost nothing.`;
      case 'may_exit':
        return `Otherwise: ${other} may leave after ${consequence.afterBreaches === 1 ? 'the first time' : `${consequence.afterBreaches} times`}.`;
    }
  },
};
