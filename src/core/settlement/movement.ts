import { isNumbered, type StatementLine } from './line.ts';

/**
 * What a line of a statement means against everything stated before: `new` results; `corrected` amounts, `taken_back` lines; `counted`
 * and `contested` where only the word on the claim changed; hold-backs `released` or `forfeited`; `clawed_back` refunds; `filled` floors.
 */
export const movements = [
  'new',
  'corrected',
  'taken_back',
  'counted',
  'contested',
  'released',
  'forfeited',
  'clawed_back',
  'filled',
] as const;
export type Movement = (typeof movements)[number];

type Moved = Pick<StatementLine, 'change' | 'occurrence' | 'amountMinor' | 'payableMinor'> & {
  readonly arithmetic: readonly { readonly step: string }[];
};

/** The one movement of a line; each line has exactly one. */
export function movementOf(line: Moved): Movement {
  if (line.change === 'reversal') return 'taken_back';
  if (!isNumbered(line)) return movementAfter(line);
  if (line.arithmetic.some(({ step }) => step === 'disputed')) return 'contested';
  if (line.change === 'new') return 'new';
  return line.amountMinor === 0n && line.payableMinor >= 0n ? 'counted' : 'corrected';
}

/** What followed a claim's own line. */
function movementAfter({ occurrence, amountMinor }: Moved): Movement {
  if (occurrence === 'release') return 'released';
  if (occurrence === 'forfeit') return 'forfeited';
  if (occurrence.startsWith('refund:')) return 'clawed_back';
  if (occurrence.startsWith('floor:')) return 'filled';
  return amountMinor < 0n ? 'taken_back' : 'counted';
}
