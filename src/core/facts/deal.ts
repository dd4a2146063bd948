import { factKind } from './fact-kind.ts';
import { day, listOf, money, optional, reference, text } from './payload.ts';
import { staff } from './personal.ts';

export const offerSent = factKind('offer.sent', ['deal'], { amount: money(), validUntil: optional(day()) });

export const dealOpened = factKind('deal.opened', ['deal'], {
  leads: listOf(reference('lead'), 50),
  company: optional(reference('company')),
  stage: optional(text(60)),
  amount: optional(money()),
  closeOn: optional(day()),
  owner: staff(optional(text())),
});

export const dealStageChanged = factKind('deal.stage_changed', ['deal'], {
  stage: text(60),
  amount: optional(money()),
  closeOn: optional(day()),
  reason: optional(text()),
});

/** A system that only knows won deals records them with their leads here, without a deal.opened before. */
export const dealWon = factKind('deal.won', ['deal'], {
  leads: optional(listOf(reference('lead'), 50)),
  company: optional(reference('company')),
  amount: optional(money()),
  owner: staff(optional(text())),
  reason: optional(text()),
});

export const dealLost = factKind('deal.lost', ['deal'], { reason: text(), amount: optional(money()) });
export const dealReopened = factKind('deal.reopened', ['deal'], { reason: text() });
