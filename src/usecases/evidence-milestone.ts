import type { FactDraft } from '#core/facts/fact.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { milestoneSubject } from '#core/settlement/contract.ts';
import { contractInForce } from './agreement-state.ts';
import { appendAll } from './append-all.ts';
import type { Decided, Side } from './claim-to-decide.ts';
import { wholeWorkspace } from './confine-partner.ts';
import type { Asker, Ports } from './ports.ts';

/**
 * The payee shows that a milestone is reached; from then on it is a claim that the payer accepts or rejects. Evidence shown again after a
 * rejection begins a new review. Refusals: agreement.unknown, agreement.not_in_force, access.party_reserved, milestone.unknown.
 */
export async function evidenceMilestone(
  ports: Pick<Ports, 'documents' | 'log' | 'clock'>,
  asker: Asker,
  request: { readonly agreementId: string; readonly component: string; readonly evidence: string; readonly side: Side },
): Promise<Result<Decided>> {
  const { agreementId, component, evidence, side } = request;
  const contract = await contractInForce(ports, asker, agreementId);
  if (!contract.ok) return contract;
  if (side !== 'payee') return refuse('access.party_reserved', { party: contract.value.agreement.parties.payee.key });
  const milestones = contract.value.agreement.components.filter(({ milestone }) => milestone !== undefined).map(({ key }) => key);
  if (!milestones.includes(component)) return refuse('milestone.unknown', { component, milestones });
  const draft: FactDraft = {
    kind: 'milestone.evidenced',
    version: 1,
    subject: milestoneSubject(agreementId, component),
    occurredAt: ports.clock.now(),
    source: 'app',
    revision: 1,
    actor: asker.actor,
    data: { agreement: contract.value.subject, evidence },
  };
  const recorded = await appendAll(ports.log, wholeWorkspace(asker), [draft]);
  return recorded.ok ? ok({ factId: recorded.value[0]?.id ?? '' }) : recorded;
}
