import { factKind } from './fact-kind.ts';
import { instant, oneOf, optional, reference, text } from './payload.ts';
import { personal, staff } from './personal.ts';

export const claimed = ['lead', 'appointment', 'deal', 'order', 'milestone'] as const;
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
  /** Whose decision it is: both sides the same, one side against itself, or the arbiter alone settle a dispute. */
  by: oneOf('payer', 'payee', 'arbiter'),
  person: staff(optional(text())),
});

/** Tells the payer that silence until the deadline counts as acceptance of this claim. */
export const noticeDelivered = factKind('notice.delivered', claimed, {
  agreement: reference('agreement'),
  component: optional(text(60)),
  notice: oneOf('silence'),
  deadline: instant(),
  to: staff(optional(text())),
  channel: text(60),
});

const condition = {
  agreement: reference('agreement'),
  component: optional(text(60)),
  condition: oneOf('paid', 'retained'),
  evidence: personal(optional(text(2_000))),
};

/** What was learned about the condition of a hold-back. */
export const holdbackConditionMet = factKind('holdback.condition_met', claimed, condition);
export const holdbackConditionFailed = factKind('holdback.condition_failed', claimed, condition);
