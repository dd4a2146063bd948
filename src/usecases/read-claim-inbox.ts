import type { Agreement, Bilingual } from '#core/promises/agreements/agreement.ts';
import type { Contract } from '#core/settlement/contract.ts';
import { contractInForce } from './agreement-state.ts';
import { type ClaimTurn, turnOf } from './claim-acts.ts';
import type { Side } from './claim-to-decide.ts';
import { type ClaimState, type ClaimView, claimStates, claimsNow } from './claim-view.ts';
import { type PartyOfCaller, readableAgreements } from './confine-partner.ts';
import { nameOf } from './list-claims.ts';
import type { Asker, Ports } from './ports.ts';
import { refreshClaims } from './refresh-claims.ts';
import { sideOfCaller } from './side-of-caller.ts';
import { type BehindSubject, namesBehind } from './subject-names.ts';

const PAGE = 50;

/** A claim with its contract, what it comes to, and whose turn it is. */
export interface InboxClaim extends ClaimView, ClaimTurn, BehindSubject {
  readonly agreementId: string;
  /** null where it comes to nothing because it does not count. */
  readonly amountMinor: bigint | null;
}

/** A contract whose claims the caller may see, and for whom the caller speaks in it. */
export interface InboxContract {
  readonly id: string;
  readonly title: Bilingual;
  readonly side: Side;
  readonly payer: string;
  readonly payee: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly reasons: Agreement['review']['reasons'];
  readonly components: readonly { readonly key: string; readonly title: Bilingual }[];
}

export interface ClaimInbox {
  readonly claims: readonly InboxClaim[];
  /** Pass as `after` for the next page. */
  readonly nextAfter?: string;
  readonly contracts: readonly InboxContract[];
  /** Within the chosen contract, component and text, over all pages. */
  readonly counts: Readonly<Record<ClaimState | 'waiting', number>>;
  readonly now: string;
}

export interface InboxRequest {
  readonly party: PartyOfCaller;
  /** Names of people stand beside the numbers; those of companies for everybody but partners. */
  readonly personal: boolean;
  /** What waits for this side, unless one state or all are asked for. */
  readonly show: ClaimState | 'waiting' | 'all';
  readonly agreementId?: string;
  readonly component?: string;
  /** Part of the number of the subject. */
  readonly text?: string;
  readonly after?: string;
  readonly limit?: number;
}

export type InboxPorts = Pick<Ports, 'claims' | 'exclusive' | 'log' | 'documents' | 'clock'>;

/**
 * The claims of all contracts a caller may see in one list: what waits for its side by due time, everything else newest results first.
 * Each contract is settled once for all of its claims. Refusals: agreement.unknown, access.party_reserved.
 */
export async function readClaimInbox(ports: InboxPorts, asker: Asker, request: InboxRequest): Promise<ClaimInbox> {
  const { show, component } = request;
  const now = ports.clock.now();
  const contracts: InboxContract[] = [];
  const found: InboxClaim[] = [];
  for (const { contract, side } of await contractsOfCaller(ports, asker, request.party)) {
    contracts.push(inboxContract(contract, side));
    if (request.agreementId !== undefined && request.agreementId !== contract.agreement.id) continue;
    found.push(
      ...(await claimsOf(ports, asker, contract, side, now)).filter((one) => component === undefined || one.component === component),
    );
  }
  const named = await matching(ports, asker, found, request.text);
  const counts = countsOf(named);
  const byDue = show === 'waiting';
  const wanted = named
    .filter(({ waits, state }) => (show === 'waiting' ? waits : show === 'all' || state === show))
    .map((claim) => ({ claim, place: byDue ? dueOf(claim) : placeOf(claim) }))
    .sort((a, b) => (a.place === b.place ? 0 : a.place < b.place === byDue ? -1 : 1));
  const { after } = request;
  const rest = after === undefined ? wanted : wanted.filter(({ place }) => (byDue ? place > after : place < after));
  const page = rest.slice(0, request.limit ?? PAGE);
  const last = page.at(-1);
  return {
    claims: await withNames(
      ports,
      asker,
      page.map(({ claim }) => claim),
      request,
    ),
    contracts,
    counts,
    now,
    ...(last !== undefined && page.length < rest.length ? { nextAfter: last.place } : {}),
  };
}

