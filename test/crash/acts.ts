import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { isObject } from '#core/kernel/canonical-json.ts';
import { type Client as ApiClient, createClient } from '#protocol/client.ts';
import { importFiles } from '#protocol/endpoints-imports.ts';
import { listStatements, settleAgreement } from '#protocol/endpoints-statements.ts';
import { mapping, type Table } from './month-of-deals.ts';
import { RunningProduct } from './running-product.ts';
import type { Door } from './senders.ts';

/** Something the product is told to do, which a crash may interrupt. */
export interface Act {
  /** False if the product gave no answer, or none that says it is done. */
  run(): Promise<boolean>;
  /** The same once more after the crash: it has to end as if nothing had happened. */
  again(): Promise<void>;
}

export interface Stage {
  readonly product: RunningProduct;
  readonly door: () => Door;
  /** Slug of the workspace that commands are for. */
  readonly workspace: string;
  readonly agreementId: string;
  /** YYYY-MM through which everything is settled. */
  readonly through: string;
}

function client({ door }: Stage): ApiClient {
  const { url, apiKey, workspace } = door();
  return createClient({ baseUrl: url, apiKey, workspace: () => workspace });
}

export function appending(): Act {
  // The senders append all the time; here they are only given some.
  return { run: () => delay(500, true), again: async () => {} };
}

export function importing(stage: Stage, table: Table): Act {
  const form = () => {
    const body = new FormData();
    body.set('mapping', mapping);
    body.append('files', new File([table.text], table.name));
    return body;
  };
  const run = async () => {
    const answer = await client(stage)
      .call(importFiles, { query: {}, body: form() })
      .catch(() => undefined);
    return answer?.ok === true ? answer.value : undefined;
  };
  const facts = table.ids.length * 2;
  return {
    run: async () => (await run()) !== undefined,
    async again() {
      const report = await run();
      expect(report).toMatchObject({ read: table.ids.length + table.brokenRows, refusedCount: table.brokenRows });
      expect(report?.byKind).toEqual({ 'lead.captured': facts / 2, 'deal.won': facts / 2 });
      expect((report?.recorded ?? 0) + (report?.repeated ?? 0)).toBe(facts);
    },
  };
}

/** A moment with nothing just before and just after it, to settle at. */
export async function quietMoment(): Promise<string> {
  await delay(3);
  const asOf = new Date().toISOString();
  await delay(3);
  return asOf;
}

/** With `isShownFirst`, what the statement has to say is known before; it also means that its claims were looked at before. */
export async function settling(stage: Stage, asOf: string, isShownFirst: boolean): Promise<Act> {
  const settle = async (dryRun: boolean) => {
    const input = { params: { id: stage.agreementId }, body: { through: stage.through, asOf, dryRun } };
    const answer = await client(stage)
      .call(settleAgreement, input)
      .catch(() => undefined);
    return answer?.ok === true ? answer.value : undefined;
  };
  const shown = isShownFirst ? await settle(true) : undefined;
  let first: Awaited<ReturnType<typeof settle>>;
  return {
    async run() {
      first = await settle(false);
      return first !== undefined;
    },
    async again() {
      const settled = await settle(false);
      expect(settled?.statementId).toEqual(expect.any(String));
      for (const before of [shown, first]) {
        if (before !== undefined) expect({ ...settled, statementId: '' }).toEqual({ ...before, statementId: '' });
      }
      const listed = await client(stage).call(listStatements, { query: { agreement: stage.agreementId } });
      const closed = listed.ok ? listed.value.statements.filter(({ cut }) => cut === asOf) : [];
      expect(closed.map(({ id }) => id)).toEqual([settled?.statementId]);
      expect(await settle(false)).toEqual(settled);
    },
  };
}

export function sealing({ product, workspace }: Stage): Act {
  const seal = async () => {
    const answer = await product.command('seal', '--workspace', workspace);
    return isObject(answer) ? answer : undefined;
  };
  return {
    run: async () => (await seal()) !== undefined,
    async again() {
      const taken = await seal();
      expect(taken?.['root']).toMatch(/^[0-9a-f]{64}$/);
      expect(await seal()).toEqual(taken);
    },
  };
}

/** A backup. What stands under its name after a crash is whole, and what is made afterwards can be restored elsewhere. */
export function exporting({ product, workspace }: Stage): Act {
  const folder = mkdtempSync(join(tmpdir(), 'belegbar-backup-'));
  const to = (name: string) => join(folder, name);
  const make = (name: string) => product.command('export', workspace, '--to', to(name));
  const restored = async (name: string) => {
    const elsewhere = new RunningProduct(mkdtempSync(join(folder, 'restored-')));
    const answer = await elsewhere.command('restore', to(name));
    if (!isObject(answer)) throw new Error(elsewhere.log);
    return answer;
  };
  return {
    run: async () => (await make('interrupted')) !== undefined,
    async again() {
      try {
        if (existsSync(to('interrupted'))) await restored('interrupted');
        await make('after');
        await make('once-more');
        expect(readFileSync(to('after')).equals(readFileSync(to('once-more')))).toBe(true);
        expect(Number((await restored('after'))['facts'])).toBeGreaterThan(0);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}
