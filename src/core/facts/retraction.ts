import { factKind } from './fact-kind.ts';
import { text } from './payload.ts';

/** Takes another fact out of force. Retracting a correction restores what it corrected; retracting a retraction restores too. */
export const factRetracted = factKind('fact.retracted', ['fact'], { fact: text(36), reason: text(), by: text() });
