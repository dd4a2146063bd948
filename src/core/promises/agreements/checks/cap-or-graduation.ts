import type { AgreementCheck } from './check.ts';

/** Money without any bound invites gaming and fear: every component has a cap or tiers. */
export const capOrGraduation: AgreementCheck = ({ components }) =>
  components
    .filter(({ price, caps }) => price.model !== 'graduated' && caps?.count === undefined && caps?.amount === undefined)
    .map(({ key }) => `components.${key}: a cap (caps.count or caps.amount) or graduated tiers are needed`);
