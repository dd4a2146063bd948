import type { FactDraft } from '#core/facts/fact.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Contract } from '#core/settlement/contract.ts';
import { contractInForce } from './agreement-state.ts';
import { appendAll } from './append-all.ts';
import { type ClaimView, claimView } from './claim-view.ts';
import { wholeWorkspace } from './confine-partner.ts';
import type { ClaimName } from './list-claims.ts';
import type { Asker, Ports, StoredClaim } from './ports.ts';
import { refreshClaims } from './refresh-claims.ts';

export type DecidingPorts = Pick<Ports, 'claims' | 'exclusive' | 'log' | 'documents' | 'clock'>;

export interface Decided {
  readonly factId: string;
}

/** Whose word it is: that of a party, or of the arbiter named in the agreement. */
export type Side = 'payer' | 'payee' | 'arbiter';

/** What people say to a decision. */
export interface DecisionWords {
  readonly comment?: string;
  readonly evidence?: string;
}

export interface ClaimToDecide {
  readonly contract: Contract;
  readonly claim: StoredClaim;
  readonly view: ClaimView;
  readonly lastSeq: number | null;
}

/** The claim as it stands now. Refusals: agreement.unknown, agreement.not_in_force, claim.unknown. */
export async function claimToDecide(ports: DecidingPorts, asker: Asker, name: ClaimName): Promise<Result<ClaimToDecide>> {
  const contract = await contractInForce(ports, asker, name.agreementId);
  if (!contract.ok) return contract;
  // Read first: whatever is recorded about the subject from here on makes the decision out of date.
  const facts = await ports.log.factsOfSubject(wholeWorkspace(asker), name.subject);
  await refreshClaims(ports, asker, contract.value);
  const claims = await ports.claims.bySubject(asker, name.agreementId, name.subject);
  const claim = claims.find(({ history }) => history.component === name.component);
  if (claim === undefined) return refuse('claim.unknown', { component: name.component, subject: name.subject });
  const lastSeq = facts.reduce<number | null>((last, { seq }) => (last === null || seq > last ? seq : last), null);
  return ok({ contract: contract.value, claim, view: claimView(contract.value, claim, ports.clock.now()), lastSeq });
}

/** Records a decision on a claim, provided nothing was recorded about its subject since it was looked at. Refusal: fact.revision_unexpected. */
export async function recordDecision(
  ports: Pick<Ports, 'log' | 'clock'>,
  asker: Asker,
  { contract, lastSeq }: Pick<ClaimToDecide, 'contract' | 'lastSeq'>,
  kind: string,
  request: ClaimName & DecisionWords,
  more: Readonly<Record<string, string>>,
): Promise<Result<Decided>> {
  const { subject } = request;
  const draft = decisionDraft(ports, asker, contract, kind, request, more);
  // The word of a partner is recorded by the workspace: the log is one, whoever may read which part of it.
  const recorded = await appendAll(ports.log, wholeWorkspace(asker), [draft], { expected: [{ subject, lastSeq }] });
  return recorded.ok ? ok({ factId: recorded.value[0]?.id ?? '' }) : recorded;
}

/** A decision as the fact that says so. */
export function decisionDraft(
  ports: Pick<Ports, 'clock'>,
  asker: Asker,
  contract: Contract,
  kind: string,
  { component, subject, comment, evidence }: ClaimName & DecisionWords,
  more: Readonly<Record<string, string>>,
): FactDraft {
  const words = { ...(comment === undefined ? {} : { comment }), ...(evidence === undefined ? {} : { evidence }) };
  return {
    kind,
    version: 1,
    subject,
    occurredAt: ports.clock.now(),
    source: 'app',
    revision: 1,
    actor: asker.actor,
    data: { agreement: contract.subject, component, ...more, ...words },
  };
}
