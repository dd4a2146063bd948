import { userInfo } from 'node:os';
import type { Outside, RunningServer } from '#cli/outside.ts';
import { commands } from '#cli/registry.ts';
import { runCommandLine } from '#cli/run-command-line.ts';
import { UsageError } from '#cli/usage-error.ts';
import { RefusalError } from '#core/kernel/result.ts';
import { EmbeddedPostgresError } from '#store/embedded/embedded-postgres-error.ts';
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

/** What the machine refuses is said in a sentence; everything else is a failure that keeps its trace. */
function inWords(error: unknown, { port }: Config): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE') {
    return new UsageError({
      de: `Port ${port} ist vergeben; --port nennt einen anderen.`,
      en: `Port ${port} is taken; --port names another.`,
    });
  }
  if (error instanceof EmbeddedPostgresError || noDatabase.test(code)) {
    return new RefusalError({ code: 'database.unavailable', params: { reason: error.message } });
  }
  return error;
}

/** No connection; the password or the role is refused (class 28); no such database. */
const noDatabase = /^(ECONN\w+|ENOTFOUND|ETIMEDOUT|28\w{3}|3D000)$/;

function logLine(line: string): void {
  process.stderr.write(`${new Date().toISOString()} ${line}\n`);
}

async function open(flags: Flags): Promise<Product> {
  const config = configOf(flags);
  return openProduct(config).catch((error: unknown) => {
    throw inWords(error, config);
  });
}

async function startServer(flags: Flags): Promise<RunningServer> {
  const config = configOf(flags);
  // Loaded here, because commands that only attach to the database should not wait for the HTTP interface.
  const { runServer } = await import('./run-server.ts');
  return runServer(config, logLine).catch((error: unknown) => {
    throw inWords(error, config);
  });
}

const outside: Outside = {
  env: process.env,
  stdout: { write: (text) => process.stdout.write(text), isTerminal: process.stdout.isTTY === true },
  stderr: { write: (text) => process.stderr.write(text), isTerminal: process.stderr.isTTY === true },
  userName: userInfo().username,
  version: manifest.version,
  open,
  startServer,
};

process.exitCode = await runCommandLine(process.argv.slice(2), commands, outside);
