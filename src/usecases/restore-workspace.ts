import { ok, type Result } from '#core/kernel/result.ts';
import type { Access } from './access-ports.ts';
import type { Backups, Restored } from './backup-ports.ts';
import { inviteMember, type SignInLink } from './create-sign-in-link.ts';
import type { Clock } from './ports.ts';

export interface RestoreRequest {
  /** Called twice; gives the same bytes each time. */
  readonly open: () => AsyncIterable<Uint8Array>;
  /** Who enters the restored workspace first: a backup holds no accounts. */
  readonly owner: { readonly email: string; readonly name: string };
  readonly onRows?: (rows: number) => void;
}

/**
 * Restores a workspace from its backup and invites its owner; everybody else is invited again.
 * Refusals: backup.unreadable, backup.truncated, backup.changed, backup.newer, workspace.exists.
 */
export async function restoreWorkspace(
  { backups, access, clock }: { readonly backups: Backups; readonly access: Access; readonly clock: Clock },
  { open, owner, onRows }: RestoreRequest,
): Promise<Result<Restored & { readonly link: SignInLink }>> {
  const restored = await backups.restore(open, onRows);
  if (!restored.ok) return restored;
  const link = await inviteMember(access, clock, restored.value.workspace.id, { ...owner, role: 'owner' });
  return link.ok ? ok({ ...restored.value, link: link.value }) : link;
}
