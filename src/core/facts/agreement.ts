import { factKind } from './fact-kind.ts';
import { day, instant, integer, money, optional, reference, text } from './payload.ts';
import { personal, staff } from './personal.ts';

export const definitionAdopted = factKind('definition.adopted', ['definition'], {
  hash: text(64),
  key: text(60),
  version: integer(1, 1_000_000),
});

export const agreementProposed = factKind('agreement.proposed', ['agreement'], {
  hash: text(64),
  by: staff(text()),
  effectiveFrom: instant(),
  reason: optional(text()),
});
/** One party signs the content hash it has read; in force when every party has signed the same one. */
export const agreementSigned = factKind('agreement.signed', ['agreement'], { hash: text(64), party: text(60), person: staff(text()) });
/** Leads captured from here until it is resumed are outside the terms. */
export const agreementPaused = factKind('agreement.paused', ['agreement'], {
  reason: personal(text()),
  party: optional(text(60)),
  by: staff(text()),
});
export const agreementResumed = factKind('agreement.resumed', ['agreement'], {
  reason: personal(text()),
  party: optional(text(60)),
  by: staff(text()),
});
/** The term ends before its time: `lastOn` is its last day. */
export const agreementEnded = factKind('agreement.ended', ['agreement'], {
  lastOn: day(),
  reason: personal(text()),
  party: optional(text(60)),
  by: staff(text()),
});

export const statementClosed = factKind('statement.closed', ['statement'], {
  agreement: reference('agreement'),
  period: text(7),
  cut: instant(),
  total: money(),
  hash: text(64),
});

export const documentIssued = factKind('document.issued', ['statement'], { number: text(80), total: optional(money()) });
