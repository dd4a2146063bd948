/** What the usual criteria of a lead are called; others go by the name they were given. */
export const criteriaDe: Readonly<Record<string, string>> = {
  budget: 'Budget',
  authority: 'Entscheidung',
  need: 'Bedarf',
  timeline: 'Zeitplan',
  fit: 'Passung',
};
export const criteriaEn: Readonly<Record<string, string>> = {
  budget: 'budget',
  authority: 'authority',
  need: 'need',
  timeline: 'timeline',
  fit: 'fit',
};