/** The contracts in force that a caller may see and has a side in. */
export async function contractsOfCaller(
  ports: Pick<Ports, 'documents' | 'log'>,
  asker: Asker,
  party: PartyOfCaller,
): Promise<readonly { readonly contract: Contract; readonly side: Side }[]> {
  const contracts: { contract: Contract; side: Side }[] = [];
  for (const id of [...(await readableAgreements(ports, asker))].sort()) {
    const contract = await contractInForce(ports, asker, id);
    const side = await sideOfCaller(ports, asker, party, id);
    if (contract.ok && side.ok) contracts.push({ contract: contract.value, side: side.value });
  }
  return contracts;
}

async function claimsOf(ports: InboxPorts, asker: Asker, contract: Contract, side: Side, now: string): Promise<readonly InboxClaim[]> {
  const agreementId = contract.agreement.id;
  await refreshClaims(ports, asker, contract);
  // Only the histories: what a list says of a claim needs no determination.
  const histories = await ports.claims.forSettlement(asker, agreementId, null, null);
  const { views, money } = claimsNow(contract, histories, now);
  return histories.flatMap((history, at): InboxClaim[] => {
    const view = views[at];
    if (view === undefined) return [];
    const amountMinor = view.state === 'rejected' ? null : (money.get(`${view.component}/${view.subject}`) ?? 0n);
    return [{ ...view, ...turnOf(contract, history, view, side, now), agreementId, amountMinor }];
  });
}

function inboxContract({ agreement, terms }: Contract, side: Side): InboxContract {
  const { id, title, parties, timeZone, review, components } = agreement;
  return {
    id,
    title,
    side,
    payer: parties.payer.name,
    payee: parties.payee.name,
    currency: terms.currency,
    timeZone,
    reasons: review.reasons,
    components: components.map((one) => ({ key: one.key, title: one.title })),
  };
}

/** Those whose number contains the text; nothing is looked up where no text is given. */
async function matching(ports: InboxPorts, asker: Asker, claims: readonly InboxClaim[], text = ''): Promise<readonly InboxClaim[]> {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return claims;
  const names = await ports.log.externalIds(asker, [...new Set(claims.map(({ subject }) => subject))]);
  return claims.filter(({ subject }) => (names.get(subject) ?? subject.slice(subject.indexOf(':') + 1)).toLowerCase().includes(wanted));
}

async function withNames(
  ports: InboxPorts,
  asker: Asker,
  claims: readonly InboxClaim[],
  { party, personal }: InboxRequest,
): Promise<readonly InboxClaim[]> {
  const subjects = [...new Set(claims.map(({ subject }) => subject))];
  const names = await ports.log.externalIds(asker, subjects);
  const behind = party === null ? await namesBehind(ports, asker, subjects, personal) : new Map<string, BehindSubject>();
  return claims.map((claim) => ({ ...claim, ...nameOf(names, claim), ...behind.get(claim.subject) }));
}

function countsOf(claims: readonly InboxClaim[]): Record<ClaimState | 'waiting', number> {
  const counts = { waiting: claims.filter(({ waits }) => waits).length } as Record<ClaimState | 'waiting', number>;
  for (const state of claimStates) counts[state] = claims.filter((claim) => claim.state === state).length;
  return counts;
}

function dueOf(claim: InboxClaim): string {
  // What has no due time comes after all that has one.
  return `${claim.clock?.until ?? '9999'}/${nameIn(claim)}`;
}

/** The newest results come first; names keep the order of equal instants, so that no page loses a claim. */
function placeOf(claim: InboxClaim): string {
  return `${claim.resultAt ?? ''}/${nameIn(claim)}`;
}

function nameIn({ agreementId, subject, component }: InboxClaim): string {
  return `${agreementId}/${subject}/${component}`;
}
