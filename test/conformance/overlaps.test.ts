import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { valueOrThrow } from '#core/kernel/result.ts';
import { draftThreads } from '#main/draft-threads.ts';
import { adoptDefinition } from '#usecases/adopt-definition.ts';
import { beforeClosing, listOverlaps } from '#usecases/list-overlaps.ts';
import type { Ports } from '#usecases/ports.ts';
import { proposeAgreement } from '#usecases/propose-agreement.ts';
import { signAgreement } from '#usecases/sign-agreement.ts';
import { testStore } from '../database.ts';
import { draft } from './drafts.ts';

const story = JSON.parse(readFileSync('test/scenarios/agreements/agency.json', 'utf8'));
const told = JSON.parse(readFileSync('test/scenarios/definitions/new-lead.json', 'utf8'));
const blank = { name: 'no source', answer: 'no', snapshot: { lead: { source: '' } } };
const newLead = JSON.stringify({ ...told, examples: [...told.examples, blank] });
const price = { model: 'per_unit', amount: '500.00' };
const lead = { ...story, definitions: [{ key: 'new-lead', version: 1 }] };
const deal = {
  ...story,
  id: 'per-deal',
  definitions: [{ key: 'deal-won', version: 1 }],
  components: [{ ...story.components[0], key: 'won', result: 'deal-won@1', price, measurement: { after: 'lead_captured', days: 60 } }],
};

/** Two agreements of one workspace, both signed by everybody, a day ago. */
async function twoAgreements() {
  let now = Date.UTC(2026, 0, 2, 9);
  const clock = { now: () => new Date(now).toISOString() };
  const { store, asker } = await testStore(undefined, { clock });
  const ports: Ports = { ...store, clock, drafts: draftThreads };
  valueOrThrow(await adoptDefinition(ports, asker, { text: newLead }));
  for (const document of [lead, deal]) {
    const { hash } = valueOrThrow(await proposeAgreement(ports, asker, { text: JSON.stringify(document) }));
    for (const party of ['plant', 'agency']) {
      valueOrThrow(await signAgreement(ports, asker, { agreementId: document.id, party, person: 'P', hash }));
    }
  }
  now += 86_400_000;
  return { store, asker, ports, at: () => ({ occurredAt: clock.now() }) };
}

test('a lead that two agreements claim is shown with the money at stake, to a partner only that it is so', async () => {
  const { store, asker, ports, at } = await twoAgreements();
  await store.log.append(asker, [
    draft('lead.captured', 'lead:anna', undefined, { source: 'agency' }, at()),
    draft('lead.captured', 'lead:bert', undefined, { source: 'agency' }, at()),
    draft('deal.won', 'deal:one', undefined, { leads: ['lead:anna'] }, at()),
  ]);
  expect(await listOverlaps(ports, asker)).toMatchObject([
    {
      lead: 'lead:anna',
      sameResult: false,
      claims: [
        { agreementId: 'agency', subject: 'lead:anna', amountMinor: 10_000n, currency: 'EUR' },
        { agreementId: 'per-deal', subject: 'deal:one', amountMinor: 50_000n },
      ],
    },
  ]);
  const payer = valueOrThrow(await beforeClosing(ports, asker, 'agency'));
  expect(payer.definitions).toMatchObject([{ definition: 'new-lead@1', counts: { yes: 2, failed: 0 } }]);
  expect(payer.claimedElsewhere).toMatchObject([{ subject: 'lead:anna', others: [{ agreementId: 'per-deal' }] }]);
  const partner = valueOrThrow(await beforeClosing(ports, { ...asker, agreements: ['agency'] }, 'agency'));
  expect(partner.claimedElsewhere).toMatchObject([{ subject: 'lead:anna', others: null }]);
});

test('a partner counts only what its agreement has claims on, and its look determines no other agreement', async () => {
  const { ports, asker, store, at } = await twoAgreements();
  await store.log.append(asker, [
    draft('lead.captured', 'lead:anna', undefined, { source: 'agency' }, at()),
    draft('deal.won', 'deal:own', undefined, { leads: ['lead:anna'] }, at()),
    draft('lead.captured', 'lead:foreign', undefined, { source: 'someone-else' }, at()),
    draft('deal.won', 'deal:foreign', undefined, { leads: ['lead:foreign'] }, at()),
  ]);
  const partner = { ...asker, agreements: ['per-deal'] };
  const seen = valueOrThrow(await beforeClosing(ports, partner, 'per-deal'));
  expect(seen.definitions).toEqual([{ definition: 'deal-won@1', counts: { yes: 1, no: 0, open: 0, failed: 0 } }]);
  expect(seen.claimedElsewhere).toEqual([]);
  expect(await ports.claims.list(asker, 'agency')).toEqual([]);
  // The payer still sees all of it, and from then on the other agreement's claim is known.
  const payer = valueOrThrow(await beforeClosing(ports, asker, 'per-deal'));
  expect(payer.definitions).toMatchObject([{ definition: 'deal-won@1', counts: { yes: 2 } }]);
  expect(valueOrThrow(await beforeClosing(ports, partner, 'per-deal')).claimedElsewhere).toMatchObject([
    { subject: 'deal:own', lead: 'lead:anna', sameResult: false, others: null },
  ]);
});
