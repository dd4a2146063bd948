import { applyRetention, type RetentionPorts } from './apply-retention.ts';
import type { RetentionRun } from './people-ports.ts';
import type { Ports } from './ports.ts';

export interface RetentionOutcome {
  readonly workspace: string;
  readonly runs: readonly RetentionRun[];
  readonly error?: unknown;
}

/** Applies the retention periods of every workspace; one that fails keeps no other from its turn. */
export async function retainEverywhere(ports: RetentionPorts & Pick<Ports, 'workspaces'>): Promise<readonly RetentionOutcome[]> {
  const outcomes: RetentionOutcome[] = [];
  for (const { id } of await ports.workspaces.list()) {
    try {
      outcomes.push({ workspace: id, runs: await applyRetention(ports, { workspace: id, actor: 'system' }) });
    } catch (error) {
      outcomes.push({ workspace: id, runs: [], error });
    }
  }
  return outcomes;
}
