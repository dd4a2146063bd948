import { tmpdir } from 'node:os';
import { startServer } from '#main/server.ts';
import { openOn } from '#main/wiring.ts';
import { createApiKey } from '#usecases/create-api-key.ts';
import type { Connection } from './durable-cluster.ts';
import { known, say } from './other-process.ts';

export interface ServerTask {
  readonly connection: Connection;
  readonly workspace: string;
}

export interface ServerReady {
  readonly url: string;
  readonly secret: string;
}

/** The server as `belegbar start` opens it, on a database that is there already, with a key for the load. */
const { connection, workspace } = known<ServerTask>();
const product = await openOn(connection, () => 'http://localhost');
const found = await product.ports.workspaces.find(workspace);
if (found === undefined) throw new Error('the workspace of the benchmark is gone');
const { secret } = await createApiKey(product.access, { workspace, actor: 'system' }, found, { name: 'bench', scopes: ['facts:write'] });
const server = await startServer(product, { dataDir: tmpdir(), host: '127.0.0.1', port: 0 }, (line) => console.error(line));
await say({ url: server.url, secret } satisfies ServerReady);
process.once('disconnect', async () => {
  await server.stop();
  await product.close();
});
