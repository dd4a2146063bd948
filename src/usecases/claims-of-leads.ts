import type { IsoInstant } from '#core/kernel/instant.ts';
import type { Bilingual } from '#core/promises/agreements/agreement.ts';
import { type ClaimState, claimsNow } from './claim-view.ts';
import { fallsWithLead } from './claims-behind-lead.ts';
import { reviewOf } from './decide-claim.ts';
import { contractsInForce } from './list-overlaps.ts';
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
  /** A rejection of the lead would reject it. */
  readonly fallsWithLead: boolean;
  /** For which the contract lets it be rejected. */
  readonly reasons: readonly { readonly key: string; readonly label: Bilingual }[];
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
    const { views, money } = claimsNow(contract, histories, now);
    const titles = new Map(contract.agreement.components.map(({ key, title }) => [key, title]));
    for (const [at, view] of views.entries()) {
      const history = histories[at];
      if (history === undefined || !isWanted(view)) continue;
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
        fallsWithLead: fallsWithLead(contract, history, now),
        reasons: reviewOf(contract, view).reasons.map(({ key, label }) => ({ key, label })),
      });
    }
  }
  return found;
}
