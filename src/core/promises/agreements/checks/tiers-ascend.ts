import type { AgreementCheck } from './check.ts';

export const tiersAscend: AgreementCheck = ({ components }) =>
  components.flatMap(({ key, price }) => {
    if (price.model !== 'graduated' && price.model !== 'volume') return [];
    const bounds = price.tiers.map(({ upTo }) => upTo);
    const ascending = bounds.slice(0, -1).every((upTo, index) => upTo !== undefined && upTo > (bounds[index - 1] ?? 0));
    return ascending && bounds.at(-1) === undefined
      ? []
      : [`components.${key}.price.tiers: upTo must rise from tier to tier, and the last tier has none`];
  });
