import type { Fact } from '#core/facts/fact.ts';
import type { IsoInstant } from '#core/kernel/instant.ts';
import type { ClaimHistory } from '#core/settlement/claim.ts';
import { claimHistories } from '#core/settlement/claim-history.ts';
import type { Contract } from '#core/settlement/contract.ts';
import type { ProofFile, WireClaim } from './proof-file.ts';
import { leavesMatchSeal } from './proven-facts.ts';
import { readProofFile } from './read-proof-file.ts';
import { contractFrom } from './signed-contract.ts';
import { statementMismatch } from './stated-lines.ts';

/** Where a proof file and its recomputation part: `expected` is what follows from the facts, `found` what the file says. */
export interface Mismatch {
  readonly part: MismatchPart;
  /** 1-based number of the statement line, where a line differs. */
  readonly line?: number;
  /** What exactly: a line key and figure, a member of the file, a definition. */
  readonly where: string;
  readonly expected: string;
  readonly found: string;
}

export type MismatchPart =
  | 'form'
  | 'seal'
  | 'facts'
  | 'agreement'
  | 'definition'
  | 'period'
  | 'claim'
  | 'line'
  | 'totals'
  | 'hash'
  | 'digest';

export interface VerifyReport {
  readonly ok: boolean;
  readonly checked: { readonly facts: number; readonly claims: number; readonly lines: number };
  /** What the file is about, as far as it could be read. */
  readonly statement?: {
    readonly agreement: string;
    readonly title: { readonly de: string; readonly en: string };
    readonly number: number;
    readonly through: string;
    readonly cut: IsoInstant;
    readonly currency: string;
    readonly totals: ProofFile['statement']['totals'];
    readonly sealedSize: number;
    readonly root: string;
  };
  readonly mismatch?: Mismatch;
}

/**
 * Recomputes a statement from its proof file alone: facts against the seal, the contract from its document, claims from facts,
 * lines and totals from claims, and the file's own form. Names the first thing that differs. `seal` is a root received earlier.
 */
export function verifyBundle(text: string, options: { readonly seal?: string } = {}): VerifyReport {
  const nothing = { facts: 0, claims: 0, lines: 0 };
  const read = readProofFile(text);
  if (!read.file) return { ok: false, checked: nothing, mismatch: read.mismatch };
  const { file } = read;
  const checked = { facts: file.facts.length, claims: file.claims.length, lines: file.statement.lines.length };
  const mismatch = firstMismatch(file, read.leaves, options.seal) ?? read.mismatch;
  const statement = summaryOf(file);
  const report = { ok: mismatch === undefined, checked, ...(statement === undefined ? {} : { statement }) };
  return mismatch === undefined ? report : { ...report, mismatch };
}

function summaryOf({ agreements, statement, calendars, proof }: ProofFile): VerifyReport['statement'] {
  const agreement = agreements.at(-1);
  if (agreement === undefined) return undefined;
  return {
    agreement: agreement.id,
    title: agreement.title,
    number: statement.number,
    through: calendars.at(-1)?.periods[statement.through]?.key ?? '',
    cut: statement.cut,
    currency: agreement.currency,
    totals: statement.totals,
    sealedSize: proof.seal.size,
    root: proof.seal.root,
  };
}

function firstMismatch(file: ProofFile, leaves: readonly Uint8Array[], seal: string | undefined): Mismatch | undefined {
  if (seal !== undefined && seal !== file.proof.seal.root)
    return { part: 'seal', where: 'proof.seal.root', expected: seal, found: file.proof.seal.root };
  const unproven = leavesMatchSeal(file, leaves);
  if (unproven !== undefined) return unproven;
  try {
    return recomputationMismatch(file);
  } catch {
    // A log takes in only facts whose values fit their kinds; whoever made these facts up had no such log.
    return { part: 'facts', where: 'facts', expected: 'values of their kinds', found: '' };
  }
}

function recomputationMismatch(file: ProofFile): Mismatch | undefined {
  const contract = contractFrom(file);
  if ('part' in contract) return contract;
  const claims = claimsFrom(file, contract);
  return 'part' in claims ? claims : statementMismatch(file, contract, claims.histories);
}

/** The claims a file states must be those that follow from its facts, no more and no fewer. */
function inventedClaim(stated: readonly WireClaim[], follow: readonly ClaimHistory[]): Mismatch | undefined {
  const componentsOf = new Map<string, string[]>();
  for (const { component, subject } of follow) {
    const components = componentsOf.get(subject);
    if (components === undefined) componentsOf.set(subject, [component]);
    else if (!components.includes(component)) components.push(component);
  }
  const invented = stated.find(({ component, subject }) => componentsOf.get(subject)?.includes(component) !== true);
  const count = componentsOf.values().reduce((sum, components) => sum + components.length, 0);
  if (invented === undefined && stated.length === count) return undefined;
  const where = invented === undefined ? 'claims' : `${invented.component}/${invented.subject}`;
  return { part: 'claim', where, expected: String(count), found: String(stated.length) };
}

function claimsFrom(file: ProofFile, contract: Contract): { readonly histories: readonly ClaimHistory[] } | Mismatch {
  const factAt = new Map(file.facts.map((fact) => [fact.seq, fact]));
  const placesOf = new Map<string, readonly number[]>();
  for (const { subject, facts } of file.claims) {
    const other = placesOf.get(subject) ?? facts;
    if (other.length !== facts.length || other.some((place, index) => place !== facts[index]))
      return { part: 'claim', where: subject, expected: String(other.length), found: String(facts.length) };
    placesOf.set(subject, facts);
  }
  const histories: ClaimHistory[] = [];
  for (const [subject, places] of placesOf) {
    const facts: Fact[] = [];
    for (const place of places) {
      const fact = factAt.get(place);
      if (fact !== undefined) facts.push(fact);
    }
    if (facts.length !== places.length)
      return { part: 'claim', where: subject, expected: String(places.length), found: String(facts.length) };
    for (const { history } of claimHistories(contract, subject, facts)) histories.push(history);
  }
  return inventedClaim(file.claims, histories) ?? { histories };
}
