import * as fc from 'fast-check';
import type { Definition } from '#core/definitions/definition.ts';
import { edgesAmong, factsInScope, scopeOf } from '#core/definitions/scope.ts';
import type { Fact } from '#core/facts/fact.ts';
import { subjectTypeOf } from '#core/facts/payload.ts';
import { canonicalJson, type Json } from '#core/kernel/canonical-json.ts';
import { hex, sha256Hex } from '#core/kernel/hash.ts';
import { derivedId } from '#core/kernel/ids.ts';
import { fromIso, HOUR_MS, type Instant, toIso } from '#core/kernel/instant.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import { agreementHash, definitionRef, readAgreement } from '#core/promises/agreements/read-agreement.ts';
import { leafHash } from '#core/proof/leaf.ts';
import { readerFromLeaves, rootOf } from '#core/proof/merkle.ts';
import { multiproof } from '#core/proof/multiproof.ts';
import { PROOF_FILE_FORMAT, type ProofFile, type WireClaim, type WireStatement, wireCalendar } from '#core/proof/proof-file.ts';
import { provenPlaces } from '#core/proof/proven-facts.ts';
import type { ClaimHistory } from '#core/settlement/claim.ts';
import { claimHistories } from '#core/settlement/claim-history.ts';
import type { Contract } from '#core/settlement/contract.ts';
import { settle } from '#core/settlement/settle.ts';
import { chargedSources, contractFromFacts } from '#core/settlement/signed-versions.ts';
import { statementLines, statementTotals } from '#core/settlement/statement.ts';
import { lockInstants } from '#core/settlement/terms-history.ts';
import { lineFromWire, statementHash, wireLine, wireTotals } from '#core/settlement/wire.ts';
import { type RandomAgreement, randomAgreement } from './random-agreement.ts';
import { randomCourse } from './random-course.ts';
import { cutsAt, echoesOf, randomEchoes } from './random-echoes.ts';
import { type Event, randomEvents, START } from './random-events.ts';

/** A contract, what happened to it and under it, and when statements were cut: all that a proof file follows from. */
export interface BundleCase {
  readonly agreement: RandomAgreement;
  readonly events: readonly Event[];
  /** Period index and hours after the start, both rising. */
  readonly cuts: readonly { readonly through: number; readonly hours: number }[];
}

const WORKSPACE = 'workspace-1';

const cuts = fc
  .uniqueArray(fc.record({ through: fc.integer({ min: 1, max: 9 }), hours: fc.integer({ min: 1_500, max: 7_000 }) }), {
    minLength: 1,
    maxLength: 4,
    selector: ({ hours }) => hours,
  })
  .map((drawn) => {
    const throughs = drawn.map(({ through }) => through).sort((a, b) => a - b);
    const hours = drawn.map((cut) => cut.hours).sort((a, b) => a - b);
    return throughs.map((through, index) => ({ through, hours: hours[index] ?? 0 }));
  });

export const randomCase: fc.Arbitrary<BundleCase> = randomAgreement(3).chain((agreement) =>
  fc
    .record({ course: randomCourse(agreement.versions.length), events: randomEvents, echoes: randomEchoes, cuts })
    .map(({ course, events, echoes, cuts: drawn }) => ({
      agreement,
      events: [...course, ...events, ...echoesOf(echoes, agreement, events)],
      cuts: withLastCut(drawn, cutsAt(echoes, agreement, events)),
    })),
);

/** The last statement is cut at an instant that matters, if there is one after those before it. */
function withLastCut(drawn: BundleCase['cuts'], [at]: readonly number[]): BundleCase['cuts'] {
  if (at === undefined) return drawn;
  const before = drawn.filter(({ hours }) => hours < at);
  return [...before, { through: Math.max(6, before.at(-1)?.through ?? 0), hours: at }];
}

