import type { Asker, Ports } from './ports.ts';
import type { FunnelRow } from './upkeep-ports.ts';

/** Leads and won deals by the source of the lead, the largest source first. */
export async function readFunnel(ports: Pick<Ports, 'upkeep'>, asker: Asker): Promise<readonly FunnelRow[]> {
  const rows = await ports.upkeep.funnel(asker);
  return [...rows].sort((a, b) => b.leads - a.leads || (a.source < b.source ? -1 : 1));
}
