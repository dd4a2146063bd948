import type { FactDraft } from '#core/facts/fact.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { milestoneSubject } from '#core/settlement/contract.ts';
import { contractInForce } from './agreement-state.ts';
import { appendAll } from './append-all.ts';
import type { Decided } from './claim-to-decide.ts';
import { wholeWorkspace } from './confine-partner.ts';
import type { Asker, Ports } from './ports.ts';

/**
 * A party shows that a milestone is reached; from then on it is a claim that the payer accepts or rejects. Evidence given again is recorded
 * beside the first, which counts. Refusals: agreement.unknown, agreement.not_in_force, milestone.unknown.
 */
export async function evidenceMilestone(
  ports: Pick<Ports, 'documents' | 'log' | 'clock'>,
  asker: Asker,
  request: { readonly agreementId: string; readonly component: string; readonly evidence: string },
): Promise<Result<Decided>> {
  const { agreementId, component, evidence } = request;
  const contract = await contractInForce(ports, asker, agreementId);
  if (!contract.ok) return contract;
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
