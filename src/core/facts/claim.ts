import { factKind } from './fact-kind.ts';
import { oneOf, optional, reference, text } from './payload.ts';
import { personal, staff } from './personal.ts';

const claimed = ['lead', 'appointment', 'deal', 'order'] as const;
/** A decision on a claim is about the claim's subject under one agreement and, if stated, one component of it. */
const decision = {
  agreement: reference('agreement'),
  component: optional(text(60)),
  reason: optional(text(60)),
  criterion: optional(text(60)),
  evidence: personal(optional(text(2_000))),
  comment: personal(optional(text(2_000))),
};

export const claimAccepted = factKind('claim.accepted', claimed, decision);
export const claimRejected = factKind('claim.rejected', claimed, { ...decision, reason: text(60) });
export const claimContested = factKind('claim.contested', claimed, { ...decision, by: oneOf('payer', 'payee') });
export const claimDecided = factKind('claim.decided', claimed, {
  ...decision,
  outcome: oneOf('counted', 'rejected'),
  by: staff(optional(text())),
});

const condition = { agreement: reference('agreement'), condition: oneOf('paid', 'retained'), evidence: personal(optional(text(2_000))) };

export const holdbackConditionMet = factKind('holdback.condition_met', claimed, condition);
export const holdbackConditionFailed = factKind('holdback.condition_failed', claimed, condition);
