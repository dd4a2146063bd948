import * as fc from 'fast-check';
import type { Fact } from '#core/facts/fact.ts';
import { laws } from '#core/settlement/laws.fixture.ts';
import { type Cut, type Setting, settingOf, settingsOfOneContract } from '#core/settlement/random-setting.fixture.ts';

/** Histories drawn under one contract. */
const MOST = 20;
/** A contract lives through ten histories on average. */
export const HISTORIES_A_CONTRACT = (MOST + 1) / 2;

/** How one round of contracts came out. */
export interface Round {
  readonly seed: number;
  readonly histories: number;
  readonly statements: number;
  readonly breach?: string;
}

/** Lives through random histories of some contracts and holds each against every law; a breach is shrunk to its smallest history. */
export function hunt(seed: number, contracts: number): Round {
  let histories = 0;
  let statements = 0;
  let broken: Setting | undefined;
  const lives = fc.property(settingsOfOneContract(MOST), (settings) => {
    for (const setting of settings) {
      histories += 1;
      statements += setting.cuts.length;
      if (breachesOf(setting).length === 0) continue;
      broken = setting;
      return false;
    }
    return true;
  });
  fc.check(lives, { seed, numRuns: contracts, endOnFailure: true });
  return broken === undefined ? { seed, histories, statements } : { seed, histories, statements, breach: tell(smallest(broken)) };
}

/** Leaves out whatever can be left out without healing the breach: cuts, then facts, one by one until nothing more can go. */
function smallest(broken: Setting): Setting {
  const fewerCuts = shrunk(broken, broken.cuts, (cuts) => (cuts.length === 0 ? undefined : lived(broken, broken.facts, cuts)));
  return shrunk(fewerCuts, fewerCuts.facts, (facts) => (isSigned(fewerCuts, facts) ? lived(fewerCuts, facts, fewerCuts.cuts) : undefined));
}

function shrunk<Part>(whole: Setting, parts: readonly Part[], madeOf: (fewer: readonly Part[]) => Setting | undefined): Setting {
  let [best, left] = [whole, parts];
  for (let hasShrunk = true; hasShrunk; ) {
    hasShrunk = false;
    for (const part of left) {
      const fewer = left.filter((one) => one !== part);
      const smaller = madeOf(fewer);
      if (smaller === undefined || breachesOf(smaller).length === 0) continue;
      [best, left, hasShrunk] = [smaller, fewer, true];
    }
  }
  return best;
}

function isSigned({ contract }: Setting, facts: readonly Fact[]): boolean {
  return facts.filter(({ kind }) => kind === 'agreement.signed').length === 2 * contract.documents.length;
}

function lived({ contract }: Setting, facts: readonly Fact[], cuts: readonly Cut[]): Setting {
  return settingOf(
    contract,
    facts,
    cuts.map(({ through, cut }) => ({ month: through, cut })),
  );
}

function breachesOf(setting: Setting): readonly string[] {
  return laws.flatMap(({ title, breaches }) => {
    const found = breaches(setting);
    return found.length === 0 ? [] : [`"${title}" does not hold:`, ...found.map((breach) => `  ${breach}`)];
  });
}

/** A counter-example in words: what was agreed, what happened, when it was settled, what is wrong. */
function tell(setting: Setting): string {
  const { contract, facts, cuts } = setting;
  const versions = contract.documents.map(({ version, term, effectiveFrom, attribution, components, review, settlement, rates }) =>
    JSON.stringify({ version, term, effectiveFrom, attribution, components, review, settlement, rates }),
  );
  const happened = facts.map(
    ({ id, occurredAt, recordedAt, kind, subject, data, supersedes }) =>
      `${id} ${occurredAt}, known ${recordedAt}: ${kind} ${subject} ${JSON.stringify(data)}${supersedes === undefined ? '' : ` corrects ${supersedes}`}`,
  );
  const settled = cuts.map(({ through, cut }) => `settled through period ${through} as of ${new Date(cut).toISOString()}`);
  return [...breachesOf(setting), ...versions, ...happened, ...settled].join('\n');
}
