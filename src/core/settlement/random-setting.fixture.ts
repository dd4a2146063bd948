import * as fc from 'fast-check';
import { edgesAmong, factsInScope, scopeOf } from '#core/definitions/scope.ts';
import type { Fact } from '#core/facts/fact.ts';
import { present } from '#core/kernel/assert.ts';
import { fromIso, type Instant } from '#core/kernel/instant.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { agreementHash } from '#core/promises/agreements/read-agreement.ts';
import type { ClaimHistory } from './claim.ts';
import { claimHistories } from './claim-history.ts';
import { agreementSubject, type Contract } from './contract.ts';
import type { HandOver } from './hand-over.ts';
import type { SettledLine, StatementLine } from './line.ts';
import { contracts, type RandomContract, randomDefinitions } from './random-contract.fixture.ts';
import { cutSequences, factLogs } from './random-history.fixture.ts';
import { settle } from './settle.ts';
import { contractFromFacts } from './signed-versions.ts';
import { statementLines } from './statement.ts';

/** A contract, what happened, and the cuts at which it is settled. */
export interface Setting {
  readonly contract: RandomContract;
  readonly facts: readonly Fact[];
  readonly cuts: readonly Cut[];
  readonly on: (view: Instant) => Seen;
}

export interface Cut {
  readonly through: number;
  readonly cut: Instant;
}

/** The contract and its claims as a cut knows them. */
export interface Seen {
  readonly contract: Contract;
  readonly claims: readonly ClaimHistory[];
}

const drawn = (contract: RandomContract) => fc.record({ facts: factLogs(contract), cuts: cutSequences });

/** Random settings; a cut comes after the first signatures, and is through a month that has begun. */
export const settings: fc.Arbitrary<Setting> = contracts.chain((contract) =>
  drawn(contract).map(({ facts, cuts }) => settingOf(contract, facts, cuts)),
);

/** Up to `most` histories under one contract: reading a contract costs more than living through it. */
export function settingsOfOneContract(most: number): fc.Arbitrary<readonly Setting[]> {
  return contracts.chain((contract) =>
    fc
      .array(drawn(contract), { minLength: 1, maxLength: most, size: 'max' })
      .map((all) => all.map(({ facts, cuts }) => settingOf(contract, facts, cuts))),
  );
}

export function settingOf(
  contract: RandomContract,
  facts: readonly Fact[],
  cuts: readonly { readonly month: number; readonly cut: Instant }[],
): Setting {
  const on = seeing(contract, facts);
  const hash = agreementHash(present(contract.documents[0], 'first version'));
  const signatures = facts.filter(({ kind, data }) => kind === 'agreement.signed' && data['hash'] === hash);
  const signedAt = Math.max(...signatures.map(({ recordedAt }) => fromIso(recordedAt)));
  let reached = 0;
  const taken = cuts
    .filter(({ cut }) => cut >= signedAt)
    .map(({ month, cut }) => {
      const begun = on(cut).contract.terms.periods.filter(({ from }) => from <= cut).length;
      reached = Math.max(reached, Math.min(month, begun - 1));
      return { through: reached, cut };
    });
  return { contract, facts, cuts: taken, on };
}

/** Contracts by what is known of them, for many histories share one. */
const bound = new WeakMap<RandomContract, Map<string, Contract>>();

function contractOn(contract: RandomContract, known: readonly Fact[], view: Instant): Contract {
  const contractsOfAll = bound.get(contract) ?? new Map<string, Contract>();
  bound.set(contract, contractsOfAll);
  const key = JSON.stringify(
    known.map(({ kind, occurredAt, recordedAt, data, supersedes }) => [kind, occurredAt, recordedAt, data, supersedes]).sort(),
  );
  const before = contractsOfAll.get(key);
  if (before !== undefined) return before;
  const now = valueOrThrow(contractFromFacts(contract.documents, randomDefinitions, known, view));
  contractsOfAll.set(key, now);
  return now;
}

/** What each cut knows; cuts that know the same about the agreement share its contract and claims. */
function seeing(contract: RandomContract, facts: readonly Fact[]): Setting['on'] {
  const { id } = present(contract.documents[0], 'first version');
  const about = factsInScope(facts, new Set([agreementSubject(id), 'source:ga4']));
  const seen = new Map<number, Seen>();
  return (view) => {
    const known = about.filter(({ recordedAt }) => fromIso(recordedAt) <= view);
    const before = seen.get(known.length);
    if (before !== undefined) return before;
    const now = contractOn(contract, known, view);
    const seenNow = { contract: now, claims: claimsOf(now, facts) };
    seen.set(known.length, seenNow);
    return seenNow;
  };
}

function claimsOf(contract: Contract, facts: readonly Fact[]): readonly ClaimHistory[] {
  const subjects = [...new Set(facts.map(({ subject }) => subject))].filter((subject) => /^(lead|deal|order|milestone):/.test(subject));
  const edges = edgesAmong(facts);
  return subjects.flatMap((subject) =>
    claimHistories(contract, subject, factsInScope(facts, scopeOf(subject, edges))).map(({ history }) => history),
  );
}

/** The same history, told in another order. */
export function shuffled({ contract, facts, cuts }: Setting): Setting {
  const order = [...facts].sort((a, b) => scattered(a.seq) - scattered(b.seq));
  return { contract, facts: order, cuts, on: seeing(contract, order) };
}

function scattered(seq: number): number {
  return (seq * 7919 + 104_729) % 1009;
}

/** One statement: its lines, and all lines of the settlement it is the difference to. */
export interface Stated extends Cut, Seen {
  readonly settled: readonly SettledLine[];
  readonly lines: readonly StatementLine[];
}

const told = new WeakMap<Setting, readonly Stated[]>();

/** Statement by statement, each settled from scratch. */
export function statements(setting: Setting): readonly Stated[] {
  const known = told.get(setting);
  if (known !== undefined) return known;
  let before: readonly StatementLine[] = [];
  const all = setting.cuts.map(({ through, cut }): Stated => {
    const { contract, claims } = setting.on(cut);
    const settled = settle(contract.versions, claims, through, cut).lines;
    const lines = statementLines(settled, before);
    before = [...before, ...lines];
    return { through, cut, contract, claims, settled, lines };
  });
  told.set(setting, all);
  return all;
}

/** Settles cut by cut, each going on where the last one left off, with the claims that `chosen` would load. */
export function resumedLines(
  setting: Setting,
  chosen: (seen: Stated, locked: readonly SettledLine[], handOver: HandOver | undefined) => readonly ClaimHistory[],
  kept: (handOver: HandOver) => HandOver,
): readonly (readonly SettledLine[])[] {
  let handOver: HandOver | undefined;
  let before: readonly SettledLine[] = [];
  return statements(setting).map((stated) => {
    const from = handOver?.from ?? 0;
    const locked = before.filter(({ period }) => period < from);
    const claims = chosen(stated, locked, handOver);
    const subjects = new Set(claims.map(({ subject }) => subject));
    const earlier = handOver === undefined ? undefined : { handOver, lockedLines: locked.filter(({ subject }) => subjects.has(subject)) };
    const now = settle(stated.contract.versions, claims, stated.through, stated.cut, earlier);
    before = [...locked, ...now.lines];
    handOver = kept(now.handOver);
    return before;
  });
}
