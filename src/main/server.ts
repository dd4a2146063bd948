import { readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { createApp } from '#api/app.ts';
import { openSessions } from '#api/people-sessions.ts';
import { readWebFiles } from '#api/web-files.ts';
import { isObject } from '#core/kernel/canonical-json.ts';
import { keepPublicUrl, sessionSecret } from './access/access-store.ts';
import { type Config, listeningUrl } from './config.ts';
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
  const secret = config.secret ?? (await sessionSecret(product.accessPool));
  const server = createServer();
  // A stream of facts may run as long as it likes; only a silent beginning is cut off.
  server.requestTimeout = 0;
  server.headersTimeout = 30_000;
  await listen(server, config);
  // Which port it is may be known only now. Nothing is read from a connection before this function goes on waiting.
  const publicUrl = config.publicUrl ?? listeningUrl(config.host, (server.address() as AddressInfo).port);
  server.on('request', getRequestListener(appOn({ ...product, publicUrl }, config, secret, onLog).fetch));
  await keepPublicUrl(product.accessPool, publicUrl);
  const ended = new Promise<void>((resolve) => {
    server.once('close', resolve);
  });
  return {
    url: publicUrl,
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

function appOn(product: Product, config: Config, secret: string, onLog: (line: string) => void) {
  const { ports, importing, personal, backups, demo, holidays, access, accessPool, publicUrl } = product;
  return createApp({
    ports,
    importing,
    personal,
    backups,
    demo,
    holidays,
    access,
    sessions: openSessions({ database: accessPool, secret, access, publicUrl }),
    publicUrl,
    version: productVersion(),
    ...webFiles(),
    uploadDir: emptyUploadDir(config),
    onFailure: ({ reference, endpoint, error }) => onLog(`${reference} ${endpoint} failed: ${traceOf(error)}`),
  });
}

/** Where uploads lie while they are read. A server that was killed leaves some behind; whoever has the data folder to itself removes them. */
function emptyUploadDir({ dataDir, databaseUrl }: Config): string {
  const uploadDir = join(dataDir, 'uploads');
  if (databaseUrl === undefined) rmSync(uploadDir, { recursive: true, force: true });
  return uploadDir;
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
function productVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return isObject(manifest) && typeof manifest['version'] === 'string' ? manifest['version'] : '0.0.0';
}

/** Where it failed. The detail of a database error may quote values and stays out. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.stack ?? error.message;
}
