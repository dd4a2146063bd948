import type { Instant } from '#core/kernel/instant.ts';
import type { ClaimHistory } from '#core/settlement/claim.ts';
import type { Contract } from '#core/settlement/contract.ts';
import { periodOf } from '#core/settlement/placing.ts';
import { settle } from '#core/settlement/settle.ts';

/** What all claims together come to at an instant, whatever of it is still under review; minor units of the contract's currency. */
export function moneyOfClaims(contract: Contract, claims: readonly ClaimHistory[], at: Instant): bigint {
  return [...moneyByClaim(contract, claims, at).values()].reduce((sum, minor) => sum + minor, 0n);
}

/** The same, claim by claim, named `component/subject`. */
export function moneyByClaim({ versions, terms }: Contract, claims: readonly ClaimHistory[], at: Instant): ReadonlyMap<string, bigint> {
  const { lines } = settle(versions, claims, periodOf(at, terms), at);
  const money = new Map<string, bigint>();
  for (const { component, subject, amountMinor } of lines) {
    const claim = `${component}/${subject}`;
    money.set(claim, (money.get(claim) ?? 0n) + amountMinor);
  }
  return money;
}
