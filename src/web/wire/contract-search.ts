/** What the page that draws up a contract is about: an agreement that is changed, and which of its fees. */
export function draftSearch(raw: Record<string, unknown>): { amends?: string; component?: string } {
  return {
    ...(typeof raw['amends'] === 'string' ? { amends: raw['amends'] } : {}),
    ...(typeof raw['component'] === 'string' ? { component: raw['component'] } : {}),
  };
}

/** Two versions of a contract that are compared, and how. */
export function comparedSearch(raw: Record<string, unknown>): { from?: number; to?: number; view?: 'side' } {
  return {
    ...(typeof raw['from'] === 'number' ? { from: raw['from'] } : {}),
    ...(typeof raw['to'] === 'number' ? { to: raw['to'] } : {}),
    ...(raw['view'] === 'side' ? { view: 'side' as const } : {}),
  };
}
