import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { valueOrThrow } from '#core/kernel/result.ts';
import { startOtherProcess } from './other-process.fixture.ts';
import { claimServer } from './server-claim.ts';

const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'belegbar-claim-'));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

test('a second server on a data folder is refused and told the first one’s process and folder', async () => {
  const folder = newFolder();
  const first = valueOrThrow(await claimServer(folder));
  expect(await claimServer(folder)).toEqual({ ok: false, refusal: { code: 'data_folder.in_use', params: { folder, pid: process.pid } } });
  first.release();
  valueOrThrow(await claimServer(folder)).release();
});

test('the folder of a killed server is free at once, whoever has its process number now', async () => {
  const folder = newFolder();
  const server = await startOtherProcess(folder, 'server');
  expect(await claimServer(folder)).toMatchObject({ ok: false, refusal: { params: { pid: server.pid } } });
  await server.kill();
  valueOrThrow(await claimServer(folder)).release();
  const cleanup = await startOtherProcess(folder, 'command');
  await cleanup.leave();
}, 20_000);
