import { factKind } from './fact-kind.ts';
import { reference, text } from './payload.ts';
import { personal } from './personal.ts';

const subjects = ['milestone'] as const;
/** A milestone is `milestone:<agreement>.<component>`. */
const about = { agreement: reference('agreement'), evidence: personal(text(2_000)) };

export const milestoneEvidenced = factKind('milestone.evidenced', subjects, about);
/** Acceptance or refusal that another system recorded; here the claim is accepted or rejected. */
export const milestoneAccepted = factKind('milestone.accepted', subjects, about);
export const milestoneRefused = factKind('milestone.refused', subjects, about);
