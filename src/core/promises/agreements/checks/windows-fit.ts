import type { AgreementCheck } from './check.ts';

/** A claim must be decidable before its period locks. */
export const windowsFit: AgreementCheck = ({ settlement, review, attribution, parties }) => {
  const problems: string[] = [];
  if (settlement.lookBackDays < review.days)
    problems.push(`settlement.lookBackDays: ${settlement.lookBackDays} is shorter than review.days (${review.days})`);
  const { source, medium, campaign } = attribution.partnerTouches;
  if (source === undefined && medium === undefined && campaign === undefined)
    problems.push('attribution.partnerTouches: name at least one source, medium or campaign of the partner');
  if (review.countsWhen === 'proven' && !(parties.payer.business && parties.payee.business))
    problems.push('review.countsWhen: "proven" is for contracts between businesses');
  return problems;
};
