import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { partnerAgreement } from './testing/partner-agreement.ts';
import { type TestApi, testApi } from './testing/test-api.ts';

const year = new Date().getUTCFullYear();
const month = `${year}-${String(new Date().getUTCMonth() + 1).padStart(2, '0')}`;
const python = process.env['PYTHON'] ?? 'python3';
const hasPython = spawnSync(python, ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).status === 0;

/** The partner answers for the tracking: what it brings while that is lost is free of charge. */
async function trackedContract(api: TestApi, key: string): Promise<void> {
  const text = 'text: { de: Jeder Lead trägt seine Herkunft., en: Every lead carries its origin. }';
  const raw = partnerAgreement('a', year).replace(text, `${text}, consequence: { kind: no_charge, source: 'source:ga4' }`);
  const { body } = await api.call('POST', '/api/agreements', { key, raw });
  for (const party of ['shop', 'partner']) {
    const signed = await api.call('POST', '/api/agreements/a/signatures', { key, body: { hash: body.hash, party } });
    expect(signed.status).toBe(200);
  }
}

const factOf = (kind: string, subject: string, occurredAt: string, data: object) => ({
  kind,
  subject,
  occurredAt,
  source: 'crm',
  externalId: `${kind} ${subject}`,
  data,
});

function verdictOfPython(bundle: string): { readonly ok: boolean } {
  const folder = mkdtempSync(join(tmpdir(), 'belegbar-outage-'));
  try {
    const file = join(folder, 'proof.json');
    writeFileSync(file, bundle);
    return JSON.parse(spawnSync(python, ['verify.py', '--json', file], { encoding: 'utf8' }).stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

it('pays again what an outage took away as soon as the outage is retracted, and the proof file says so too', async () => {
  const api = await testApi();
  const key = await api.key();
  await trackedContract(api, key);
  const record = async (...facts: object[]) => (await api.call('POST', '/api/facts', { key, body: { facts } })).body.answers;
  const settle = async (dryRun: boolean) =>
    (await api.call('POST', '/api/agreements/a/statements', { key, body: { through: month, dryRun } })).body;
  const at = new Date().toISOString();
  await record(factOf('lead.captured', 'lead:x', at, { source: 'partner' }), factOf('deal.won', 'deal:x', at, { leads: ['lead:x'] }));
  expect(await settle(true)).toMatchObject({ totalMinor: '15000' });
  const before = new Date(Date.parse(at) - 1000).toISOString();
  const [lost] = await record(factOf('tracking.lost', 'source:ga4', before, { cause: 'wrong file' }));
  expect(lost).toMatchObject({ status: 'recorded' });
  expect(await settle(true)).toMatchObject({ totalMinor: '0' });
  const id = String(lost?.id);
  const [retracted] = await record(factOf('fact.retracted', `fact:${id}`, at, { fact: id, reason: 'mistake', by: 'system' }));
  expect(retracted).toMatchObject({ status: 'recorded' });
  const settled = await settle(false);
  expect(settled).toMatchObject({ totalMinor: '15000' });
  const bundle = (await api.call('GET', `/api/statements/${settled.statementId}/bundle`, { key })).body;
  const facts: unknown = Reflect.get(bundle, 'facts');
  expect(facts).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'fact.retracted' })]));
  const text = JSON.stringify(bundle);
  expect((await api.call('POST', '/api/verify', { key, raw: text })).body).toMatchObject({ ok: true, mismatch: null });
  if (hasPython) expect(verdictOfPython(text)).toMatchObject({ ok: true });
});
