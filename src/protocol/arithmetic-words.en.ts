import type { Arithmetic } from '#core/settlement/line.ts';
import { moneyTextEn, percentTextEn } from './money-text.ts';
import { windowTextEn } from './window-text.ts';

/** One step of a line's arithmetic as a plain English sentence. */
export function arithmeticWordsEn(step: Arithmetic, currency: string): string {
  const money = (minor: string) => moneyTextEn(minor, currency);
  switch (step.step) {
    case 'unit':
      return `Price per result: ${money(step.amountMinor)}.`;
    case 'tier':
      return `Result number ${step.position} ${windowTextEn(step.window)}: tier ${step.tier}${step.upTo === undefined ? '' : ` (up to number ${step.upTo})`}, ${money(step.amountMinor)}.`;
    case 'volume':
      return `${step.reached} results reach tier ${step.tier}: ${money(step.amountMinor)} each.`;
    case 'package':
      return step.charged
        ? `Result number ${step.position} ${windowTextEn(step.window)} starts a package of ${step.size}: ${money(step.amountMinor)}.`
        : `Result number ${step.position} ${windowTextEn(step.window)} belongs to a package of ${step.size} that is charged already.`;
    case 'percentage':
      return `${percentTextEn(step.rateBasisPoints)} of ${money(step.netMinor)} net revenue = ${money(step.amountMinor)}, rounded once.`;
    case 'fixed':
      return step.reducedMinor === undefined || step.deductedBasisPoints === undefined
        ? `Milestone: ${money(step.amountMinor)}.`
        : `Milestone: ${money(step.amountMinor)}, ${step.lateDays === 1 ? 'one day' : `${step.lateDays} days`} late by the partner: ${percentTextEn(step.deductedBasisPoints)} off leaves ${money(step.reducedMinor)}.`;
    case 'floor':
      return `Minimum ${windowTextEn(step.window)}: ${money(step.limitMinor)}, earned: ${money(step.earnedMinor)}. The rest is made up.`;
    case 'capped_count':
      return `Above the cap of ${step.limit} results ${windowTextEn(step.window)}: no payment.`;
    case 'capped_amount':
      return `Cap of ${money(step.limitMinor)} ${windowTextEn(step.window)}, ${money(step.usedMinor)} of it used before: ${money(step.amountMinor)} remain for this line.`;
    case 'carried':
      return `Carried over, earned ${windowTextEn(step.from)}: ${money(step.amountMinor)}.`;
    case 'outside_window':
      return 'The result lies outside the measurement window: shown, not paid.';
    case 'held':
      return `Hold-back of ${percentTextEn(step.shareBasisPoints)}: ${money(step.heldMinor)} of this line are held back.`;
    case 'under_review':
      return 'The claim is under review: rank and price are kept, nothing is payable yet.';
    case 'disputed':
      return 'The claim is disputed: rank and price are kept, nothing is payable until it is decided.';
    case 'decided':
      return step.outcome === 'counted'
        ? 'Decided after the period was locked: the claim counts and becomes payable.'
        : 'Decided after the period was locked: the claim does not count, its amount is taken back.';
    case 'refund':
      return `${refundedEn(step, money)} Taken back in the same share of ${money(step.ofMinor)}${BigInt(step.fromHeldMinor) === 0n ? '' : `, of which ${money(step.fromHeldMinor)} from the hold-back`}.`;
    case 'release':
      return 'The hold-back is released.';
    case 'forfeit':
      return 'The hold-back is forfeited, because its condition was not met.';
  }
}

function refundedEn(step: Extract<Arithmetic, { step: 'refund' }>, money: (minor: string) => string): string {
  if (step.refundedMinor !== undefined) return `The customer was refunded ${money(step.refundedMinor)} net.`;
  return step.shareBasisPoints === undefined
    ? 'The result was reversed.'
    : `The customer was refunded ${percentTextEn(step.shareBasisPoints)}.`;
}
