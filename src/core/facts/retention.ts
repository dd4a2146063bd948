import { retentionRules } from '#core/kernel/erasure-reasons.ts';
import { factKind } from './fact-kind.ts';
import { integer, oneOf, optional, text } from './payload.ts';
import { staff } from './personal.ts';

/** From now on a rule erases after so many months; without months it erases nothing. */
export const retentionSet = factKind('retention.set', ['workspace'], {
  rule: oneOf(...retentionRules),
  months: optional(integer(1, 600)),
  reason: optional(text()),
  by: staff(text()),
});
