import { factKind } from './fact-kind.ts';
import { money, optional, text } from './payload.ts';

/** A touch of a person or of a visitor nobody has named yet; `touch` is the event: visit, pricing_page, webinar, call, ... */
export const touchRecorded = factKind('touch.recorded', ['person', 'visitor'], {
  touch: text(60),
  source: optional(text()),
  medium: optional(text()),
  campaign: optional(text()),
  content: optional(text()),
  term: optional(text()),
  clickId: optional(text(500)),
  url: optional(text(2_000)),
  device: optional(text(60)),
  cost: optional(money()),
});
