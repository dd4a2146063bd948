import { factKind } from './fact-kind.ts';
import { instant, integer, money, optional, reference, text } from './payload.ts';
import { staff } from './personal.ts';

export const definitionAdopted = factKind('definition.adopted', ['definition'], {
  hash: text(64),
  key: text(60),
  version: integer(1, 1_000_000),
});

export const agreementProposed = factKind('agreement.proposed', ['agreement'], {
  hash: text(64),
  by: staff(text()),
  effectiveFrom: instant(),
});
/** One party signs the content hash it has read; in force when every party has signed the same one. */
export const agreementSigned = factKind('agreement.signed', ['agreement'], { hash: text(64), party: text(60), person: staff(text()) });
export const agreementPaused = factKind('agreement.paused', ['agreement'], { reason: text(), by: staff(text()) });
export const agreementResumed = factKind('agreement.resumed', ['agreement'], { reason: text(), by: staff(text()) });
export const agreementEnded = factKind('agreement.ended', ['agreement'], { reason: text(), by: staff(text()) });

export const statementClosed = factKind('statement.closed', ['statement'], {
  agreement: reference('agreement'),
  period: text(7),
  cut: instant(),
  total: money(),
  hash: text(64),
});

export const documentIssued = factKind('document.issued', ['statement'], { number: text(80), total: optional(money()) });
