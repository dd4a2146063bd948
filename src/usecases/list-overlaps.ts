import { fromIso } from '#core/kernel/instant.ts';
import { ok, type Result } from '#core/kernel/result.ts';
import type { Bilingual } from '#core/promises/agreements/agreement.ts';
import { definitionRef } from '#core/promises/agreements/read-agreement.ts';
import type { Contract } from '#core/settlement/contract.ts';
import { contractInForce } from './agreement-state.ts';
import { type ClaimState, claimViews } from './claim-view.ts';
import { wholeWorkspace } from './confine-partner.ts';
import type { DeterminationCounts } from './determination-ports.ts';
import { moneyByClaim } from './money-of-claims.ts';
import type { Asker, Ports } from './ports.ts';
import { refreshClaims } from './refresh-claims.ts';
import { adoptedRule, refreshDeterminations } from './refresh-determinations.ts';

export type OverlapPorts = Pick<Ports, 'claims' | 'clock' | 'determinations' | 'documents' | 'exclusive' | 'identity' | 'log'>;

/** A claim that another agreement's claim goes back to the same lead as. */
export interface OverlappingClaim {
  readonly agreementId: string;
  readonly title: Bilingual;
  readonly component: string;
  readonly subject: string;
  readonly state: ClaimState;
  readonly currency: string;
  /** What it comes to, whatever of it is still under review. */
  readonly amountMinor: bigint;
}

export interface Overlap {
  readonly lead: string;
  readonly externalId: string | null;
  /** The same result is claimed twice, not only different results of one lead. */
  readonly sameResult: boolean;
  readonly claims: readonly OverlappingClaim[];
}

const SHOWN = 500;

/**
 * Leads that claims of several agreements go back to, with the money at stake, the most first. Claims that were rejected or are outside
 * the terms cost nothing and overlap with nothing.
 */
export async function listOverlaps(ports: OverlapPorts, asker: Asker): Promise<readonly Overlap[]> {
  const whole = wholeWorkspace(asker);
  const claims = new Map<string, OverlappingClaim>();
  for (const contract of await contractsInForce(ports, whole)) {
    for (const claim of await standingClaims(ports, whole, contract)) claims.set(nameOf(claim), claim);
  }
  const leads = await ports.identity.overlappingLeads(whole, SHOWN);
  const names = await ports.log.externalIds(
    whole,
    leads.map(({ lead }) => lead),
  );
  const overlaps = leads.flatMap(({ lead, claims: named }): Overlap[] => {
    const standing = named.flatMap((name) => claims.get(nameOf(name)) ?? []).sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
    const agreements = new Set(standing.map(({ agreementId }) => agreementId));
    if (agreements.size < 2) return [];
    const sameResult = standing.some((one) =>
      standing.some((other) => other.subject === one.subject && other.agreementId !== one.agreementId),
    );
    return [{ lead, externalId: names.get(lead) ?? null, sameResult, claims: standing }];
  });
  return overlaps.sort((a, b) => Number(stakeOf(b) - stakeOf(a)) || (a.lead < b.lead ? -1 : 1));
}

function nameOf({
  agreementId,
  component,
  subject,
}: {
  readonly agreementId: string;
  readonly component: string;
  readonly subject: string;
}): string {
  return `${agreementId}/${component}/${subject}`;
}

function stakeOf({ claims }: Overlap): bigint {
  return claims.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}

/** Every agreement that is in force, with its newest version in force. */
export async function contractsInForce(ports: Pick<Ports, 'documents' | 'log'>, asker: Asker): Promise<readonly Contract[]> {
  const contracts: Contract[] = [];
  for (const id of new Set((await ports.documents.agreements(asker)).map(({ agreement }) => agreement.id))) {
    const contract = await contractInForce(ports, asker, id);
    if (contract.ok) contracts.push(contract.value);
  }
  return contracts;
}

