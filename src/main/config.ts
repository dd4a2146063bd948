import { resolve } from 'node:path';

/** Where the product keeps its data and how it is reached. */
export interface Config {
  /** Holds the private PostgreSQL, unless a database is named, and uploads while they are read. */
  readonly dataDir: string;
  /** A PostgreSQL of one's own instead of the private one. */
  readonly databaseUrl?: string;
  readonly host: string;
  readonly port: number;
  /** How people reach the server from outside, without a slash at the end; else it is the address the server listens on. */
  readonly publicUrl?: string;
  /** Signs cookies and encrypts the secrets of second factors; else one is drawn and kept in the database. */
  readonly secret?: string;
}

export interface Flags {
  readonly dataDir?: string;
  readonly port?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_PORT = 7800;

/** A setting that cannot be meant; said before anything starts. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Flags come before the environment: BELEGBAR_DATA_DIR (else ./data), DATABASE_URL, HOST (else 127.0.0.1), PORT (else 7800),
 * BELEGBAR_PUBLIC_URL, BELEGBAR_SECRET.
 */
export function readConfig(flags: Flags, environment: Environment): Config {
  const databaseUrl = setting(environment, 'DATABASE_URL');
  const host = setting(environment, 'HOST') ?? '127.0.0.1';
  const publicUrl = readPublicUrl(setting(environment, 'BELEGBAR_PUBLIC_URL'));
  const secret = readSecret(setting(environment, 'BELEGBAR_SECRET'));
  return {
    dataDir: resolve(flags.dataDir ?? setting(environment, 'BELEGBAR_DATA_DIR') ?? 'data'),
    // A data folder named by flag is meant, whatever the environment says.
    ...(databaseUrl === undefined || flags.dataDir !== undefined ? {} : { databaseUrl }),
    host,
    port: flags.port ?? readPort(setting(environment, 'PORT')),
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(secret === undefined ? {} : { secret }),
  };
}

function setting(environment: Environment, name: string): string | undefined {
  const value = environment[name]?.trim();
  return value === '' ? undefined : value;
}

/** The address of a server that listens on this port. */
export function listeningUrl(host: string, port: number): string {
  return `http://${isAnyAddress(host) ? 'localhost' : host}:${port}`;
}

function isAnyAddress(host: string): boolean {
  return host === '0.0.0.0' || host === '::' || host === '127.0.0.1';
}

const SHORTEST_SECRET = 32;

function readSecret(text: string | undefined): string | undefined {
  if (text !== undefined && text.length < SHORTEST_SECRET) {
    throw new ConfigError(`BELEGBAR_SECRET has ${text.length} characters, but has to have at least ${SHORTEST_SECRET}`);
  }
  return text;
}

function readPort(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new ConfigError(`PORT is "${text}", but has to be a number from 0 to 65535`);
  return port;
}

function readPublicUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new ConfigError(`BELEGBAR_PUBLIC_URL is "${text}", but has to be an address such as https://belegbar.example`);
  }
  return text.replace(/\/+$/, '');
}
