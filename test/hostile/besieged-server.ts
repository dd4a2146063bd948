import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { isObject } from '#core/kernel/canonical-json.ts';
import { refusalCodes } from '#core/kernel/refusal-codes.ts';
import { refusalSentenceDe } from '#protocol/refusal-sentences.de.ts';
import { refusalSentenceEn } from '#protocol/refusal-sentences.en.ts';
import { RunningProduct } from '../crash/running-product.ts';

export type Sent = string | Uint8Array<ArrayBuffer> | FormData | ReadableStream<Uint8Array>;

export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** The product as a process of its own, with a workspace and a key that may do everything a key may. */
export class BesiegedServer {
  readonly product: RunningProduct;
  readonly #dataDir: string;
  #key = '';

  constructor() {
    this.#dataDir = mkdtempSync(join(tmpdir(), 'belegbar-hostile-'));
    chmodSync(this.#dataDir, 0o711);
    this.product = new RunningProduct(this.#dataDir);
  }

  async start(): Promise<void> {
    await this.product.start();
    await this.product.command('workspace', 'create', 'besieged', '--time-zone', 'UTC');
    const scopes = 'facts:write,facts:read,claims,settle,admin';
    const key = await this.product.command('key', 'create', 'test', '--scopes', scopes);
    if (!isObject(key)) throw new Error(this.product.log);
    this.#key = String(key['secret']);
  }

  async stop(): Promise<void> {
    await this.product.crash('app and database');
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  get headers(): Record<string, string> {
    return { authorization: `Bearer ${this.#key}`, 'x-workspace': 'besieged' };
  }

  async ask(method: string, path: string, body?: Sent, headers: Record<string, string> = {}): Promise<Reply> {
    const all = { ...this.headers, ...headers };
    const response = await fetch(`${this.product.url}${path}`, {
      method,
      headers: all,
      redirect: 'manual',
      ...(body === undefined ? {} : { body, duplex: 'half' }),
    });
    return { status: response.status, text: await response.text() };
  }

  /** Bytes as they are, for requests that no client would write; what came back until the server or `forMs` ended it. */
  raw(bytes: string | Uint8Array, forMs = 3_000): Promise<string> {
    const { hostname, port } = new URL(this.product.url);
    return new Promise((resolve) => {
      let answer = '';
      const socket = connect(Number(port), hostname, () => socket.write(bytes));
      const end = () => {
        socket.destroy();
        resolve(answer);
      };
      const timer = setTimeout(end, forMs);
      socket.on('data', (piece) => {
        answer += piece.toString('latin1');
      });
      socket.on('error', () => {});
      socket.on('close', () => {
        clearTimeout(timer);
        resolve(answer);
      });
    });
  }

  /** From now on `peakBytes` counts anew. */
  forgetPeak(): void {
    writeFileSync(`/proc/${this.product.pid}/clear_refs`, '5');
  }

  /** The most memory the server process has held since. */
  get peakBytes(): number {
    const status = readFileSync(`/proc/${this.product.pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1_024;
  }

  async expectAlive(): Promise<void> {
    const reply = await this.ask('GET', '/api/health');
    expect(reply.status, `${reply.text} ${this.product.log.slice(-2_000)}`).toBe(200);
  }

  /** Nothing of what was asked made the server fail inside. */
  expectNoFailure(): void {
    expect(this.product.log).not.toMatch(/ failed: /);
  }
}

/** A clear no: a code that both languages have a sentence for, which says more than nothing. */
export function expectRefusal({ status, text }: Reply, about: string): void {
  expect(status, `${about}: ${text.slice(0, 500)}`).toBeGreaterThanOrEqual(400);
  expect(status, `${about}: ${text.slice(0, 500)}`).toBeLessThan(500);
  const refusal: unknown = JSON.parse(text);
  if (!isObject(refusal)) throw new Error(`${about}: ${text.slice(0, 200)}`);
  const { code, params } = refusal;
  const known = refusalCodes.find((one) => one === code);
  if (known === undefined) throw new Error(`${about}: ${String(code)} is no code`);
  const given = { code: known, params: params as Record<string, string> };
  for (const sentence of [refusalSentenceDe(given), refusalSentenceEn(given)]) expect(sentence.length, about).toBeGreaterThan(30);
}
