import { definitionHash } from '#core/definitions/definition.ts';
import type { Fact } from '#core/facts/fact.ts';
import { hashed, viewAsOf } from '#core/facts/view.ts';
import { fromIso, type IsoInstant } from '#core/kernel/instant.ts';
import type { Result } from '#core/kernel/result.ts';
import { agreementHash } from '#core/promises/agreements/read-agreement.ts';
import type { ClaimHistory } from '#core/settlement/claim.ts';
import { claimHistories } from '#core/settlement/claim-history.ts';
import { agreementSubject, type Contract, contractOf } from '#core/settlement/contract.ts';
import { lineKeyText, type StatementLine } from '#core/settlement/line.ts';
import { settle } from '#core/settlement/settle.ts';
import { statementLines, statementTotals } from '#core/settlement/statement.ts';
import { lockInstants, type SettlementTerms } from '#core/settlement/terms.ts';
import { lineFromWire, statementHash, type WireLine, wireLine, wireTotals } from '#core/settlement/wire.ts';
import type { ProofFile } from './proof-file.ts';
import { leavesMatchSeal } from './proven-facts.ts';
import { readProofFile } from './read-proof-file.ts';

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
  const mismatch = firstMismatch(file, options.seal) ?? read.mismatch;
  const report = { ok: mismatch === undefined, checked, statement: summaryOf(file) };
  return mismatch === undefined ? report : { ...report, mismatch };
}

function summaryOf({ agreement, statement, periods, proof }: ProofFile): NonNullable<VerifyReport['statement']> {
  return {
    agreement: agreement.id,
    title: agreement.title,
    number: statement.number,
    through: periods[statement.through]?.key ?? '',
    cut: statement.cut,
    currency: agreement.currency,
    totals: statement.totals,
    sealedSize: proof.seal.size,
    root: proof.seal.root,
  };
}

function firstMismatch(file: ProofFile, seal: string | undefined): Mismatch | undefined {
  if (seal !== undefined && seal !== file.proof.seal.root)
    return { part: 'seal', where: 'proof.seal.root', expected: seal, found: file.proof.seal.root };
  const unproven = leavesMatchSeal(file);
  if (unproven !== undefined) return unproven;
  const contract = contractFrom(file);
  if ('part' in contract) return contract;
  const claims = claimsFrom(file, contract);
  return 'part' in claims ? claims : statementMismatch(file, contract.terms, claims.histories);
}

function contractFrom(file: ProofFile): Contract | Mismatch {
  const { agreement, definitions } = file;
  const hash = agreementHash(agreement);
  for (const binding of agreement.definitions) {
    const bound = definitions.find(({ key, version }) => key === binding.key && version === binding.version);
    const found = bound === undefined ? '' : definitionHash(bound);
    if (found !== binding.hash) return { part: 'definition', where: `${binding.key}@${binding.version}`, expected: binding.hash, found };
  }
  const about = file.facts.filter((fact) => fact.subject === agreementSubject(agreement.id));
  const inForce = viewAsOf(about.map(hashed), fromIso(file.statement.cut)).map(({ fact }) => fact);
  const effectiveFrom = signedFrom(inForce, hash, [agreement.parties.payer.key, agreement.parties.payee.key]);
  if (effectiveFrom === undefined) return { part: 'agreement', where: 'signatures', expected: hash, found: '' };
  const contract = safely(() => contractOf(agreement, definitions, effectiveFrom));
  if (!contract.ok) return { part: 'agreement', where: 'agreement', expected: '', found: contract.refusal.code };
  return withStatedPeriods(file, contract.value);
}

function safely<T>(compute: () => Result<T>): Result<T> {
  try {
    return compute();
  } catch {
    return { ok: false, refusal: { code: 'agreement.document_invalid', params: {} } };
  }
}

/** When the agreement came into force by the facts: the proposal's date, never before the last signature. */
function signedFrom(facts: readonly Fact[], hash: string, parties: readonly string[]): IsoInstant | undefined {
  const about = (kind: string) => facts.filter((fact) => fact.kind === kind && fact.data['hash'] === hash);
  const signed = about('agreement.signed');
  if (!parties.every((party) => signed.some((fact) => fact.data['party'] === party))) return undefined;
  const starts = [
    ...about('agreement.proposed').map((fact) => String(fact.data['effectiveFrom'])),
    ...signed.map((fact) => fact.occurredAt),
  ];
  return starts.sort().at(-1);
}

const DAY_AND_MORE_MS = 26 * 3_600_000;

