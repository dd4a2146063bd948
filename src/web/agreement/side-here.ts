import type { AgreementSummaryWire } from '#protocol/endpoints-agreements.ts';
import type { Here } from '../wire/here.ts';

export type SideHere = 'payer' | 'payee' | 'arbiter';

/** For whom the signed-in person speaks in an agreement; the server decides it again, from the membership alone. */
export function sideHere(here: Here, { payer, payee }: Pick<AgreementSummaryWire, 'payer' | 'payee'>): SideHere | undefined {
  const { party } = here.membership;
  if (!here.partner || party === payer.key) return 'payer';
  if (party === payee.key) return 'payee';
  return party === 'arbiter' ? 'arbiter' : undefined;
}
