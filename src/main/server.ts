import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { createApp } from '#api/app.ts';
import { openSessions } from '#api/people-sessions.ts';
import { readWebFiles } from '#api/web-files.ts';
import { isObject } from '#core/kernel/canonical-json.ts';
import { sessionSecret } from './access/access-store.ts';
import type { Config } from './config.ts';
import type { Product } from './wiring.ts';

export interface RunningServer {
  readonly url: string;
  /** Takes no new requests, lets running ones finish, ends. The product stays open. */
  stop(): Promise<void>;
  readonly ended: Promise<void>;
}

/** Requests that are still running are cut off after this long. */
const FINISH_WITHIN_MS = 10_000;

const root = join(import.meta.dirname, '..', '..');

/** Listens for requests on an opened product. */
export async function startServer(product: Product, config: Config, onLog: (line: string) => void): Promise<RunningServer> {
  const app = createApp({
    ports: product.ports,
    importing: product.importing,
    access: product.access,
    sessions: openSessions({
      database: product.accessPool,
      secret: await sessionSecret(product.accessPool),
      access: product.access,
      publicUrl: config.publicUrl,
    }),
    publicUrl: config.publicUrl,
    version: productVersion(),
    ...webFiles(),
    uploadDir: join(config.dataDir, 'uploads'),
    onFailure: ({ reference, endpoint, error }) => onLog(`${reference} ${endpoint} failed: ${traceOf(error)}`),
  });
  const server = createServer(getRequestListener(app.fetch));
  // A stream of facts may run as long as it likes; only a silent beginning is cut off.
  server.requestTimeout = 0;
  server.headersTimeout = 30_000;
  await listen(server, config);
  const { port } = server.address() as AddressInfo;
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  server.on('close', end);
  return {
    url: config.port === 0 ? `http://localhost:${port}` : config.publicUrl,
    ended,
    async stop() {
      server.close();
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), FINISH_WITHIN_MS);
      await ended;
      clearTimeout(cut);
    },
  };
}

function listen(server: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function webFiles() {
  const web = readWebFiles(join(root, 'dist', 'web'));
  return web === undefined ? {} : { web };
}

/** The version in the manifest of the package. */
export function productVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return isObject(manifest) && typeof manifest['version'] === 'string' ? manifest['version'] : '0.0.0';
}

/** Where it failed, without the values of a query: the detail of a database error may quote personal data. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.stack ?? error.message;
}
