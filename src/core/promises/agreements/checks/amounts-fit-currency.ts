import { minorDigits, parseDecimalMinor } from '#core/kernel/money.ts';
import type { PriceClause } from '../agreement.ts';
import type { AgreementCheck } from './check.ts';

export const amountsFitCurrency: AgreementCheck = ({ currency, components, settlement }) => {
  const amounts: [path: string, text: string][] = [['settlement.minimumPayout', settlement.minimumPayout]];
  for (const { key, price, caps, floor } of components) {
    for (const [part, text] of amountsOf(price)) amounts.push([`components.${key}.price.${part}`, text]);
    if (caps?.amount !== undefined) amounts.push([`components.${key}.caps.amount.limit`, caps.amount.limit]);
    if (floor !== undefined) amounts.push([`components.${key}.floor.amount`, floor.amount]);
  }
  return amounts
    .filter(([, text]) => !parseDecimalMinor(text, currency).ok)
    .map(([path, text]) => `${path}: ${text} has more digits than ${currency} (${minorDigits(currency)})`);
};

function amountsOf(price: PriceClause): readonly [part: string, text: string][] {
  switch (price.model) {
    case 'per_unit':
    case 'package':
    case 'fixed':
      return [['amount', price.amount]];
    case 'graduated':
    case 'volume':
      return price.tiers.map(({ amount }) => ['tiers', amount]);
    case 'percentage':
      return [];
    case 'uplift':
      return [
        ['amountPerPoint', price.amountPerPoint],
        ['limit', price.limit],
      ];
  }
}
