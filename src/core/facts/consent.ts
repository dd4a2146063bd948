import { factKind } from './fact-kind.ts';
import { text } from './payload.ts';
import { personal } from './personal.ts';

const consent = { purpose: text(), channel: text(), textVersion: text(), proof: personal(text(2_000)) };

export const consentGiven = factKind('consent.given', ['person'], consent);
export const consentWithdrawn = factKind('consent.withdrawn', ['person'], consent);
