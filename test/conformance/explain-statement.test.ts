import { expect, test } from 'vitest';
import { present } from '#core/kernel/assert.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { type Movement, movementOf } from '#core/settlement/movement.ts';
import { explainStatement } from '#usecases/explain-statement.ts';
import { readWholeStatement } from '#usecases/read-statement.ts';
import { readStory, type Story, storyNames } from '../scenarios/story.ts';
import { type PlayedStory, storyStage } from '../scenarios/story-on-store.ts';

const storyOf = (name: string) => readStory(name) as unknown as Story;

/** One statement of a story, counted from 1, as its page shows it. */
async function told({ ports, asker, statementIds }: PlayedStory, number: number) {
  const id = present(statementIds[number - 1], 'statement');
  const explained = valueOrThrow(await explainStatement(ports, asker, id));
  const whole = valueOrThrow(await readWholeStatement(ports, asker, id));
  return { ...explained, ...whole, lines: await ports.statements.lines(asker, id) };
}

/** What became of a line, what it is about, what it makes payable, and because of which events; null where nobody asks for a cause. */
type Moved = readonly [Movement, string, bigint, readonly string[] | null];

interface Case {
  readonly title: string;
  readonly story: string;
  readonly number: number;
  readonly moved: readonly Moved[];
}

const cases: readonly Case[] = [
  {
    title: 'new lines need no cause, and nothing is before the first statement',
    story: 'carried-rest-goes-first',
    number: 1,
    moved: [
      ['new', 'lead:anna', 10_000n, null],
      ['new', 'lead:ben', 5_000n, null],
    ],
  },
  {
    title: 'what a cap carried on is new in the month it goes to',
    story: 'carried-rest-goes-first',
    number: 3,
    moved: [['new', 'lead:dora', 10_000n, null]],
  },
  {
    title: 'an amount is corrected because of the event that corrects it, not because of one that came after the lock',
    story: 'amount-corrected-before-and-after-the-lock',
    number: 2,
    moved: [
      ['corrected', 'order:a', -1_000n, ['a2']],
      ['new', 'order:b', 500n, null],
    ],
  },
  {
    title: 'money is clawed back because of a refund that was learned late',
    story: 'refund-learned-after-the-lock',
    number: 2,
    moved: [['clawed_back', 'order:a', -5_000n, ['all']]],
  },
  {
    title: 'a claw-back changes because of what corrects the refund, not because of the refund',
    story: 'corrected-refund-keeps-its-line',
    number: 2,
    moved: [['clawed_back', 'order:a', 1_000n, ['second']]],
  },
  {
    title: 'a hold-back is released because its condition is met',
    story: 'hold-back-released-by-its-condition',
    number: 2,
    moved: [['released', 'deal:shop', 10_000n, ['holdback.condition_met']]],
  },
  {
    title: 'a forfeiture is taken back because of the condition that was recorded late',
    story: 'condition-met-in-time-but-recorded-late',
    number: 3,
    moved: [
      ['taken_back', 'deal:shop', 0n, ['holdback.condition_met']],
      ['released', 'deal:shop', 10_000n, ['holdback.condition_met']],
    ],
  },
  {
    title: 'a rejection after the statement takes a line back, and what moves up into its place follows from it',
    story: 'capped-line-is-rejected',
    number: 2,
    moved: [
      ['taken_back', 'lead:ben', -10_000n, ['claim.rejected']],
      ['corrected', 'lead:cleo', 5_000n, []],
      ['corrected', 'lead:dora', 5_000n, []],
    ],
  },
  {
    title: 'a line is contested because of the objection to its rejection',
    story: 'contested-rejection',
    number: 2,
    moved: [
      ['contested', 'lead:anna', 0n, ['claim.contested']],
      ['corrected', 'lead:ben', -4_000n, []],
    ],
  },
  {
    title: 'a contested line counts because of the decision alone',
    story: 'contested-rejection',
    number: 3,
    moved: [['counted', 'lead:anna', 10_000n, ['claim.decided']]],
  },
];

test.each(cases)('$title', async ({ story, number, moved }) => {
  const play = await storyStage();
  const played = await play(storyOf(story));
  const { lines, causes, previous } = await told(played, number);
  expect(previous?.number ?? 0).toBe(number - 1);
  const causeOf = (n: number) => causes.find((cause) => cause.n === n)?.facts.map(({ id }) => played.nameOf(id)) ?? null;
  expect(lines.map((line, n): Moved => [movementOf(line), line.subject, line.payableMinor, causeOf(n)])).toEqual(moved);
});

test('what is open says how it stands today and when it comes due', async () => {
  const play = await storyStage();
  const held = await told(await play(storyOf('hold-back-released-by-its-condition')), 1);
  expect(held.open).toMatchObject([
    {
      component: 'won',
      subject: 'deal:shop',
      underReviewMinor: 0n,
      heldMinor: 10_000n,
      state: 'counted',
      releaseAt: '2026-04-20T11:00:00.000Z',
    },
  ]);
  const contested = await play({ ...storyOf('contested-rejection'), facts: (storyOf('contested-rejection').facts ?? []).slice(0, 4) });
  expect((await told(contested, 2)).open).toMatchObject([
    { subject: 'lead:anna', underReviewMinor: 10_000n, heldMinor: 0n, state: 'disputed', reviewUntil: null, releaseAt: null },
  ]);
});

/** Every second of the stories in which a statement says something about an earlier one. */
const moving = storyNames()
  .filter((name) =>
    (storyOf(name).statements ?? []).some(({ lines }) =>
      lines.some(({ change = 'new', occurrence = '1' }) => change !== 'new' || !/^\d+$/.test(occurrence)),
    ),
  )
  .filter((_, index) => index % 2 === 0);

test('whatever the story, what moved adds up to the total, what is open to what is outstanding, and causes lie between the two cuts', {
  timeout: 480_000,
}, async () => {
  expect(moving.length).toBeGreaterThan(25);
  const play = await storyStage();
  for (const name of moving) {
    const played = await play(storyOf(name));
    for (const number of played.statementIds.keys()) {
      const { statement, previous, lines, causes, open, openCount, outstanding } = await told(played, number + 1);
      const where = `${name}, statement ${number + 1}`;
      const sums = new Map<Movement, bigint>();
      for (const line of lines) sums.set(movementOf(line), (sums.get(movementOf(line)) ?? 0n) + line.payableMinor);
      expect(sum([...sums.values()]), where).toBe(statement.totals.totalMinor);
      expect(openCount, where).toBe(open.length);
      expect(sum(open.map((one) => one.underReviewMinor)), where).toBe(outstanding.underReviewMinor);
      expect(sum(open.map((one) => one.heldMinor)), where).toBe(outstanding.heldMinor);
      const asked = lines.flatMap((line, n) => (movementOf(line) === 'new' || line.subject.startsWith('window:') ? [] : [n]));
      expect(
        causes.map(({ n }) => n),
        where,
      ).toEqual(previous === null ? [] : asked);
      for (const { facts } of causes) for (const { recordedAt } of facts) expect(recordedAt <= statement.cut, where).toBe(true);
    }
  }
});

function sum(all: readonly bigint[]): bigint {
  return all.reduce((total, one) => total + one, 0n);
}
