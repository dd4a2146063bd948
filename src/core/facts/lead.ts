import { factKind } from './fact-kind.ts';
import { integer, oneOf, optional, reference, text } from './payload.ts';
import { formAnswers, personal, staff } from './personal.ts';

/** `source` is mandatory: "unknown" is a value a person chose, never an empty field. */
export const leadCaptured = factKind('lead.captured', ['lead'], {
  person: optional(reference('person')),
  company: optional(reference('company')),
  source: text(),
  medium: optional(text()),
  campaign: optional(text()),
  landingPage: optional(text(2_000)),
  form: optional(text()),
  answers: optional(formAnswers()),
  receivedVia: optional(text()),
  /** The earlier lead of the same person, where this one came after its window for repeated forms. */
  follows: optional(reference('lead')),
});

export const leadAnswered = factKind('lead.answered', ['lead'], { question: text(), answer: personal(text(2_000)) });

export const leadGraded = factKind('lead.graded', ['lead'], {
  criterion: text(60),
  grade: oneOf('A', 'B', 'C', 'D'),
  by: oneOf('data', 'person'),
  evidence: personal(optional(text(2_000))),
});

export const leadAssigned = factKind('lead.assigned', ['lead'], {
  to: staff(text()),
  rule: optional(text()),
  reason: personal(optional(text())),
});
export const leadAcknowledged = factKind('lead.acknowledged', ['lead'], { channel: text(60), message: personal(optional(text(2_000))) });

export const leadContacted = factKind('lead.contacted', ['lead'], {
  channel: text(60),
  direction: oneOf('in', 'out'),
  outcome: oneOf('reached', 'no_answer', 'voicemail', 'replied'),
  note: personal(optional(text(2_000))),
});

export const leadHandedOver = factKind('lead.handed_over', ['lead'], { definition: optional(text(100)) });

const judgement = {
  reason: optional(text(60)),
  criterion: optional(text(60)),
  comment: personal(optional(text(2_000))),
  evidence: personal(optional(text(2_000))),
};

export const leadAccepted = factKind('lead.accepted', ['lead'], judgement);
/** Rejects the lead for everyone: its open claims are rejected with it. */
export const leadRejected = factKind('lead.rejected', ['lead'], { ...judgement, reason: text(60) });
export const leadRecycled = factKind('lead.recycled', ['lead'], judgement);
export const leadRated = factKind('lead.rated', ['lead'], { quality: integer(1, 5), by: staff(text()) });
