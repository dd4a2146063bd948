import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { valueOrThrow } from '#core/kernel/result.ts';
import { startServer } from '#main/server.ts';
import { openProduct, type Product } from '#main/wiring.ts';
import { startThrowawayCluster } from '#store/embedded/throwaway-cluster.ts';
import { createSignInLink, inviteMember, signInUrl } from '#usecases/create-sign-in-link.ts';
import { createWorkspace } from '#usecases/create-workspace.ts';
import type { Asker, Workspace } from '#usecases/ports.ts';
import { buildWebAppIfStale } from '../../scripts/web-app.ts';

/** The real product on a database and a port of its own. */
export interface RunningProduct {
  readonly url: string;
  readonly product: Product;
  /** A workspace with its owner; `asker` acts as the owner. */
  workspace(request: {
    readonly slug: string;
    readonly name: string;
    readonly currency: string;
  }): Promise<{ readonly workspace: Workspace; readonly asker: Asker }>;
  ownerLink(): Promise<string>;
  partnerLink(workspace: Workspace, party: string, agreements: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

const owner = { email: 'k.kessler@kessler.example', name: 'Karin Kessler' };
const partner = { email: 'l.brandt@nordlicht.example', name: 'Lars Brandt' };

export async function startProduct(): Promise<RunningProduct> {
  await buildWebAppIfStale();
  const cluster = await startThrowawayCluster();
  const port = await freePort();
  const dataDir = mkdtempSync(join(tmpdir(), 'belegbar-browser-'));
  const url = `http://localhost:${port}`;
  const config = { dataDir, databaseUrl: cluster.url(await cluster.createDatabase()), host: '127.0.0.1', port, publicUrl: url };
  const product = await openProduct(config);
  const server = await startServer(product, config, (line) => process.stderr.write(`${line}\n`));
  const { ports, access } = product;
  return {
    url,
    product,
    async workspace(request) {
      const made = valueOrThrow(await createWorkspace(ports, access, { ...request, timeZone: 'Europe/Berlin', purpose: 'real', owner }));
      const person = await access.people.findByEmail(owner.email);
      return { workspace: made.workspace, asker: { workspace: made.workspace.id, actor: `member:${person?.id ?? ''}` } };
    },
    ownerLink: async () => signInUrl(url, valueOrThrow(await createSignInLink(access, ports.clock, owner.email))),
    partnerLink: async (workspace, party, agreements) =>
      signInUrl(
        url,
        valueOrThrow(await inviteMember(access, ports.clock, workspace.id, { ...partner, role: 'partner', party, agreements })),
      ),
    async stop() {
      await server.stop();
      await product.close();
      await cluster.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