/** The file's period instants count; this machine's time-zone data may differ from them by an hour or so, not by days. */
function withStatedPeriods(file: ProofFile, contract: Contract): Contract | Mismatch {
  const { terms } = contract;
  const periods = file.periods.map(({ key, from, until, quarterKey }) => ({ key, from: fromIso(from), until: fromIso(until), quarterKey }));
  for (const [index, own] of terms.periods.entries()) {
    const stated = periods[index];
    const fits =
      stated !== undefined &&
      stated.key === own.key &&
      stated.quarterKey === own.quarterKey &&
      Math.abs(stated.from - own.from) < DAY_AND_MORE_MS &&
      Math.abs(stated.until - own.until) < DAY_AND_MORE_MS &&
      (index === 0 || periods[index - 1]?.until === stated.from);
    if (!fits) return { part: 'period', where: own.key, expected: own.key, found: stated?.key ?? '' };
  }
  const fits = periods.length === terms.periods.length && file.termPeriodCount === terms.termPeriodCount;
  if (!fits) return { part: 'period', where: 'periods', expected: String(terms.periods.length), found: String(periods.length) };
  return { ...contract, terms: { ...terms, periods } };
}

function claimsFrom(file: ProofFile, contract: Contract): { readonly histories: readonly ClaimHistory[] } | Mismatch {
  const factAt = new Map(file.facts.map((fact) => [fact.seq, fact]));
  const placesOf = new Map(file.claims.map((claim) => [claim.subject, claim.facts]));
  const stated = file.claims.map(({ component, subject }) => `${component}/${subject}`);
  const histories: ClaimHistory[] = [];
  for (const [subject, places] of placesOf) {
    const facts = places.flatMap((place) => factAt.get(place) ?? []);
    if (facts.length !== places.length)
      return { part: 'claim', where: subject, expected: String(places.length), found: String(facts.length) };
    for (const { history } of claimHistories(contract, subject, facts)) histories.push(history);
  }
  const follow = new Set(histories.map(({ component, subject }) => `${component}/${subject}`));
  const invented = stated.find((name) => !follow.has(name));
  if (invented !== undefined || stated.length !== follow.size) {
    return { part: 'claim', where: invented ?? 'claims', expected: String(follow.size), found: String(stated.length) };
  }
  return { histories };
}

function statementMismatch(file: ProofFile, terms: SettlementTerms, claims: readonly ClaimHistory[]): Mismatch | undefined {
  const { statement, earlier, agreement } = file;
  const cut = fromIso(statement.cut);
  const stated = earlier.flatMap(({ lines }) => lines.map(lineFromWire));
  const expected = statementLines(settle(terms, claims, statement.through, cut).lines, stated);
  const differing = firstDifferingLine(expected, statement.lines);
  if (differing !== undefined) return differing;
  const isLast = statement.through === terms.periods.length - 1 && cut >= (lockInstants(terms)[statement.through] ?? 0);
  const opening = BigInt(earlier.at(-1)?.totals.closingMinor ?? '0');
  const totals = wireTotals(statementTotals(opening, expected, terms.minimumPayoutMinor, isLast));
  for (const name of ['openingMinor', 'totalMinor', 'payableMinor', 'closingMinor'] as const) {
    if (totals[name] !== statement.totals[name])
      return { part: 'totals', where: name, expected: totals[name], found: statement.totals[name] };
  }
  const hash = statementHash({ agreement: agreement.id, through: statement.through, cut: statement.cut, totals, lines: statement.lines });
  return hash === statement.hash ? undefined : { part: 'hash', where: 'statement.hash', expected: hash, found: statement.hash };
}

const figures = ['amountMinor', 'underReviewMinor', 'heldMinor', 'payableMinor', 'change', 'period'] as const;

function firstDifferingLine(expected: readonly StatementLine[], found: readonly WireLine[]): Mismatch | undefined {
  for (let index = 0; index < Math.max(expected.length, found.length); index += 1) {
    const own = expected[index];
    const theirs = found[index];
    const at = { part: 'line', line: index + 1 } as const;
    if (own === undefined || theirs === undefined || lineKeyText(own) !== lineKeyText(theirs)) {
      return {
        ...at,
        where: 'key',
        expected: own === undefined ? '' : lineKeyText(own),
        found: theirs === undefined ? '' : lineKeyText(theirs),
      };
    }
    const wire = wireLine(own);
    const figure = figures.find((name) => wire[name] !== theirs[name]);
    if (figure !== undefined)
      return { ...at, where: `${lineKeyText(own)} ${figure}`, expected: String(wire[figure]), found: String(theirs[figure]) };
    const [arithmetic, stated] = [JSON.stringify(wire.arithmetic.map(sorted)), JSON.stringify(theirs.arithmetic.map(sorted))];
    if (arithmetic !== stated) return { ...at, where: `${lineKeyText(own)} arithmetic`, expected: arithmetic, found: stated };
  }
  return undefined;
}

function sorted(step: object): object {
  return Object.fromEntries(Object.entries(step).sort(([a], [b]) => (a < b ? -1 : 1)));
}
