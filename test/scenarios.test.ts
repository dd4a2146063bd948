import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edgesAmong, factsInScope, scopeOf } from '#core/definitions/scope.ts';
import type { Fact } from '#core/facts/fact.ts';
import { subjectTypeOf } from '#core/facts/payload.ts';
import { present } from '#core/kernel/assert.ts';
import { fromIso, type Instant } from '#core/kernel/instant.ts';
import { formatDecimal, parseDecimalMinor } from '#core/kernel/money.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import type { ClaimHistory } from '#core/settlement/claim.ts';
import { claimHistories } from '#core/settlement/claim-history.ts';
import { agreementSubject, type Contract } from '#core/settlement/contract.ts';
import { lineAccounts, postingsOf } from '#core/settlement/ledger.ts';
import type { SettledLine, StatementLine } from '#core/settlement/line.ts';
import { settle } from '#core/settlement/settle.ts';
import { chargedSources, contractFromFacts } from '#core/settlement/signed-versions.ts';
import { resultAt, standingAt } from '#core/settlement/standing.ts';
import { linesInForce, statementLines, statementTotals } from '#core/settlement/statement.ts';
import { lockInstants, termsAt } from '#core/settlement/terms-history.ts';
import {
  documentsOf,
  instantIn,
  knownDefinitions,
  readStory,
  type Story,
  type StoryLine,
  schemaProblems,
  storyNames,
} from './scenarios/story.ts';
import { factsOf } from './scenarios/story-facts.ts';

const names = storyNames();

test('there are at least 170 stories', () => {
  expect(names.length).toBeGreaterThanOrEqual(170);
});

test('a story that says something the schema does not know is refused', () => {
  const story = readStory(present(names[0], 'story'));
  expect(schemaProblems(story)).toEqual([]);
  expect(schemaProblems({ ...story, surprise: 1 })).not.toEqual([]);
  expect(schemaProblems({ ...story, statements: [{ through: 'January' }] })).not.toEqual([]);
});

const stories = names.map((name) => {
  const raw = readStory(name);
  return { name, raw, story: raw as unknown as Story };
});

describe.each(stories)('$name', ({ raw, story }) => {
  test(`is told as the schema demands: ${story.title?.en}`, () => {
    expect(schemaProblems(raw)).toEqual([]);
  });

  if (story.refused !== undefined) {
    test('cannot be agreed, and whoever tries is told why', () => {
      const read = documentsOf(story);
      const said = read.ok ? 'this can be agreed' : JSON.stringify(read.refusal);
      for (const part of story.refused ?? []) expect(said).toContain(part);
    });
    return;
  }

  test('the statements say what the story expects', () => {
    const told = settingOf(story);
    expect(statementsOf(told, fromScratch(told)).map(asTold(told))).toEqual(expectedOf(told));
  });

  test('each statement is the same if it goes on where the last one left off', () => {
    const told = settingOf(story);
    expect(statementsOf(told, resumed(told)).map(asTold(told))).toEqual(expectedOf(told));
  });

  test('the statements together say what one settlement from scratch says, and every posting sums to zero', () => {
    const told = settingOf(story);
    const statements = statementsOf(told, fromScratch(told));
    const stated = statements.flatMap(({ lines }) => lines);
    const { through, cut } = present(statements.at(-1), 'statement');
    const once = statementLines(fromScratch(told)(through, cut), []);
    expect(sums(linesInForce(stated).values())).toEqual(sums(once));
    for (const line of stated) expect(postingsOf(line).reduce((sum, posting) => sum + posting.minor, 0n)).toBe(0n);
  });

  test('the order in which the facts arrive changes nothing', () => {
    const { facts, documents } = settingOf(story);
    const expected = expectedOf(settingOf(story));
    const shuffled = fc.shuffledSubarray([...facts], { minLength: facts.length, maxLength: facts.length });
    fc.assert(
      fc.property(shuffled, (order) => {
        const told = settingWith(story, documents, order);
        expect(statementsOf(told, fromScratch(told)).map(asTold(told))).toEqual(expected);
      }),
      { numRuns: 5 },
    );
  });

  if (story.claims === undefined) return;

  test('the claims stand where the story expects them', () => {
    const told = settingOf(story);
    const instant = instantIn(told.zone);
    const states = story.claims?.map((claim) => ({ ...claim, state: stateOf(told, claim, fromIso(instant(claim.asOf))) }));
    expect(states).toEqual(story.claims);
  });
});

/** A story with its facts, and what each view knows of its contract and claims. */
interface Setting {
  readonly story: Story;
  readonly documents: readonly Agreement[];
  readonly facts: readonly Fact[];
  readonly zone: string;
  readonly on: (view: Instant) => { readonly contract: Contract; readonly claims: readonly ClaimHistory[] };
}

function settingOf(story: Story): Setting {
  const documents = valueOrThrow(documentsOf(story));
  return settingWith(story, documents, factsOf(story, documents));
}

function settingWith(story: Story, documents: readonly Agreement[], facts: readonly Fact[]): Setting {
  const seen = new Map<Instant, ReturnType<Setting['on']>>();
  const on = (view: Instant) => {
    const known = seen.get(view);
    if (known !== undefined) return known;
    const contract = contractOn(documents, facts, view);
    const now = { contract, claims: claimsOf(contract, facts) };
    seen.set(view, now);
    return now;
  };
  return { story, documents, facts, zone: present(documents[0], 'first version').timeZone, on };
}

