import { minorDigits, parseDecimalMinor } from '#core/kernel/money.ts';
import type { AgreementCheck } from './check.ts';

export const amountsFitCurrency: AgreementCheck = ({ currency, components, settlement }) => {
  const amounts: [path: string, text: string][] = [['settlement.minimumPayout', settlement.minimumPayout]];
  for (const { key, price, caps } of components) {
    if (price.model === 'per_unit') amounts.push([`components.${key}.price.amount`, price.amount]);
    if (price.model === 'graduated') for (const tier of price.tiers) amounts.push([`components.${key}.price.tiers`, tier.amount]);
    if (caps?.amount !== undefined) amounts.push([`components.${key}.caps.amount.limit`, caps.amount.limit]);
  }
  return amounts
    .filter(([, text]) => !parseDecimalMinor(text, currency).ok)
    .map(([path, text]) => `${path}: ${text} has more digits than ${currency} (${minorDigits(currency)})`);
};
