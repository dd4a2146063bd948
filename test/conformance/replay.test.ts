import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Definition } from '#core/definitions/definition.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { draftThreads } from '#main/draft-threads.ts';
import { adoptDefinition } from '#usecases/adopt-definition.ts';
import type { Ports } from '#usecases/ports.ts';
import { proposeAgreement } from '#usecases/propose-agreement.ts';
import { adoptAfterReplay, replayDefinition } from '#usecases/replay-definition.ts';
import { signAgreement } from '#usecases/sign-agreement.ts';
import { testStore } from '../database.ts';
import { draft } from './drafts.ts';

const both = { de: 'Guter Lead', en: 'Good lead' };
const rated = (answer: 'yes' | 'no', rating: number) => ({ name: `${rating}`, answer, snapshot: { lead: { rating }, touches: [] } });
const version = (number: number, rule: string, examples = [rated('yes', 5), rated('no', 1)]): Definition => ({
  key: 'good-lead',
  version: number,
  subject: 'lead',
  title: both,
  wording: both,
  rule,
  examples,
});
/** A contract of the stories, paying for good leads. */
const story = JSON.parse(readFileSync('test/scenarios/agreements/agency.json', 'utf8'));
const contractText = JSON.stringify({
  ...story,
  definitions: [{ key: 'good-lead', version: 1 }],
  components: [{ ...story.components[0], result: 'good-lead@1' }],
});
const textOf = (definition: Definition) => JSON.stringify(definition);

async function setting() {
  let now = Date.UTC(2026, 0, 2, 9);
  const clock = { now: () => new Date(now).toISOString() };
  const { store, asker } = await testStore(undefined, { clock });
  const ports: Ports = { ...store, clock, drafts: draftThreads };
  valueOrThrow(await adoptDefinition(ports, asker, { text: textOf(version(1, 'lead.rating >= 3')) }));
  return { ports, asker, wait: (ms: number) => (now += ms), now: () => clock.now() };
}

test('a new version shows who flips and what that would move in every agreement that binds the old one', async () => {
  const { ports, asker, wait, now } = await setting();
  valueOrThrow(await proposeAgreement(ports, asker, { text: contractText }));
  for (const party of ['plant', 'agency']) {
    const [newest] = await ports.documents.agreementVersions(asker, 'agency');
    const request = { agreementId: 'agency', party, person: 'P', hash: newest?.hash ?? '' };
    valueOrThrow(await signAgreement(ports, asker, request));
  }
  for (const [name, rating] of [
    ['anna', 5],
    ['bert', 3],
    ['cora', 2],
    ['dora', undefined],
  ] as const) {
    wait(3_600_000);
    const at = { occurredAt: now() };
    await ports.log.append(asker, [draft('lead.captured', `lead:${name}`, undefined, { source: 'agency' }, at)]);
    if (rating !== undefined)
      await ports.log.append(asker, [draft('lead.rated', `lead:${name}`, undefined, { quality: rating, by: 's' }, at)]);
  }
  const text = textOf(version(2, 'lead.rating >= 4'));
  const replay = valueOrThrow(await replayDefinition(ports, asker, { text }));
  expect(replay).toMatchObject({
    before: 'good-lead@1',
    subjects: 4,
    answers: { before: { yes: 2, no: 1, open: 1, failed: 0 }, after: { yes: 1, no: 2, open: 1, failed: 0 } },
    moves: [{ from: 'yes', to: 'no', subjects: 1 }],
    flips: [{ subject: 'lead:bert', before: { answer: 'yes' }, after: { answer: 'no' }, fact: { kind: 'lead.rated' } }],
    agreements: [{ agreementId: 'agency', currency: 'EUR', beforeMinor: 20_000n, afterMinor: 10_000n }],
  });
  // Replaying changed nothing; adopting says the same and records the version.
  expect((await ports.documents.definitions(asker)).length).toBe(1);
  const adopted = valueOrThrow(await adoptAfterReplay(ports, asker, { text }));
  expect(adopted.replay).toEqual(replay);
  expect((await ports.documents.definitions(asker)).length).toBe(2);
});

test('a rule that takes too long is ended and refused, and everybody else is served meanwhile', { timeout: 60_000 }, async () => {
  const { ports, asker, now } = await setting();
  const leads = Array.from({ length: 40 }, (_, index) =>
    draft('lead.captured', `lead:busy${index}`, undefined, { source: 'web', person: 'person:p' }, { occurredAt: now() }),
  );
  await ports.log.append(asker, leads);
  const started = Date.parse(now());
  const touches = Array.from({ length: 300 }, (_, index) => {
    const occurredAt = new Date(started + index * 1_000).toISOString();
    return draft('touch.recorded', 'person:p', undefined, { touch: `t${index}`, source: 'web' }, { occurredAt });
  });
  await ports.log.append(asker, touches);
  // Each touch is compared with each, and once more with every touch that is known later.
  const text = textOf(version(2, 'lead.rating > 4 || touches.exists(a, touches.exists(b, a.touch == b.source))'));
  let ticks = 0;
  const ticking = setInterval(() => (ticks += 1), 10);
  const startedAt = performance.now();
  const answer = await replayDefinition(ports, asker, { text, deadlineMs: 300 });
  const tookMs = performance.now() - startedAt;
  clearInterval(ticking);
  expect(answer).toMatchObject({ ok: false, refusal: { code: 'definition.too_slow', params: { seconds: 0.3 } } });
  expect(tookMs).toBeLessThan(10_000);
  expect(ticks).toBeGreaterThan(5);
  expect((await ports.log.head(asker)).size).toBeGreaterThan(300);
});

test('a draft whose rule does not hold is refused; one whose example differs is tried, and only not adopted', async () => {
  const { ports, asker } = await setting();
  expect(await replayDefinition(ports, asker, { text: textOf(version(2, 'lead.rating >')) })).toMatchObject({
    refusal: { code: 'definition.rule_invalid' },
  });
  const strict = { text: textOf(version(2, 'lead.rating >= 7')) };
  const tried = valueOrThrow(await replayDefinition(ports, asker, strict));
  expect(tried.differing).toMatchObject([{ expected: 'yes', found: 'no' }]);
  expect(await adoptAfterReplay(ports, asker, strict)).toMatchObject({
    refusal: { code: 'definition.example_failed' },
  });
});

test('the first version of a key has nobody who flips', async () => {
  const { ports, asker } = await setting();
  const replay = valueOrThrow(
    await replayDefinition(ports, asker, { text: textOf({ ...version(1, 'lead.rating >= 4'), key: 'other-lead' }) }),
  );
  expect(replay).toMatchObject({ before: null, moves: [], flips: [], agreements: [] });
});
