import { isTimeZone } from '#core/kernel/instant.ts';
import { isCurrency } from '#core/kernel/money.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Holidays } from './holiday-port.ts';
import type { Asker, Ports, Workspace } from './ports.ts';

export type WorkspaceSettings = Pick<Workspace, 'name' | 'currency' | 'timeZone' | 'region'>;

/**
 * Changes what an owner may change of a workspace. Contracts keep the currency and time zone they name. Refusals: input.invalid,
 * workspace.currency_fixed once an event is recorded, workspace.unknown.
 */
export async function changeWorkspace(
  ports: Pick<Ports, 'workspaces' | 'log'> & { readonly holidays: Holidays },
  asker: Asker,
  settings: WorkspaceSettings,
): Promise<Result<Workspace>> {
  const { currency, timeZone, region } = settings;
  if (!isCurrency(currency)) return refuse('input.invalid', { at: 'currency', expects: 'a currency such as EUR' });
  if (!isTimeZone(timeZone)) return refuse('input.invalid', { at: 'timeZone', expects: 'a time zone such as Europe/Berlin' });
  if (region !== null && !ports.holidays.regions().some(({ key }) => key === region)) {
    return refuse('input.invalid', { at: 'region', expects: 'a region such as DE-BW' });
  }
  const current = await ports.workspaces.find(asker.workspace);
  if (current === undefined) return refuse('workspace.unknown', { workspace: asker.workspace });
  if (currency !== current.currency && (await ports.log.head(asker)).size > 0) {
    return refuse('workspace.currency_fixed', { currency: current.currency });
  }
  const changed = await ports.workspaces.change(current.id, settings);
  return changed === undefined ? refuse('workspace.unknown', { workspace: asker.workspace }) : ok(changed);
}