async function standingClaims(ports: OverlapPorts, asker: Asker, contract: Contract): Promise<readonly OverlappingClaim[]> {
  await refreshClaims(ports, asker, contract);
  const now = ports.clock.now();
  const { agreement, terms } = contract;
  const stored = await ports.claims.list(asker, agreement.id);
  const money = moneyByClaim(
    contract,
    stored.map(({ history }) => history),
    fromIso(now),
  );
  return claimViews(contract, stored, now)
    .filter(({ state }) => state !== 'rejected' && state !== 'outside_terms')
    .map(({ component, subject, state }) => ({
      agreementId: agreement.id,
      title: agreement.title,
      component,
      subject,
      state,
      currency: terms.currency,
      amountMinor: money.get(`${component}/${subject}`) ?? 0n,
    }));
}

/** A claim of one agreement whose lead another agreement claims too. */
export interface ClaimedElsewhere {
  readonly component: string;
  readonly subject: string;
  readonly lead: string;
  readonly sameResult: boolean;
  /** Which claims of which agreements; a partner is only told that there are some. */
  readonly others: readonly OverlappingClaim[] | null;
}

/** What stands in the way of closing a statement without a second look. */
export interface BeforeClosing {
  /** By definition of the agreement: how many subjects wait because their rule fails or something is not known. */
  readonly definitions: readonly { readonly definition: string; readonly counts: DeterminationCounts }[];
  readonly claimedElsewhere: readonly ClaimedElsewhere[];
}

/**
 * What both sides should know before a statement closes: subjects that wait, and claims that another agreement makes too. The payer
 * learns which; a partner only that it is so, and of subjects only those that its agreement has claims on. Refusals: agreement.unknown, agreement.not_in_force.
 */
export async function beforeClosing(ports: OverlapPorts, asker: Asker, agreementId: string): Promise<Result<BeforeClosing>> {
  const whole = wholeWorkspace(asker);
  const contract = await contractInForce(ports, whole, agreementId);
  if (!contract.ok) return contract;
  const isPartner = asker.agreements !== undefined;
  const own = isPartner ? await standingClaims(ports, whole, contract.value) : [];
  const subjects = isPartner ? (await ports.claims.list(whole, agreementId)).map(({ history }) => history.subject) : undefined;
  const definitions: { definition: string; counts: DeterminationCounts }[] = [];
  for (const { key, version } of contract.value.agreement.definitions) {
    const adopted = await adoptedRule(ports, whole, definitionRef({ key, version }));
    if (!adopted.ok) continue;
    await refreshDeterminations(ports, whole, adopted.value.rule);
    const counts = await ports.determinations.counts(whole, adopted.value.rule.hash, subjects);
    definitions.push({ definition: definitionRef({ key, version }), counts });
  }
  return ok({
    definitions,
    claimedElsewhere: isPartner ? await elsewhereForPartner(ports, whole, own) : await elsewhereForPayer(ports, whole, agreementId),
  });
}

async function elsewhereForPayer(ports: OverlapPorts, whole: Asker, agreementId: string): Promise<readonly ClaimedElsewhere[]> {
  return (await listOverlaps(ports, whole)).flatMap(({ lead, sameResult, claims }) => {
    const others = claims.filter((claim) => claim.agreementId !== agreementId);
    return claims
      .filter((claim) => claim.agreementId === agreementId)
      .map(({ component, subject }) => ({ component, subject, lead, sameResult, others }));
  });
}

/** Of the other agreements only the names of their claims count, as they are stored: a look of a partner determines nothing of them. */
async function elsewhereForPartner(
  ports: OverlapPorts,
  whole: Asker,
  own: readonly OverlappingClaim[],
): Promise<readonly ClaimedElsewhere[]> {
  const standing = new Map(own.map((claim) => [nameOf(claim), claim]));
  return (await ports.identity.overlappingLeads(whole, SHOWN)).flatMap(({ lead, claims }) =>
    claims.flatMap((named): ClaimedElsewhere[] => {
      const claim = standing.get(nameOf(named));
      if (claim === undefined) return [];
      const { component, subject, agreementId } = claim;
      const sameResult = claims.some((other) => other.agreementId !== agreementId && other.subject === subject);
      return [{ component, subject, lead, sameResult, others: null }];
    }),
  );
}
