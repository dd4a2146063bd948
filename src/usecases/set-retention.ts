import { hashed, viewAsOf } from '#core/facts/view.ts';
import { type RetentionRule, retentionRules } from '#core/kernel/erasure-reasons.ts';
import type { IsoInstant } from '#core/kernel/instant.ts';
import { ok, type Result } from '#core/kernel/result.ts';
import { appendAll } from './append-all.ts';
import type { Asker, Ports } from './ports.ts';

export interface RetentionPeriod {
  readonly rule: RetentionRule;
  /** null: nothing is erased by this rule. */
  readonly months: number | null;
  /** Since when, and by whom; absent as long as nobody has set it. */
  readonly setAt?: IsoInstant;
  readonly actor?: string;
}

export function workspaceSubject(workspace: string): string {
  return `workspace:${workspace}`;
}

/** The period of every rule as it stands now; by default no rule erases anything. */
export async function retentionPeriods(ports: Pick<Ports, 'log'>, asker: Asker): Promise<readonly RetentionPeriod[]> {
  const facts = await ports.log.factsOfSubject(asker, workspaceSubject(asker.workspace));
  // What was said last counts, also of two settings of the same instant.
  const inForce = viewAsOf(facts.map(hashed), Number.MAX_SAFE_INTEGER)
    .map(({ fact }) => fact)
    .sort((a, b) => a.seq - b.seq);
  return retentionRules.map((rule): RetentionPeriod => {
    const last = inForce.findLast(({ kind, data }) => kind === 'retention.set' && data['rule'] === rule);
    if (last === undefined) return { rule, months: null };
    const months = last.data['months'];
    return { rule, months: typeof months === 'number' ? months : null, setAt: last.occurredAt, actor: last.actor };
  });
}

/** Sets after how many months a rule erases, from the next daily run on; null ends it. Every setting stays in the log. */
export async function setRetention(
  ports: Pick<Ports, 'log' | 'clock'>,
  asker: Asker,
  { rule, months }: { readonly rule: RetentionRule; readonly months: number | null },
): Promise<Result<readonly RetentionPeriod[]>> {
  const recorded = await appendAll(ports.log, asker, [
    {
      kind: 'retention.set',
      version: 1,
      subject: workspaceSubject(asker.workspace),
      occurredAt: ports.clock.now(),
      source: 'belegbar',
      revision: 1,
      actor: asker.actor,
      data: { rule, by: asker.actor, ...(months === null ? {} : { months }) },
    },
  ]);
  return recorded.ok ? ok(await retentionPeriods(ports, asker)) : recorded;
}
