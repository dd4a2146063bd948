export const ownTableSteps = ['file', 'columns', 'questions', 'preview', 'done'] as const;
export type OwnTableStep = (typeof ownTableSteps)[number];

export function ownTableSearch(raw: Record<string, unknown>): { readonly step?: OwnTableStep } {
  const step = ownTableSteps.find((one) => one === raw['step']);
  return step === undefined ? {} : { step };
}
