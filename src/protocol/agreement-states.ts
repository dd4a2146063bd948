/** Where an agreement can stand. Apart from the shapes of agreements, because the first page names these and needs nothing else of them. */
export const agreementStates = ['proposed', 'in_force', 'paused', 'ended'] as const;
