import type { AgreementCheck } from './check.ts';

/** Silence is a fiction: only between businesses, only with time enough, only where acceptance is asked for at all. */
export const reviewFits: AgreementCheck = ({ review, parties, obligations, settlement }) => {
  const problems: string[] = [];
  const { silence } = review;
  const named = [...obligations.payer, ...obligations.payee].flatMap(({ consequence }) => consequence?.kind ?? []);
  if (silence !== undefined) {
    if (!parties.payer.business || !parties.payee.business) problems.push('review.silence: silence accepts between businesses only');
    if (review.days < 7) problems.push(`review.days: silence needs at least 7 days of review, not ${review.days}`);
    if (silence.noticeWithinDays >= review.days)
      problems.push('review.silence.noticeWithinDays: the notice belongs to the start of the review window, before its last day');
    if (review.countsWhen === 'proven') problems.push('review.silence: where results count when proven, silence has nothing to accept');
    if (settlement.lookBackDays <= review.days)
      problems.push('settlement.lookBackDays: silence counts after the review window, so the look-back must be longer');
  }
  if (silence === undefined && named.includes('silence_counts'))
    problems.push('obligations: silence_counts needs review.silence, which names the notice');
  return problems;
};
