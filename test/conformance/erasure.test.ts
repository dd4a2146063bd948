import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type ClientConfig } from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { present } from '#core/kernel/assert.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { verifyBundle } from '#core/proof/verify.ts';
import { demoCompany } from '#main/demo/company.ts';
import { demoMaterial } from '#main/demo-material.ts';
import { openOn, type Product } from '#main/wiring.ts';
import { erasePerson } from '#usecases/erase-person.ts';
import { exportPerson } from '#usecases/export-person.ts';
import { findPeople } from '#usecases/find-people.ts';
import { furnishDemo } from '#usecases/furnish-demo.ts';
import { importFiles } from '#usecases/import-files.ts';
import { makeBundle } from '#usecases/make-bundle.ts';
import type { Asker } from '#usecases/ports.ts';
import { readAgreement } from '#usecases/read-agreement.ts';
import { rebuildProjections } from '#usecases/rebuild-projections.ts';
import { embeddedServer } from '../database.ts';

const AGREEMENT = 'nordlicht';
const WORKSPACE = '11111111-2222-4333-8444-555555555555';
const TODAY = '2026-06-15';

interface Furnished {
  readonly product: Product;
  readonly connection: ClientConfig;
  readonly asker: Asker;
  readonly ports: Product['ports'] & { readonly people: Product['personal']; readonly access: Product['access'] };
}

/** The company of the demo with its contract, decisions, statements and seals. */
async function furnished(): Promise<Furnished> {
  const connection = await embeddedServer.database();
  const product = await openOn(connection, () => 'http://belegbar.test');
  onTestFinished(() => product.close());
  const workspace = {
    id: WORKSPACE,
    slug: 'kessler',
    name: 'Kessler',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    purpose: 'demo',
  } as const;
  await product.ports.workspaces.create(workspace);
  const asker = { workspace: WORKSPACE, actor: 'system' };
  const { ports, access, importing } = product;
  // Without the people whose roles a visitor takes, so that a name found is a name kept of the contract.
  await furnishDemo({ ...ports, access, importing }, asker, { ...demoMaterial(TODAY), people: [] }, { slug: workspace.slug });
  return { product, connection, asker, ports: { ...product.ports, people: product.personal, access: product.access } };
}

/** Everything that must outlive an erasure, byte for byte. */
async function provable({ ports, asker }: Furnished) {
  const statements = await ports.statements.list(asker);
  const bundles: string[] = [];
  for (const { id } of statements) bundles.push(valueOrThrow(await makeBundle(ports, asker, { statementId: id })));
  const lines = await ports.statements.stated(asker, statements[0]?.agreementId ?? AGREEMENT);
  return { statements, lines, bundles, seals: await ports.seals.list(asker) };
}

