import type { ClawBackEvent } from '../agreement.ts';
import type { AgreementCheck } from './check.ts';

/** Hold-back and claw-back are between businesses; at most one cap carries; what is taken back must be takeable. */
export const holdBackFits: AgreementCheck = ({ components, parties }, known) => {
  const areBusinesses = parties.payer.business && parties.payee.business;
  return components.flatMap(({ key, result, holdBack, clawBack, caps, milestone }) => {
    const problems: string[] = [];
    const at = `components.${key}`;
    if (holdBack !== undefined && !areBusinesses)
      problems.push(
        `${at}.holdBack: employees and commercial agents keep what they have earned; a hold-back is for contracts between businesses`,
      );
    if (holdBack?.condition?.when === 'retained' && milestone !== undefined)
      problems.push(`${at}.holdBack.condition: a milestone has no customer to retain; use paid`);
    if (caps?.count?.above === 'carry' && caps.amount?.above === 'carry')
      problems.push(`${at}.caps: only one of the two caps may carry what lies above it`);
    const subject = known.get(result)?.subject;
    if (clawBack?.takes === 'proportional' && subject !== undefined && subject !== 'order')
      problems.push(`${at}.clawBack.takes: only an order has a net amount to take back in proportion; use full`);
    for (const [event, fits] of eventSubjects as readonly (readonly [ClawBackEvent, readonly string[]])[])
      if (clawBack?.events.includes(event) === true && subject !== undefined && !fits.includes(subject))
        problems.push(`${at}.clawBack.events: ${event} happens to a claim about ${fits.join(' or ')}, not about ${subject}`);
    return problems;
  });
};

const eventSubjects = [
  ['refund', ['order']],
  ['chargeback', ['order', 'deal']],
  ['deal_reopened', ['deal']],
  ['churn', ['lead', 'appointment', 'deal', 'order']],
] as const;
