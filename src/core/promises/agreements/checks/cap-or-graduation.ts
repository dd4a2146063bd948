import type { AgreementCheck } from './check.ts';

/** Money without any bound invites gaming and fear: every component has a cap or tiers; a milestone is its own bound. */
export const capOrGraduation: AgreementCheck = ({ components }) =>
  components
    .filter(({ price, caps }) => !bounded.has(price.model) && caps?.count === undefined && caps?.amount === undefined)
    .map(({ key }) => `components.${key}: a cap (caps.count or caps.amount) or graduated tiers are needed`);

const bounded: ReadonlySet<string> = new Set(['graduated', 'volume', 'fixed', 'uplift']);
