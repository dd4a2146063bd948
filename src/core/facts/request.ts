import { factKind } from './fact-kind.ts';
import { instant, oneOf, optional, reference, text } from './payload.ts';
import { personal } from './personal.ts';

/** One side asks the other for what it owes under an agreement; what a late answer moves is the agreement's to say. */
export const requestMade = factKind('request.made', ['request'], {
  agreement: reference('agreement'),
  request: oneOf('approval', 'access', 'material', 'decision', 'report'),
  /** Who owes the answer. */
  to: oneOf('payer', 'payee'),
  dueAt: instant(),
  /** The milestone that waits for it. */
  milestone: optional(reference('milestone')),
  obligation: optional(text(60)),
  question: personal(text(2_000)),
});
export const requestAnswered = factKind('request.answered', ['request'], {
  agreement: reference('agreement'),
  answer: personal(optional(text(2_000))),
});
export const requestWithdrawn = factKind('request.withdrawn', ['request'], { agreement: reference('agreement') });
