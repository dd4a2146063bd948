import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectionUrl } from '#store/embedded/postgres-address.ts';
import { connectionTo, RunningProduct } from '../crash/running-product.ts';
import { type SmallDisk, smallDisk } from './small-disk.ts';

/** The product on a disk that can become full, and a second server on the same database whenever one is wanted. */
export class Ground {
  readonly product: RunningProduct;
  readonly disk: SmallDisk | undefined;
  readonly #folder: string;
  #second: RunningProduct | undefined;

  constructor() {
    this.#folder = mkdtempSync(join(tmpdir(), 'belegbar-faults-'));
    chmodSync(this.#folder, 0o711);
    const dataDir = join(this.#folder, 'data');
    mkdirSync(dataDir, { mode: 0o711 });
    this.disk = smallDisk(dataDir);
    this.product = new RunningProduct(dataDir);
  }

  async second(): Promise<RunningProduct> {
    const { database, ...address } = connectionTo(this.product.dataDir);
    this.#second ??= new RunningProduct(join(this.#folder, 'second'), connectionUrl(address, database));
    if (!this.#second.isRunning) await this.#second.start();
    return this.#second;
  }

  /** Ends the second server in order, so that the next round has the product to itself. */
  async dismissSecond(): Promise<void> {
    await this.#second?.stop();
    this.#second = undefined;
  }

  /** After a round that went wrong: everything is killed and the product started anew. */
  async startOver(): Promise<void> {
    this.disk?.empty();
    await this.#second?.crash('app');
    this.#second = undefined;
    await this.product.crash('app and database');
    await this.product.start();
  }

  async close(): Promise<void> {
    this.disk?.empty();
    await this.#second?.crash('app');
    await this.product.crash('app and database');
    this.disk?.remove();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
