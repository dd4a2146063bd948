import { factKind } from './fact-kind.ts';
import { factId, text } from './payload.ts';
import { staff } from './personal.ts';

/** Takes another fact out of force. Retracting a correction restores what it corrected; retracting a retraction restores too. */
export const factRetracted = factKind('fact.retracted', ['fact'], { fact: factId(), reason: text(), by: staff(text()) });