function verifyWithPython(bundle: string): number | null {
  const folder = mkdtempSync(join(tmpdir(), 'belegbar-erased-'));
  try {
    writeFileSync(join(folder, 'bundle.json'), bundle);
    return spawnSync('python3', ['verify.py', join(folder, 'bundle.json')]).status;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every text of every column of every domain table, and of every index that stores one. */
async function everythingKept(connection: ClientConfig): Promise<string> {
  const client = new Client(connection);
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'auth', 'directory', 'job')`,
    );
    await client.query('set row_security = off');
    let all = '';
    for (const { name } of tables) {
      const { rows } = await client.query<{ text: string }>(`select t::text as text from ${name} as t`);
      all += `${name}\n${rows.map(({ text }) => text).join('\n')}\n`;
    }
    return all;
  } finally {
    await client.end();
  }
}

/** Somebody whose enquiry became a claim: one of the planted stories. */
const { enquiries } = demoCompany(TODAY);
const place = enquiries.findIndex(({ story }) => story?.treatment === 'silence');
const CONTACT = `firma-${String(place + 1).padStart(4, '0')}.example`;
const NAME = present(enquiries[place], 'the enquiry').person;

async function contact({ ports, asker }: Furnished): Promise<string> {
  const found = valueOrThrow(await findPeople(ports, asker, CONTACT));
  expect(found).toEqual([{ id: expect.stringMatching(/^person:/), name: NAME, email: expect.stringContaining(CONTACT), phone: null }]);
  return present(found[0], 'the contact').id;
}

describe('erasing a person', { timeout: 180_000 }, () => {
  test('leaves every seal, proof file, statement and projection as it was, and no trace of the person', async () => {
    const company = await furnished();
    const { ports, asker, connection } = company;
    const person = await contact(company);
    const before = await provable(company);
    expect(before.bundles.length).toBeGreaterThan(2);
    for (const text of [NAME, CONTACT]) for (const bundle of before.bundles) expect(bundle).not.toContain(text);

    const preview = valueOrThrow(await erasePerson(ports, asker, { person, reason: 'request', dryRun: true }));
    expect(preview).toMatchObject({ leads: 1, done: false, wasErased: false, account: 'none' });
    expect(preview.values).toEqual(
      expect.arrayContaining([
        { field: 'email', count: 1 },
        { field: 'name', count: 1 },
      ]),
    );
    expect(await everythingKept(connection)).toContain(CONTACT);

    const erased = valueOrThrow(await erasePerson(ports, asker, { person, reason: 'request' }));
    expect(erased).toMatchObject({ ...preview, done: true });
    const kept = await everythingKept(connection);
    expect(kept).not.toContain(CONTACT);

    expect(await provable(company)).toEqual(before);
    for (const bundle of before.bundles) expect(verifyBundle(bundle).mismatch).toBeUndefined();
    expect(verifyWithPython(present(before.bundles.at(-1), 'bundle'))).toBe(0);
    await ports.seals.take(asker);
    const tables = await rebuildProjections(ports, asker, 'verify');
    expect(tables.filter(({ differences }) => differences > 0)).toEqual([]);
    expect(valueOrThrow(await findPeople(ports, asker, CONTACT))).toEqual([]);
  });

  test('is not undone by importing the same table again: rows about them are refused by name, the others are known', async () => {
    const company = await furnished();
    const { ports, asker, product, connection } = company;
    const person = await contact(company);
    valueOrThrow(await erasePerson(ports, asker, { person, reason: 'request' }));
    const size = (await ports.log.head(asker)).size;
    const { mapping, files } = present(demoMaterial(TODAY).imports[0], 'import');
    // The daily import of the same table, which states no time of recording.
    const daily = { mapping: mapping.replace('recordedAt: occurredAt\n', ''), files };
    const again = valueOrThrow(await importFiles({ ...ports, ...product.importing }, asker, daily));
    expect(again.recorded).toBe(0);
    expect(again.refused).toEqual([expect.objectContaining({ code: 'person.erased', line: place + 2, params: { subject: person } })]);
    expect((await ports.log.head(asker)).size).toBe(size);
    const kept = await everythingKept(connection);
    expect(kept).not.toContain(CONTACT);
  });

  test('takes an employee out of what they signed, and the signature stays valid', async () => {
    const company = await furnished();
    const { ports, asker, connection } = company;
    const before = await provable(company);
    // The contract itself names who settles objections; what was signed is never changed.
    for (const bundle of before.bundles)
      expect(JSON.stringify(JSON.parse(bundle).facts)).not.toMatch(/Ruth Kessler|Ole Harms|Gesprächsnotiz/);
    const [ruth] = valueOrThrow(await findPeople(ports, asker, 'ruth kessler'));
    const { id } = present(ruth, 'Ruth');
    expect(id).toMatch(/^staff:[0-9a-f]{64}$/);
    expect(valueOrThrow(await erasePerson(ports, asker, { person: id, reason: 'left_company' }))).toMatchObject({
      factsKept: 1,
      valueCount: 1,
      done: true,
    });
    expect(await everythingKept(connection)).not.toMatch(/"person": "Ruth Kessler"|,"?Ruth Kessler"?,/);
    expect(await provable(company)).toEqual(before);
    const agreementId = present(before.statements[0], 'statement').agreementId;
    const read = valueOrThrow(await readAgreement(ports, asker, agreementId));
    expect(read.newest.signatures.map((signature) => signature.person).sort()).toEqual(['', 'Ole Harms']);
    expect(read.state).toBe('in_force');
  });

  test('ends the account of a member, but never that of the last owner', async () => {
    const company = await furnished();
    const { ports, asker, connection } = company;
    const { people } = ports.access;
    const olga = await people.findOrAdd('olga@kessler.example', 'Olga Inhaber');
    const max = await people.findOrAdd('max@kessler.example', 'Max Müller');
    await people.join(olga.id, { workspace: WORKSPACE, role: 'owner', party: null, agreements: [] });
    await people.join(max.id, { workspace: WORKSPACE, role: 'owner', party: null, agreements: [] });
    const erased = await erasePerson(ports, asker, { person: `member:${max.id}`, reason: 'left_company' });
    expect(valueOrThrow(erased)).toMatchObject({ account: 'account_goes', done: true });
    expect(await everythingKept(connection)).not.toMatch(/Max Müller|max@kessler/);
    expect(await erasePerson(ports, asker, { person: `member:${olga.id}`, reason: 'request' })).toMatchObject({
      refusal: { code: 'person.last_owner' },
    });
  });
});

describe('the export of a person', { timeout: 180_000 }, () => {
  test('contains every fact about them with its values, sources and times, and the claims that rest on them', async () => {
    const company = await furnished();
    const { ports, asker } = company;
    const person = await contact(company);
    const own = valueOrThrow(await exportPerson(ports, asker, person));
    expect(own.values[person]).toEqual({ name: NAME, email: expect.stringContaining(CONTACT) });
    const recorded = own.facts.find(({ kind }) => kind === 'person.recorded');
    expect(recorded).toMatchObject({
      source: 'crm',
      data: { name: NAME, email: expect.stringContaining(CONTACT) },
      occurredAt: expect.any(String),
    });
    expect(own.facts.some(({ kind }) => kind === 'lead.captured')).toBe(true);
    expect(own.claims.length).toBeGreaterThan(0);
    expect(own.summary.de[0]).toMatch(/Ereignisse vom \d{4}-\d\d-\d\d .* crm/);
    expect(JSON.stringify(own)).not.toContain('firma-0001.example');
    expect(await exportPerson(ports, asker, 'person:nobody')).toMatchObject({ refusal: { code: 'person.unknown' } });
  });
});
