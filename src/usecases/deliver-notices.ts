import type { FactDraft } from '#core/facts/fact.ts';
import { isEffectiveAt } from '#core/facts/view.ts';
import { fromIso, type Instant, toIso } from '#core/kernel/instant.ts';
import { ok, type Result } from '#core/kernel/result.ts';
import type { Contract } from '#core/settlement/contract.ts';
import { resultAt, standingAt } from '#core/settlement/standing.ts';
import { termsAt } from '#core/settlement/terms-history.ts';
import { contractInForce } from './agreement-state.ts';
import { appendAll } from './append-all.ts';
import type { Asker, Ports, StoredClaim } from './ports.ts';
import { refreshClaims } from './refresh-claims.ts';

type NoticePorts = Pick<Ports, 'claims' | 'exclusive' | 'log' | 'documents' | 'clock'>;

/**
 * Tells the payer, in the inbox of its claims, which open claims will count by silence and when. A claim gets one notice, at the start of
 * its review window; where that start has passed, silence means nothing. Refusals: agreement.unknown, agreement.not_in_force.
 */
export async function deliverNotices(ports: NoticePorts, asker: Asker, agreementId: string): Promise<Result<{ readonly notices: number }>> {
  const contract = await contractInForce(ports, asker, agreementId);
  if (!contract.ok) return contract;
  if (!contract.value.versions.some(({ terms }) => terms.silence !== undefined)) return ok({ notices: 0 });
  await refreshClaims(ports, asker, contract.value);
  return ports.exclusive.exclusively(asker, `notices of ${agreementId}`, async () => {
    const now = ports.clock.now();
    const claims = await ports.claims.list(asker, agreementId);
    const drafts = claims.flatMap((claim) => noticeOn(contract.value, claim, fromIso(now)));
    const recorded = await appendAll(ports.log, asker, drafts);
    return recorded.ok ? ok({ notices: drafts.length }) : recorded;
  });
}

function noticeOn({ subject: agreement, versions }: Contract, { history }: StoredClaim, now: Instant): readonly FactDraft[] {
  const seen = resultAt(history, now);
  if (seen === undefined || !seen.result.inWindow) return [];
  const terms = termsAt(versions, seen.result.resultAt);
  if (terms.silence === undefined || now > seen.reviewFrom + terms.silence.noticeGraceMs) return [];
  const isNoticed = history.notices.some(({ spans, recordedAt }) => isEffectiveAt(spans, now) && recordedAt >= seen.reviewFrom);
  if (isNoticed || standingAt(history, seen, now, terms) !== 'open') return [];
  const deadline = toIso(seen.reviewFrom + terms.reviewMs);
  const { subject, component } = history;
  return [
    {
      kind: 'notice.delivered',
      version: 1,
      subject,
      occurredAt: toIso(now),
      source: 'app',
      externalId: `${agreement}/${component}/${subject}/${deadline}`,
      revision: 1,
      actor: 'system',
      data: { agreement, component, notice: 'silence', deadline, to: 'payer', channel: 'inbox' },
    },
  ];
}

/** Delivers what is due in every workspace; one that fails keeps no other from its turn. */
export async function deliverNoticesEverywhere(
  ports: NoticePorts & Pick<Ports, 'workspaces'>,
): Promise<readonly { readonly workspace: string; readonly error: unknown }[]> {
  const failed: { workspace: string; error: unknown }[] = [];
  for (const { id } of await ports.workspaces.list()) {
    const asker = { workspace: id, actor: 'system' };
    try {
      const agreements = new Set((await ports.documents.agreements(asker)).map(({ agreement }) => agreement.id));
      for (const agreementId of agreements) await deliverNotices(ports, asker, agreementId);
    } catch (error) {
      failed.push({ workspace: id, error });
    }
  }
  return failed;
}
