import type { AgreementCheck } from './check.ts';

export const milestonesFit: AgreementCheck = ({ id, components, obligations }) => {
  const problems: string[] = [];
  for (const { key, milestone, dedup, caps, floor } of components) {
    if (milestone === undefined) continue;
    const at = `components.${key}`;
    if (`${id}.${key}`.length > 80) problems.push(`${at}.key: id and key of a milestone together have at most 79 characters`);
    if (dedup !== undefined || caps !== undefined || floor !== undefined)
      problems.push(`${at}: a milestone is reached once; it needs no dedup, caps or floor`);
    if (milestone.late !== undefined && milestone.dueWithinDays === undefined)
      problems.push(`${at}.milestone.dueWithinDays: a deduction for delay needs a deadline`);
  }
  const moves = [...obligations.payer, ...obligations.payee].some(({ consequence }) => consequence?.kind === 'deadline_moves');
  if (moves && !components.some(({ milestone }) => milestone?.dueWithinDays !== undefined))
    problems.push('obligations: deadline_moves needs a milestone with dueWithinDays');
  return problems;
};
