import { factKind } from './fact-kind.ts';
import { day, integer, money, oneOf, optional, text } from './payload.ts';
import { personal } from './personal.ts';

const subscription = { product: optional(text()), monthlyNet: optional(money()), reason: optional(text()) };

export const subscriptionStarted = factKind('subscription.started', ['person', 'company', 'deal'], subscription);
export const subscriptionChanged = factKind('subscription.changed', ['person', 'company', 'deal'], subscription);
export const subscriptionEnded = factKind('subscription.ended', ['person', 'company', 'deal'], subscription);

export const usageRecorded = factKind('usage.recorded', ['person', 'company'], { metric: text(60), value: integer(0, 1_000_000_000) });

export const feedbackGiven = factKind('feedback.given', ['person', 'company'], {
  nps: optional(integer(0, 10)),
  csat: optional(integer(1, 5)),
  health: optional(integer(0, 100)),
  comment: personal(optional(text(2_000))),
  survey: optional(text()),
});

/** Money out for marketing: what a source or campaign cost on a day. */
export const costRecorded = factKind('cost.recorded', ['source', 'campaign'], {
  on: day(),
  amount: money(),
  cost: oneOf('media', 'fee', 'content', 'hours', 'tool'),
  clicks: optional(integer(0, 1_000_000_000_000)),
  impressions: optional(integer(0, 1_000_000_000_000)),
  purpose: optional(text()),
});

export const trackingLost = factKind('tracking.lost', ['source'], { since: optional(text()), cause: optional(text()) });
export const trackingRestored = factKind('tracking.restored', ['source'], { since: optional(text()), cause: optional(text()) });
