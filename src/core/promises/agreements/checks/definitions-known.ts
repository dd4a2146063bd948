import { definitionHash } from '#core/definitions/definition.ts';
import type { AgreementCheck } from './check.ts';

/** Every result names a bound definition, and every binding is a definition this workspace knows, unchanged. */
export const definitionsKnown: AgreementCheck = ({ definitions, components }, known) => {
  const problems: string[] = [];
  for (const { key, version, hash } of definitions) {
    const definition = known.get(`${key}@${version}`);
    if (definition === undefined) problems.push(`definitions: ${key}@${version} is not known here; adopt it first`);
    else if (hash !== undefined && hash !== definitionHash(definition))
      problems.push(`definitions: ${key}@${version} is known with another content`);
  }
  for (const { key, result, price, measurement, milestone } of components) {
    if (!definitions.some((binding) => `${binding.key}@${binding.version}` === result))
      problems.push(`components.${key}.result: list ${result} under definitions`);
    const subject = known.get(result)?.subject;
    if ((subject === 'milestone') !== (milestone !== undefined) || (subject === 'milestone') !== (price.model === 'fixed'))
      problems.push(
        `components.${key}: a milestone needs all three: a result about a milestone, the price model fixed, and its milestone clause`,
      );
    if ((subject === 'milestone') !== (measurement.after === 'term_begun'))
      problems.push(`components.${key}.measurement.after: term_begun is for milestones, and milestones need it`);
    if (price.model === 'percentage' && subject !== undefined && subject !== 'order')
      problems.push(`components.${key}.price: a percentage of net revenue needs a result about an order, not about a ${subject}`);
    if (measurement.after === 'deal_won' && subject !== undefined && subject !== 'order')
      problems.push(`components.${key}.measurement.after: deal_won fits results about orders only`);
  }
  return problems;
};
