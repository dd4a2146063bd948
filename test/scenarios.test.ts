import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edgesAmong, factsInScope, scopeOf } from '#core/definitions/scope.ts';
import type { Fact } from '#core/facts/fact.ts';
import { subjectTypeOf } from '#core/facts/payload.ts';
import { present } from '#core/kernel/assert.ts';
import { fromIso, type Instant } from '#core/kernel/instant.ts';
import { formatDecimal, parseDecimalMinor } from '#core/kernel/money.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import type { ClaimHistory } from '#core/settlement/claim.ts';
import { claimHistories } from '#core/settlement/claim-history.ts';
import type { Contract } from '#core/settlement/contract.ts';
import { lineAccounts, postingsOf } from '#core/settlement/ledger.ts';
import type { SettledLine, StatementLine } from '#core/settlement/line.ts';
import { settle } from '#core/settlement/settle.ts';
import { resultAt, standingAt } from '#core/settlement/standing.ts';
import { linesInForce, statementLines, statementTotals } from '#core/settlement/statement.ts';
import { lockInstants, termsAt } from '#core/settlement/terms-history.ts';
import {
  contractOfStory,
  factsOf,
  instantIn,
  readStory,
  type Story,
  type StoryLine,
  schemaProblems,
  storyNames,
} from './scenarios/story.ts';

const names = storyNames();

test('there are at least 24 stories', () => {
  expect(names.length).toBeGreaterThanOrEqual(24);
});

test('a story that says something the schema does not know is refused', () => {
  const story = readStory(present(names[0], 'story'));
  expect(schemaProblems(story)).toEqual([]);
  expect(schemaProblems({ ...story, surprise: 1 })).not.toEqual([]);
  expect(schemaProblems({ ...story, statements: [{ through: 'January' }] })).not.toEqual([]);
});

describe.each(names)('%s', (name) => {
  const raw = readStory(name);
  const story = raw as unknown as Story;

  test(`is told as the schema demands: ${story.title?.en}`, () => {
    expect(schemaProblems(raw)).toEqual([]);
  });

  test('the statements say what the story expects', () => {
    const { contract, claims } = settingOf(story);
    expect(statementsOf(story, contract, fromScratch(contract, claims)).map(asTold)).toEqual(expectedOf(story, contract));
  });

  test('each statement is the same if it goes on where the last one left off', () => {
    const { contract, claims } = settingOf(story);
    expect(statementsOf(story, contract, resumed(contract, claims)).map(asTold)).toEqual(expectedOf(story, contract));
  });

  test('the statements together say what one settlement from scratch says, and every posting sums to zero', () => {
    const { contract, claims } = settingOf(story);
    const statements = statementsOf(story, contract, fromScratch(contract, claims));
    const stated = statements.flatMap(({ lines }) => lines);
    const { through, cut } = present(statements.at(-1), 'statement');
    const once = statementLines(fromScratch(contract, claims)(through, cut), []);
    expect(sums(linesInForce(stated).values())).toEqual(sums(once));
    for (const line of stated) expect(postingsOf(line).reduce((sum, posting) => sum + posting.minor, 0n)).toBe(0n);
  });

  test('the order in which the facts arrive changes nothing', () => {
    const { contract, facts } = settingOf(story);
    const expected = expectedOf(story, contract);
    const shuffled = fc.shuffledSubarray([...facts], { minLength: facts.length, maxLength: facts.length });
    fc.assert(
      fc.property(shuffled, (order) => {
        expect(statementsOf(story, contract, fromScratch(contract, claimsOf(contract, order))).map(asTold)).toEqual(expected);
      }),
      { numRuns: 5 },
    );
  });

  if (story.claims === undefined) return;

  test('the claims stand where the story expects them', () => {
    const { contract, claims } = settingOf(story);
    const instant = instantIn(contract.agreement.timeZone);
    const states = story.claims?.map((told) => ({ ...told, state: stateOf(contract, claims, told.subject, fromIso(instant(told.asOf))) }));
    expect(states).toEqual(story.claims);
  });
});

function settingOf(story: Story) {
  const contract = contractOfStory(story);
  const facts = factsOf(story, contract);
  return { contract, facts, claims: claimsOf(contract, facts) };
}

function claimsOf(contract: Contract, facts: readonly Fact[]): readonly ClaimHistory[] {
  const subjects = new Set(facts.map(({ subject }) => subject).filter((subject) => subjectTypeOf(subject) !== 'fact'));
  const edges = edgesAmong(facts);
  return [...subjects].flatMap((subject) =>
    claimHistories(contract, subject, factsInScope(facts, scopeOf(subject, edges))).map(({ history }) => history),
  );
}

type LinesAt = (through: number, cut: Instant) => readonly SettledLine[];