/** The proof file of the last statement of a case, built in memory as the product builds it from its store. */
export function bundleOf({ agreement, events, cuts: drawn }: BundleCase): ProofFile {
  const known = new Map(agreement.definitions.map((one) => [definitionRef(one), one]));
  const documents = agreement.versions.map((raw) => valueOrThrow(readAgreement(raw, known)));
  const facts: Fact[] = [];
  const statements: WireStatement[] = [];
  const waiting = [...events].sort((a, b) => recordedHours(a) - recordedHours(b));
  const recordUntil = (hours: number) => {
    for (let next = waiting[0]; next !== undefined && recordedHours(next) <= hours; next = waiting[0]) {
      facts.push(factOf(next, facts, documents));
      waiting.shift();
    }
  };
  let last: Closing | undefined;
  for (const { through, hours } of drawn) {
    recordUntil(hours);
    last = closingAt(documents, agreement.definitions, facts, START + hours * HOUR_MS, through, statements);
    statements.push(last.statement);
    facts.push(closingFact(last.statement, facts));
  }
  recordUntil(Number.POSITIVE_INFINITY);
  if (last === undefined) throw new Error('a case has at least one cut');
  const { contract, claims, used, statement } = last;
  const leaves = facts.map(leafHash);
  const nodes = multiproof(facts.length, provenPlaces(used, facts.length), readerFromLeaves(leaves));
  return {
    format: PROOF_FILE_FORMAT,
    workspace: WORKSPACE,
    agreements: documents.filter((one) => contract.versions.some(({ agreement: { version } }) => version === one.version)),
    definitions: agreement.definitions,
    calendars: contract.versions.map(wireCalendar),
    statement,
    earlier: statements.slice(0, -1),
    claims,
    facts: used,
    proof: {
      seal: { size: facts.length, root: hex(rootOf(leaves)), previous: null, at: statement.cut },
      lastLeaf: hex(leaves.at(-1) ?? new Uint8Array()),
      nodes: nodes.map(hex),
    },
    digest: '',
  };
}

function recordedHours({ hours, late }: Event): number {
  return hours + late;
}

/** The text of a proof file: canonical, with the digest that belongs to it. */
export function textOf(file: ProofFile): string {
  const { digest: _, ...rest } = file;
  return canonicalJson({ ...rest, digest: sha256Hex(canonicalJson(rest as unknown as Json)) } as unknown as Json);
}

/** Corrections and retractions point at a fact recorded before; with none to point at they stay plain facts. */
function factOf(event: Event, before: readonly Fact[], documents: readonly Agreement[]): Fact {
  const { against, hours, late } = event;
  const targets = before.filter(({ kind }) => !['agreement.proposed', 'agreement.signed', 'statement.closed'].includes(kind));
  const target = against === undefined || targets.length === 0 ? undefined : targets[against.index % targets.length];
  const common = commonOf(before, START + hours * HOUR_MS, START + (hours + late) * HOUR_MS);
  if (target !== undefined && against?.how === 'retract') {
    const data = { fact: target.id, reason: 'wrong', by: 'test' };
    return { ...common, kind: 'fact.retracted', subject: `fact:${target.id}`, data };
  }
  const said = withNames(event, documents);
  if (target === undefined || target.kind === 'fact.retracted') return { ...common, ...said };
  const corrected = target.kind === event.kind ? said.data : { ...target.data };
  const occurredAt = against?.moved === true ? common.occurredAt : target.occurredAt;
  return { ...common, occurredAt, kind: target.kind, subject: target.subject, data: corrected, supersedes: target.id, revision: 2 };
}

function commonOf(before: readonly Fact[], occurredAt: Instant, recordedAt: Instant) {
  return {
    workspace: WORKSPACE,
    seq: before.length,
    id: derivedId('fact', String(before.length)),
    version: 1,
    occurredAt: toIso(occurredAt),
    recordedAt: toIso(Math.max(recordedAt, fromIso(before.at(-1)?.recordedAt ?? toIso(0)))),
    source: 'test',
    revision: 1,
    actor: 'system',
  };
}

