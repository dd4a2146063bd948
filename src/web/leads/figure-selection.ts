/** The periods that can be looked at. */
export const figureDays = [30, 90, 365] as const;

export interface FigureSelection {
  readonly days?: (typeof figureDays)[number];
  readonly definition?: string;
}

export function readFigureSelection(raw: Record<string, unknown>): FigureSelection {
  const days = figureDays.find((one) => one === Number(raw['days']));
  const { definition } = raw;
  return {
    ...(days === undefined ? {} : { days }),
    ...(typeof definition === 'string' && definition !== '' && definition.length <= 200 ? { definition } : {}),
  };
}
