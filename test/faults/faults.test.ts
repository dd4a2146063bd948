import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Pool } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startJobs } from '#jobs/start-jobs.ts';
import { openOn } from '#main/wiring.ts';
import { connectionTo, RunningProduct } from '../crash/running-product.ts';
import { WorkspaceAtRisk } from '../crash/workspace-at-risk.ts';
import { embeddedServer, newWorkspace } from '../database.ts';
import { campaign, plan } from './campaign.ts';
import { faults } from './faults.ts';

const seed = Number(process.env['BELEGBAR_CRASH_SEED'] ?? Date.now() % 1_000_000);

describe(`the product on bad days (BELEGBAR_CRASH_SEED=${seed})`, { timeout: 300_000 }, () => {
  it('loses nothing acknowledged, whichever fault strikes', async () => {
    const outcomes = await campaign({ rounds: 4, seed, onRound: () => {} });
    for (const { fault, skipped } of outcomes) if (skipped !== undefined) console.log(`${fault.name} skipped: ${skipped}`);
    expect(
      outcomes.flatMap(({ number, fault, phase, loss }) =>
        loss === undefined ? [] : [`round ${number}, ${fault.name} during ${phase}: ${loss}`],
      ),
    ).toEqual([]);
  });

  it('meets every fault in every kind of work, in a whole campaign', () => {
    const met = new Set(plan(225).map(({ fault, phase }) => `${fault.name} ${phase}`));
    expect(met.size).toBe(faults.length * 5);
  });

  it('is not believed when a fact is missing', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'belegbar-faults-'));
    const product = new RunningProduct(dataDir);
    onTestFinished(async () => {
      await product.crash('app and database');
      rmSync(dataDir, { recursive: true, force: true });
    });
    await product.start();
    const workspace = await WorkspaceAtRisk.found(product, 'robbed');
    await workspace.expectEverythingInOrder();
    const thief = new Client(connectionTo(dataDir));
    await thief.connect();
    await thief.query('set session_replication_role = replica');
    await thief.query(`delete from fact where seq = (select max(seq) - 1 from fact)`);
    await thief.end();
    await expect(workspace.expectEverythingInOrder()).rejects.toThrow();
  });

  it('does a daily job once, however many servers share the queue', async () => {
    const product = await openOn(await embeddedServer.database(), () => 'http://belegbar.test');
    onTestFinished(() => product.close());
    await newWorkspace(product.ports);
    const owner = new Pool({ ...product.connection, max: 3 });
    // Its connections may outlive the test's database.
    owner.on('error', () => {});
    onTestFinished(() => owner.end());
    let taken = 0;
    const seals: typeof product.ports.seals = {
      ...product.ports.seals,
      take(asker) {
        taken += 1;
        return product.ports.seals.take(asker);
      },
    };
    const ports = { ...product.ports, seals, people: product.personal, access: product.access };
    const database = { executeSql: (text: string, values?: unknown[]) => owner.query(text, values) };
    const complaints: string[] = [];
    const start = () => startJobs(ports, database, (line) => complaints.push(line));
    // The queue is made by a first server, which finds it empty.
    await (await start()).stop();
    await owner.query(`insert into job.job (name) values ('daily-seal')`);
    const servers = await Promise.all([start(), start(), start()]);
    for (let waitedMs = 0; taken === 0 && waitedMs < 20_000; waitedMs += 50) await new Promise((resolve) => setTimeout(resolve, 50));
    await Promise.all(servers.map((server) => server.stop()));
    expect({ taken, complaints }).toEqual({ taken: 1, complaints: [] });
    expect((await owner.query(`select state, retry_count from job.job where name = 'daily-seal'`)).rows).toEqual([
      { state: 'completed', retry_count: 0 },
    ]);
  });
});
