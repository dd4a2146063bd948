import type { AgreementCheck } from './check.ts';

/** Prices that rest on a metric are written down already, but nobody may sign what cannot be measured yet. */
export const clausesReady: AgreementCheck = ({ components }) =>
  components.flatMap(({ key, price }) => {
    if (price.model === 'uplift')
      return [`components.${key}.price: an uplift is paid on a frozen estimate of a metric; metrics are not measured here yet`];
    if (price.model === 'percentage' && price.of === 'contribution_margin')
      return [`components.${key}.price.of: the contribution margin is a metric that is not measured here yet; use net_revenue`];
    return [];
  });
