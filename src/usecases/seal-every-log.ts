import type { Ports } from './ports.ts';

/** Seals the log of every workspace; a log that has not grown keeps its newest seal. One that fails does not stop the others. */
export async function sealEveryLog(ports: Pick<Ports, 'workspaces' | 'seals'>): Promise<readonly { workspace: string; error: unknown }[]> {
  const failed: { workspace: string; error: unknown }[] = [];
  for (const { id } of await ports.workspaces.list()) {
    try {
      await ports.seals.take({ workspace: id, actor: 'system' });
    } catch (error) {
      failed.push({ workspace: id, error });
    }
  }
  return failed;
}