function fromScratch({ versions }: Contract, claims: readonly ClaimHistory[]): LinesAt {
  return (through, cut) => settle(versions, claims, through, cut).lines;
}

function resumed({ versions }: Contract, claims: readonly ClaimHistory[]): LinesAt {
  let earlier: Parameters<typeof settle>[4];
  return (through, cut) => {
    const locked = earlier?.lockedLines ?? [];
    const now = settle(versions, claims, through, cut, earlier);
    const lines = [...locked, ...now.lines];
    earlier = { handOver: now.handOver, lockedLines: lines.filter(({ period }) => period < now.handOver.from) };
    return lines;
  };
}

function statementsOf(story: Story, contract: Contract, linesAt: LinesAt) {
  const { terms } = contract;
  const instant = instantIn(contract.agreement.timeZone);
  let stated: readonly StatementLine[] = [];
  let openingMinor = 0n;
  return story.statements.map((told) => {
    const through = terms.periods.findIndex(({ key }) => key === told.through);
    const cut = fromIso(instant(told.asOf));
    const lines = statementLines(linesAt(through, cut), stated);
    stated = [...stated, ...lines];
    const isLast = through === terms.periods.length - 1 && cut >= present(lockInstants(contract.versions)[through], 'lock');
    const totals = statementTotals(openingMinor, lines, terms.minimumPayoutMinor, isLast);
    openingMinor = totals.closingMinor;
    return { contract, told, through, cut, lines, totals };
  });
}

/** A statement in the words of the stories; what the story does not mention (reasons, postings) is left out. */
function asTold({ contract, told, lines, totals }: ReturnType<typeof statementsOf>[number]) {
  const { currency } = contract.agreement;
  const amount = (minor: bigint) => formatDecimal(minor, currency);
  return {
    lines: lines.map((line, index) => ({
      period: contract.terms.periods[line.period]?.key,
      component: line.component,
      subject: line.subject,
      occurrence: line.occurrence,
      change: line.change,
      amount: amount(line.amountMinor),
      underReview: amount(line.underReviewMinor),
      held: amount(line.heldMinor),
      payable: amount(line.payableMinor),
      ...(told.lines[index]?.because === undefined ? {} : { because: line.arithmetic.map(({ step }) => step) }),
    })),
    opening: amount(totals.openingMinor),
    total: amount(totals.totalMinor),
    payable: amount(totals.payableMinor),
    closing: amount(totals.closingMinor),
    ...(told.postings === undefined ? {} : { postings: postings(lines, amount) }),
  };
}

function postings(lines: readonly StatementLine[], amount: (minor: bigint) => string): Record<string, string> {
  const all = lines.flatMap(postingsOf);
  const sumOf = (account: string) => all.reduce((sum, posting) => sum + (posting.account === account ? posting.minor : 0n), 0n);
  return Object.fromEntries(
    lineAccounts.map((account) => [account, sumOf(account)] as const).flatMap(([a, m]) => (m ? [[a, amount(m)]] : [])),
  );
}

function expectedOf(story: Story, contract: Contract) {
  return story.statements.map(({ lines, total, opening, payable, closing, postings: moved }) => ({
    lines: lines.map((line) => withDefaults(line, contract)),
    opening,
    total,
    payable,
    closing,
    ...(moved === undefined ? {} : { postings: moved }),
  }));
}

function withDefaults(line: StoryLine, { agreement }: Contract) {
  const { currency } = agreement;
  const nothing = formatDecimal(0n, currency);
  const minor = (text: string) => valueOrThrow(parseDecimalMinor(text, currency));
  const { underReview = nothing, held = nothing } = line;
  const rest = formatDecimal(minor(line.amount) - minor(underReview) - minor(held), currency);
  const component = agreement.components[0]?.key;
  return { component, occurrence: '1', change: 'new', payable: rest, ...line, underReview, held };
}

function sums(lines: Iterable<SettledLine>): readonly string[] {
  const texts = [...lines].map(
    (line) =>
      `${line.period} ${line.component} ${line.subject} ${line.occurrence}: ` +
      [line.amountMinor, line.underReviewMinor, line.heldMinor, line.payableMinor].join(' '),
  );
  return texts.sort();
}

/** Where a claim stands, as the claims page says it; money above a cap is a matter of lines, not of claims. */
function stateOf({ versions }: Contract, claims: readonly ClaimHistory[], subject: string, view: Instant): string {
  const history = claims.find((claim) => claim.subject === subject);
  const seen = history && resultAt(history, view);
  if (history === undefined || seen === undefined) return 'none';
  if (!seen.result.inWindow) return 'outside_terms';
  const standing = standingAt(history, seen, view, termsAt(versions, seen.result.resultAt));
  return standing === 'open' ? 'under_review' : standing;
}
