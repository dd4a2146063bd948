import { fromIso, type IsoInstant } from '#core/kernel/instant.ts';
import type { Bilingual } from '#core/promises/agreements/agreement.ts';
import { type ClaimState, claimViews } from './claim-view.ts';
import { contractsInForce } from './list-overlaps.ts';
import { moneyByClaim } from './money-of-claims.ts';
import type { Asker, Ports } from './ports.ts';
import { refreshClaims } from './refresh-claims.ts';

/** A claim with what it comes to, for lists over several agreements. */
export interface ClaimOnLead {
  readonly agreementId: string;
  readonly title: Bilingual;
  readonly component: string;
  readonly componentTitle: Bilingual;
  readonly subject: string;
  readonly state: ClaimState;
  readonly resultAt: IsoInstant | null;
  readonly reviewUntil: IsoInstant | null;
  readonly countsBySilenceAfter: IsoInstant | null;
  readonly currency: string;
  readonly amountMinor: bigint;
}

/** The claims of all agreements in force that are wanted; each agreement is settled as a whole, since places and caps depend on all of it. */
export async function claimsWhere(
  ports: Pick<Ports, 'claims' | 'clock' | 'documents' | 'exclusive' | 'log'>,
  asker: Asker,
  isWanted: (claim: { readonly subject: string; readonly state?: ClaimState }) => boolean,
): Promise<readonly ClaimOnLead[]> {
  const now = ports.clock.now();
  const found: ClaimOnLead[] = [];
  for (const contract of await contractsInForce(ports, asker)) {
    await refreshClaims(ports, asker, contract);
    const stored = await ports.claims.list(asker, contract.agreement.id);
    if (!stored.some(({ history }) => isWanted(history))) continue;
    const histories = stored.map(({ history }) => history);
    const money = moneyByClaim(contract, histories, fromIso(now));
    const titles = new Map(contract.agreement.components.map(({ key, title }) => [key, title]));
    for (const view of claimViews(contract, stored, now)) {
      if (!isWanted(view)) continue;
      found.push({
        agreementId: contract.agreement.id,
        title: contract.agreement.title,
        component: view.component,
        componentTitle: titles.get(view.component) ?? { de: view.component, en: view.component },
        subject: view.subject,
        state: view.state,
        resultAt: view.resultAt,
        reviewUntil: view.reviewUntil,
        countsBySilenceAfter: view.countsBySilenceAfter ?? null,
        currency: contract.terms.currency,
        amountMinor: money.get(`${view.component}/${view.subject}`) ?? 0n,
      });
    }
  }
  return found;
}
