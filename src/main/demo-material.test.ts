import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { present } from '#core/kernel/assert.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { createWorkspace } from '#usecases/create-workspace.ts';
import { type FoundStory, findStories } from '#usecases/demo-stories.ts';
import { demoAddress, furnishDemo } from '#usecases/furnish-demo.ts';
import { listClaims, readClaim } from '#usecases/list-claims.ts';
import { listQuarantine } from '#usecases/list-quarantine.ts';
import type { Asker } from '#usecases/ports.ts';
import { embeddedServer } from '../../test/database.ts';
import { demoCompany } from './demo/company.ts';
import { demoMaterial } from './demo-material.ts';
import { openOn, type Product } from './wiring.ts';

const TODAY = '2026-10-20';
const AGREEMENT = 'nordlicht';

async function furnished(): Promise<{ readonly product: Product; readonly asker: Asker }> {
  const product = await openOn(await embeddedServer.database(), () => 'http://belegbar.test');
  onTestFinished(() => product.close());
  const { ports, access, importing, demo } = product;
  const owner = { email: demoAddress('demo', 'leitung'), name: 'Ruth Kessler' };
  const made = { slug: 'demo', name: 'Kessler', currency: 'EUR', timeZone: 'Europe/Berlin', purpose: 'demo', owner } as const;
  const { workspace } = valueOrThrow(await createWorkspace(ports, access, made));
  const asker = { workspace: workspace.id, actor: 'system' };
  await furnishDemo({ ...ports, access, importing }, asker, demo.material(TODAY), { slug: 'demo' });
  return { product, asker };
}

async function lineOf({ ports }: Product, asker: Asker, { place }: FoundStory) {
  if (place.page !== 'line') throw new Error('the story is told by a line');
  return present((await ports.statements.lines(asker, place.statement))[place.n], 'the line of the story');
}

it('the demo comes in as people bring things in, and each of its six stories is found where its link leads', {
  timeout: 120_000,
}, async () => {
  const { product, asker } = await furnished();
  const { ports } = product;
  const runs = await ports.imports.list(asker);
  expect(runs.map(({ mappingName, state, refused }) => ({ mappingName, state, refused }))).toEqual(
    ['werbekosten', 'zahlungen', 'abschluesse', 'kontakte', 'anfragen'].map((name) => ({
      mappingName: `kessler-${name}`,
      state: 'done',
      refused: 0,
    })),
  );
  expect((await ports.statements.list(asker, AGREEMENT)).map(({ through }) => through).sort()).toEqual(
    demoMaterial(TODAY).closings.map(({ through }) => through),
  );

  const stories = await findStories(ports, asker, demoMaterial(TODAY).stories);
  expect(stories.map(({ id, place }) => `${id}: ${place.page}`)).toEqual([
    'three-definitions: compare',
    'silence: claim',
    'won-after-all: line',
    'refund: line',
    'cap: line',
    'dispute: claim',
  ]);
  const told = (id: string) =>
    present(
      stories.find((story) => story.id === id),
      id,
    );

  const { definitions } = await listQuarantine(ports, asker);
  const yes = Object.fromEntries(definitions.map(({ definition, counts }) => [definition, counts.yes]));
  expect(yes).toMatchObject({ 'qualified-lead-bant@1': 148, 'qualified-lead-three-a@1': 71, 'qualified-lead-kessler-target@1': 39 });

  const wonAfterAll = await lineOf(product, asker, told('won-after-all'));
  expect(wonAfterAll).toMatchObject({ component: 'qualified-lead', occurrence: '1', period: 9, change: 'new' });
  expect(wonAfterAll.payableMinor).toBeGreaterThan(0n);

  const refund = await lineOf(product, asker, told('refund'));
  // 3 % of 17,552.00 were paid; 7,020.00 of it came back.
  expect(refund).toMatchObject({ component: 'revenue-share', amountMinor: -21_060n, payableMinor: -21_060n });
  expect(refund.arithmetic).toEqual([expect.objectContaining({ step: 'refund', refundedMinor: '702000', ofMinor: '52656' })]);
  expect(refund.occurrence).toMatch(/^refund:/);

  const capped = await lineOf(product, asker, told('cap'));
  expect(capped).toMatchObject({ component: 'qualified-lead', amountMinor: 0n, period: 3 });
  expect(capped.arithmetic.at(-1)).toMatchObject({ step: 'capped_count', limit: 5 });

  const claimOf = async (id: string) => {
    const { place } = told(id);
    if (place.page !== 'claim') throw new Error('the story is told by a claim');
    const { agreement: agreementId, component, subject } = place;
    return valueOrThrow(await readClaim(ports, asker, { agreementId, component, subject }));
  };
  const silent = await claimOf('silence');
  expect(silent.state).toBe('counted');
  expect(silent.decisions).toEqual([]);
  const disputed = await claimOf('dispute');
  expect(disputed.state).toBe('counted');
  const decided = disputed.decisions.toSorted((a, b) => (a.fact.occurredAt < b.fact.occurredAt ? -1 : 1));
  expect(decided.map(({ kind }) => kind)).toEqual(['rejected', 'contested', 'counted_by_decision']);

  const { counts } = valueOrThrow(await listClaims(ports, asker, { agreementId: AGREEMENT }));
  expect(counts.rejected).toBe(2);
  expect(counts.outside_terms).toBeGreaterThanOrEqual(2);
});

it('the tables and the contract of examples/kessler are those of the demo on 1 November 2026', () => {
  const folder = join(import.meta.dirname, '..', '..', 'examples', 'kessler');
  const inFolder = (name: string) => readFileSync(join(folder, name), 'utf8');
  for (const { name, text } of demoCompany('2026-11-01').tables) expect(inFolder(name), name).toBe(text);
  expect(demoMaterial('2026-11-01').agreement.text).toBe(inFolder('nordlicht.agreement.yaml'));
});