function withNames({ kind, subject, data }: Event, documents: readonly Agreement[]): Pick<Fact, 'kind' | 'subject' | 'data'> {
  const name = `agreement:${documents[0]?.id ?? ''}`;
  let text = JSON.stringify({ kind, subject, data }).replaceAll('AGREEMENT', name);
  for (const [index, agreement] of documents.entries()) text = text.replaceAll(`"HASH${index}"`, `"${agreementHash(agreement)}"`);
  return JSON.parse(text) as Pick<Fact, 'kind' | 'subject' | 'data'>;
}

interface Closing {
  readonly contract: Contract;
  readonly claims: readonly WireClaim[];
  readonly used: readonly Fact[];
  readonly statement: WireStatement;
}

function closingAt(
  documents: readonly Agreement[],
  definitions: readonly Definition[],
  all: readonly Fact[],
  cut: Instant,
  wanted: number,
  earlier: readonly WireStatement[],
): Closing {
  const sources = chargedSources(documents);
  const name = `agreement:${documents[0]?.id ?? ''}`;
  // With whatever takes them back: an outage that was retracted is none.
  const about = factsInScope(all, new Set([name, ...sources]));
  const contract = valueOrThrow(contractFromFacts(documents, definitions, about, cut));
  const closings = all.filter(({ kind }) => kind === 'statement.closed');
  const { claims, histories, used } = claimsOn(contract, all, [...about, ...closings]);
  const { versions, terms, agreement } = contract;
  const through = Math.min(wanted, terms.periods.length - 1);
  const stated = earlier.flatMap((one) => one.lines.map(lineFromWire));
  const lines = statementLines(settle(versions, histories, through, cut).lines, stated);
  const isLast = through === terms.periods.length - 1 && cut >= (lockInstants(versions)[through] ?? 0);
  const opening = BigInt(earlier.at(-1)?.totals.closingMinor ?? '0');
  const totals = wireTotals(statementTotals(opening, lines, terms.minimumPayoutMinor, isLast));
  const said = { agreement: agreement.id, through, cut: toIso(cut), totals, lines: lines.map(wireLine) };
  const { agreement: _, ...wire } = said;
  const id = derivedId('statement', String(earlier.length));
  return { contract, claims, used, statement: { ...wire, id, number: earlier.length + 1, hash: statementHash(said) } };
}

function closingFact({ id, cut, hash, totals, through }: WireStatement, before: readonly Fact[]): Fact {
  const at = fromIso(cut) + 1;
  const total = { minor: totals.totalMinor, currency: 'EUR' };
  const data = { agreement: 'agreement:contract', period: `p${through}`, cut, total, hash };
  return { ...commonOf(before, at, at), kind: 'statement.closed', subject: `statement:${id}`, data };
}

function claimsOn(contract: Contract, known: readonly Fact[], about: readonly Fact[]) {
  const edges = edgesAmong(known);
  const used = new Map(about.map((fact) => [fact.seq, fact]));
  const claims: WireClaim[] = [];
  const histories: ClaimHistory[] = [];
  const types = contract.versions.flatMap(({ components }) => components.map(({ rule }) => rule.definition.subject as string));
  const subjects = [...new Set(known.map(({ subject }) => subject))].filter((one) => types.includes(subjectTypeOf(one) ?? '')).sort();
  for (const subject of subjects) {
    const scope = factsInScope(known, scopeOf(subject, edges));
    const found = claimHistories(contract, subject, scope);
    if (found.length > 0) for (const fact of scope) used.set(fact.seq, fact);
    for (const { history } of found) {
      histories.push(history);
      claims.push({ component: history.component, subject, facts: scope.map(({ seq }) => seq) });
    }
  }
  return { claims, histories, used: [...used.values()].sort((a, b) => a.seq - b.seq) };
}