/** The contract as a view knows it, from the facts about the agreement and about the sources whose tracking it answers for. */
function contractOn(documents: readonly Agreement[], facts: readonly Fact[], view: Instant): Contract {
  const about = new Set([...documents.map(({ id }) => agreementSubject(id)), ...chargedSources(documents)]);
  return valueOrThrow(contractFromFacts(documents, knownDefinitions, factsInScope(facts, about), view));
}

function claimsOf(contract: Contract, facts: readonly Fact[]): readonly ClaimHistory[] {
  const subjects = new Set(facts.map(({ subject }) => subject).filter((subject) => subjectTypeOf(subject) !== 'fact'));
  const edges = edgesAmong(facts);
  return [...subjects].flatMap((subject) =>
    claimHistories(contract, subject, factsInScope(facts, scopeOf(subject, edges))).map(({ history }) => history),
  );
}

type LinesAt = (through: number, cut: Instant) => readonly SettledLine[];

function fromScratch({ on }: Setting): LinesAt {
  return (through, cut) => settle(on(cut).contract.versions, on(cut).claims, through, cut).lines;
}

function resumed({ on }: Setting): LinesAt {
  let earlier: Parameters<typeof settle>[4];
  return (through, cut) => {
    const locked = earlier?.lockedLines ?? [];
    const now = settle(on(cut).contract.versions, on(cut).claims, through, cut, earlier);
    const lines = [...locked, ...now.lines];
    earlier = { handOver: now.handOver, lockedLines: lines.filter(({ period }) => period < now.handOver.from) };
    return lines;
  };
}

function statementsOf({ story, on, zone }: Setting, linesAt: LinesAt) {
  const instant = instantIn(zone);
  let stated: readonly StatementLine[] = [];
  let openingMinor = 0n;
  return (story.statements ?? []).map((told) => {
    const cut = fromIso(instant(told.asOf));
    const { contract } = on(cut);
    const { terms } = contract;
    const through = terms.periods.findIndex(({ key }) => key === told.through);
    const lines = statementLines(linesAt(through, cut), stated);
    stated = [...stated, ...lines];
    const isLast = through === terms.periods.length - 1 && cut >= present(lockInstants(contract.versions)[through], 'lock');
    const totals = statementTotals(openingMinor, lines, terms.minimumPayoutMinor, isLast);
    openingMinor = totals.closingMinor;
    return { contract, told, through, cut, lines, totals };
  });
}

/** A statement in the words of the stories; what the story does not mention (reasons, postings) is left out. */
function asTold({ facts }: Setting) {
  const names = new Map(facts.map(({ id, externalId = id }) => [id, externalId]));
  return ({ contract, told, lines, totals }: ReturnType<typeof statementsOf>[number]) => {
    const { currency } = contract.agreement;
    const amount = (minor: bigint) => formatDecimal(minor, currency);
    return {
      lines: lines.map((line, index) => ({
        period: contract.terms.periods[line.period]?.key,
        component: line.component,
        subject: line.subject,
        occurrence: line.occurrence.replace(/^(refund:)(.*)$/, (_, refund, id) => `${refund}${names.get(id) ?? id}`),
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
  };
}

function postings(lines: readonly StatementLine[], amount: (minor: bigint) => string): Record<string, string> {
  const all = lines.flatMap(postingsOf);
  const sumOf = (account: string) => all.reduce((sum, posting) => sum + (posting.account === account ? posting.minor : 0n), 0n);
  return Object.fromEntries(
    lineAccounts.map((account) => [account, sumOf(account)] as const).flatMap(([a, m]) => (m ? [[a, amount(m)]] : [])),
  );
}

function expectedOf({ story, documents }: Setting) {
  const agreement = present(documents[0], 'first version');
  return (story.statements ?? []).map(({ lines, total, opening, payable, closing, postings: moved }) => ({
    lines: lines.map((line) => withDefaults(line, agreement)),
    opening,
    total,
    payable,
    closing,
    ...(moved === undefined ? {} : { postings: moved }),
  }));
}

function withDefaults(line: StoryLine, { currency, components }: Agreement) {
  const nothing = formatDecimal(0n, currency);
  const minor = (text: string) => valueOrThrow(parseDecimalMinor(text, currency));
  const { underReview = nothing, held = nothing } = line;
  const rest = formatDecimal(minor(line.amount) - minor(underReview) - minor(held), currency);
  const component = components[0]?.key;
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
function stateOf({ on }: Setting, told: { readonly subject: string; readonly component?: string }, view: Instant): string {
  const { contract, claims } = on(view);
  const history = claims.find(({ subject, component }) => subject === told.subject && component === (told.component ?? component));
  const seen = history && resultAt(history, view);
  if (history === undefined || seen === undefined) return 'none';
  if (!seen.result.inWindow) return 'outside_terms';
  const standing = standingAt(history, seen, view, termsAt(contract.versions, seen.result.resultAt));
  return standing === 'open' ? 'under_review' : standing;
}
