import type { AgreementCheck } from './check.ts';

export const distinctNames: AgreementCheck = ({ parties, components, term }) => {
  const problems: string[] = [];
  if (parties.payer.key === parties.payee.key) problems.push('parties: payer and payee need different keys');
  const keys = components.map(({ key }) => key);
  for (const key of new Set(keys.filter((key, index) => keys.indexOf(key) !== index)))
    problems.push(`components: the key ${key} is used twice`);
  if (term.to < term.from) problems.push('term.to: the last day lies before the first');
  return problems;
};
