import { userInfo } from 'node:os';
import type { Outside, RunningServer, StartRequest } from '#cli/outside.ts';
import { commands } from '#cli/registry.ts';
import { runCommandLine } from '#cli/run-command-line.ts';
import { UsageError } from '#cli/usage-error.ts';
import { RefusalError, valueOrThrow } from '#core/kernel/result.ts';
import { EmbeddedPostgresError } from '#store/embedded/embedded-postgres-error.ts';
import { claimServer } from '#store/embedded/server-claim.ts';
import manifest from '../../package.json' with { type: 'json' };
import { type Config, ConfigError, type Flags, readConfig } from './config.ts';
import { openProduct, type Product } from './wiring.ts';

function configOf(flags: Flags): Config {
  try {
    return readConfig(flags, process.env);
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError({ de: error.message, en: error.message });
    throw error;
  }
}

/** Opens everything on the database; that it cannot be reached is said in a sentence. */
async function open(config: Config, onLog?: (line: string) => void): Promise<Product> {
  try {
    return await openProduct(config, onLog);
  } catch (error) {
    if (error instanceof EmbeddedPostgresError || isConnectionFailure(error)) {
      throw new RefusalError({ code: 'database.unavailable', params: { reason: error.message } });
    }
    throw error;
  }
}

function isConnectionFailure(error: unknown): error is Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(ECONN\w+|ENOTFOUND|ETIMEDOUT|28\w{3}|3D000)$/.test(code);
}

function logLine(line: string): void {
  process.stderr.write(`${new Date().toISOString()} ${line}\n`);
}

/** Resolves at the first signal that asks the process to end; a second one ends it at once. */
function askedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(1));
        resolve();
      });
    }
  });
}

async function serve(request: StartRequest): Promise<RunningServer> {
  const config = configOf(request);
  const claim = config.databaseUrl === undefined ? valueOrThrow(await claimServer(config.dataDir)) : undefined;
  const end = askedToEnd();
  try {
    const product = await openForServer(config);
    return { ...product, ended: end.then(product.stop).finally(() => claim?.release()) };
  } catch (error) {
    claim?.release();
    throw error;
  }
}

async function openForServer(config: Config) {
  const product = await open(config, logLine);
  try {
    // Loaded here, because commands that only attach to the database should not wait for the HTTP interface.
    const { startServer } = await import('./server.ts');
    const server = await startServer(product, config, logLine);
    const stop = async () => {
      await server.stop();
      await product.close();
    };
    return { url: server.url, dataDir: config.dataDir, product, stop };
  } catch (error) {
    await product.close();
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new UsageError({
        de: `Port ${config.port} ist vergeben; --port nennt einen anderen.`,
        en: `Port ${config.port} is taken; --port names another.`,
      });
    }
    throw error;
  }
}

const outside: Outside = {
  env: process.env,
  stdout: { write: (text) => process.stdout.write(text), isTerminal: process.stdout.isTTY === true },
  stderr: { write: (text) => process.stderr.write(text), isTerminal: process.stderr.isTTY === true },
  userName: userInfo().username,
  version: manifest.version,
  open: (request) => open(configOf(request)),
  startServer: serve,
};

process.exitCode = await runCommandLine(process.argv.slice(2), commands, outside);
