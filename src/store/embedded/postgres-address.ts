import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type ClusterHome, makeSocketDir } from './cluster-home.ts';

export const ownerName = 'belegbar_owner';

/** How the private PostgreSQL is reached; spread into the options of `pg`. */
export interface PostgresAddress {
  /** The folder of the Unix socket; on Windows the loopback address. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Only on Windows; elsewhere the folder of the socket keeps others out. */
  readonly password?: string;
}

/** `loopback` exists for Windows alone, where Node cannot speak to Unix sockets: a TCP port on 127.0.0.1 behind a random password. */
export type Transport = 'socket' | 'loopback';

export const transportHere: Transport = process.platform === 'win32' ? 'loopback' : 'socket';

/** The port is only part of the socket's name; the folder is private, so every cluster may use the same one. */
const socketPort = 5432;

/** Where the next start shall listen. The same address as the last time if that can be had, because pools hold on to it. */
export async function addressToListenOn(home: ClusterHome, transport: Transport): Promise<PostgresAddress> {
  if (transport === 'socket') return { host: makeSocketDir(home, socketPort), port: socketPort, user: ownerName };
  const portFile = join(home.dir, 'port');
  const lastPort = existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : 0;
  const port = (await freePort(lastPort)) ?? (await freePort(0));
  if (port === null) throw new Error('no free port on 127.0.0.1');
  writeFileSync(portFile, String(port), { mode: 0o600 });
  return loopbackAddress(home, port);
}

/** The address of a running server, from what it wrote about itself. */
export function addressOfRunning(home: ClusterHome, file: { readonly socketDir: string; readonly port: number }): PostgresAddress {
  return file.socketDir === '' ? loopbackAddress(home, file.port) : { host: file.socketDir, port: file.port, user: ownerName };
}

export function passwordFile(home: ClusterHome): string {
  const file = join(home.dir, 'password');
  if (existsSync(file)) return file;
  writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
  if (home.user) chownSync(file, home.user.uid, home.user.gid);
  return file;
}

function loopbackAddress(home: ClusterHome, port: number): PostgresAddress {
  return { host: '127.0.0.1', port, user: ownerName, password: readFileSync(passwordFile(home), 'utf8') };
}

function freePort(wanted: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(wanted, '127.0.0.1', () => {
      const bound = server.address();
      server.close(() => resolve(bound !== null && typeof bound === 'object' ? bound.port : null));
    });
  });
}

/** A connection URL that both `pg` and libpq's programs understand. */
export function connectionUrl(address: PostgresAddress, database: string): string {
  const name = encodeURIComponent(database);
  if (address.password === undefined)
    return `postgresql://${address.user}@/${name}?host=${encodeURIComponent(address.host)}&port=${address.port}`;
  return `postgresql://${address.user}:${address.password}@${address.host}:${address.port}/${name}`;
}
