import { Pool } from 'pg';
import { RefusalError } from '#core/kernel/result.ts';
import { type RunningJobs, startJobs } from '#jobs/start-jobs.ts';
import { claimServer } from '#store/embedded/server-claim.ts';
import type { Config } from './config.ts';
import { startServer } from './server.ts';
import { openProduct, type Product } from './wiring.ts';

export interface ServedProduct {
  readonly url: string;
  readonly dataDir: string;
  readonly product: Product;
  /** Lets running requests finish, then closes everything; resolves when that is done. */
  stop(): Promise<void>;
  /** Resolves when the server has ended, by a signal or by `stop`. */
  readonly ended: Promise<void>;
}

/**
 * Opens the product and serves it until a signal ends the process's work. Throws a RefusalError (data_folder.in_use) while another server
 * uses the data folder.
 */
export async function runServer(config: Config, onLog: (line: string) => void): Promise<ServedProduct> {
  const claim = config.databaseUrl === undefined ? await claimServer(config.dataDir) : undefined;
  if (claim?.ok === false) throw new RefusalError(claim.refusal);
  const release = () => (claim?.ok === true ? claim.value.release() : undefined);
  try {
    const product = await openProduct(config, onLog);
    try {
      return await serve(product, config, onLog, release);
    } catch (error) {
      await product.close();
      throw error;
    }
  } catch (error) {
    release();
    throw error;
  }
}

async function serve(product: Product, config: Config, onLog: (line: string) => void, release: () => void): Promise<ServedProduct> {
  const server = await startServer(product, config, onLog);
  const jobs = await openJobs(product, onLog).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= (async () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      await server.stop();
      await jobs.stop();
      await product.close();
      release();
      end();
    })();
    return stopping;
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return { url: server.url, dataDir: config.dataDir, product: { ...product, publicUrl: server.url }, stop, ended };
}

/** The queue changes its own schema, so it works as the role that owns the tables, on connections of its own. */
async function openJobs({ ports, personal, access, connection }: Product, onLog: (line: string) => void): Promise<RunningJobs> {
  const pool = new Pool({ ...connection, max: 2, application_name: 'belegbar-jobs' });
  pool.on('error', (error) => onLog(`job queue: ${error.message}`));
  try {
    const jobs = await startJobs({ ...ports, people: personal, access }, { executeSql: (text, values) => pool.query(text, values) }, onLog);
    return {
      async stop() {
        await jobs.stop();
        await pool.end();
      },
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}
