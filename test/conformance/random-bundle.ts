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
import { type Contract, contractOf } from '#core/settlement/contract.ts';
import type { StatementLine } from '#core/settlement/line.ts';
import { settle } from '#core/settlement/settle.ts';
import { statementLines, statementTotals } from '#core/settlement/statement.ts';
import { lockInstants } from '#core/settlement/terms-history.ts';
import { statementHash, wireLine, wireTotals } from '#core/settlement/wire.ts';
import { randomAgreement } from './random-agreement.ts';
import { type Event, randomEvents, START } from './random-events.ts';

/** A contract, what happened under it, and when statements were cut: all that a proof file follows from. */
export interface BundleCase {
  readonly agreement: { readonly raw: Record<string, unknown>; readonly definitions: readonly Definition[] };
  readonly events: readonly Event[];
  /** Period index and hours after the start, both rising. */
  readonly cuts: readonly { readonly through: number; readonly hours: number }[];
}

const WORKSPACE = 'workspace-1';

export const randomCase: fc.Arbitrary<BundleCase> = fc.record({
  agreement: randomAgreement,
  events: randomEvents,
  cuts: fc
    .array(fc.record({ through: fc.integer({ min: 1, max: 8 }), hours: fc.integer({ min: 1_000, max: 7_000 }) }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((cuts) => {
      const throughs = cuts.map(({ through }) => through).sort((a, b) => a - b);
      const hours = cuts.map((cut) => cut.hours).sort((a, b) => a - b);
      return throughs.map((through, index) => ({ through, hours: hours[index] ?? 0 }));
    }),
});

/** The proof file of the last statement of a case, built in memory as the product builds it from its store. */
export function bundleOf({ agreement: { raw, definitions }, events, cuts }: BundleCase): ProofFile {
  const agreement = valueOrThrow(readAgreement(raw, new Map(definitions.map((one) => [definitionRef(one), one]))));
  const facts = logOf(agreement, events);
  const signed = facts.filter(({ kind }) => kind === 'agreement.signed').map(({ occurredAt }) => occurredAt);
  const contract = valueOrThrow(contractOf(agreement, definitions, signed.sort().at(-1) ?? ''));
  const lastCut = START + (cuts.at(-1)?.hours ?? 0) * HOUR_MS;
  const { claims, histories, used } = claimsOn(contract, facts, lastCut);
  const statements = statementsOf(contract, histories, cuts);
  const statement = statements.at(-1);
  if (statement === undefined) throw new Error('a case has at least one cut');
  const leaves = facts.map(leafHash);
  const nodes = multiproof(facts.length, provenPlaces(used, facts.length), readerFromLeaves(leaves));
  return {
    format: PROOF_FILE_FORMAT,
    workspace: WORKSPACE,
    agreement,
    definitions,
    calendars: contract.versions.map(wireCalendar),
    statement,
    earlier: statements.slice(0, -1),
    claims,
    facts: used,
    proof: {
      seal: { size: facts.length, root: hex(rootOf(leaves)), previous: null, at: toIso(lastCut) },
      lastLeaf: hex(leaves.at(-1) ?? new Uint8Array()),
      nodes: nodes.map(hex),
    },
    digest: '',
  };
}

/** The text of a proof file: canonical, with the digest that belongs to it. */
export function textOf(file: ProofFile): string {
  const { digest: _, ...rest } = file;
  return canonicalJson({ ...rest, digest: sha256Hex(canonicalJson(rest as unknown as Json)) } as unknown as Json);
}

/** The log: both signatures first, then the events in the order in which they were recorded. */
function logOf(agreement: Agreement, events: readonly Event[]): readonly Fact[] {
  const subject = `agreement:${agreement.id}`;
  const hash = agreementHash(agreement);
  const first: Event[] = [
    { kind: 'agreement.proposed', subject, hours: -50, late: 0, data: { hash, by: 'client', effectiveFrom: toIso(START - 50 * HOUR_MS) } },
    ...[agreement.parties.payer.key, agreement.parties.payee.key].map((party, index) => ({
      kind: 'agreement.signed',
      subject,
      hours: -40 + index,
      late: 0,
      data: { hash, party, person: party },
    })),
  ];
  const facts: Fact[] = [];
  const ordered = [...events].sort((a, b) => a.hours + a.late - (b.hours + b.late));
  for (const event of [...first, ...ordered]) facts.push(factOf(event, facts, agreement));
  return facts;
}

/** Corrections and retractions point at a fact recorded before; with none to point at they stay plain facts. */
function factOf(event: Event, before: readonly Fact[], agreement: Agreement): Fact {
  const { against, hours, late } = event;
  const targets = before.slice(3);
  const target = against === undefined || targets.length === 0 ? undefined : targets[against.index % targets.length];
  const common = {
    workspace: WORKSPACE,
    seq: before.length,
    id: derivedId('fact', String(before.length)),
    version: 1,
    occurredAt: toIso(START + hours * HOUR_MS),
    recordedAt: toIso(Math.max(START + (hours + late) * HOUR_MS, before.length === 0 ? 0 : fromIso(before.at(-1)?.recordedAt ?? ''))),
    source: 'test',
    revision: 1,
    actor: 'system',
  };
  if (target !== undefined && against?.how === 'retract') {
    const data = { fact: target.id, reason: 'wrong', by: 'test' };
    return { ...common, kind: 'fact.retracted', subject: `fact:${target.id}`, data };
  }
  const data = JSON.parse(JSON.stringify(event.data).replaceAll('AGREEMENT', `agreement:${agreement.id}`)) as Fact['data'];
  if (target === undefined || target.kind === 'fact.retracted') return { ...common, kind: event.kind, subject: event.subject, data };
  const corrected = target.kind === event.kind ? data : { ...target.data };
  const occurredAt = against?.moved === true ? common.occurredAt : target.occurredAt;
  return { ...common, occurredAt, kind: target.kind, subject: target.subject, data: corrected, supersedes: target.id, revision: 2 };
}

function claimsOn(contract: Contract, all: readonly Fact[], cut: Instant) {
  const known = all.filter(({ recordedAt }) => fromIso(recordedAt) <= cut);
  const edges = edgesAmong(known);
  const used = new Map(known.filter(({ subject }) => subject === contract.subject).map((fact) => [fact.seq, fact]));
  const claims: WireClaim[] = [];
  const histories: ClaimHistory[] = [];
  const types = contract.components.map(({ rule }) => rule.definition.subject as string);
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

function statementsOf({ terms, versions, agreement }: Contract, claims: readonly ClaimHistory[], cuts: BundleCase['cuts']): WireStatement[] {
  const statements: WireStatement[] = [];
  const locks = lockInstants(versions);
  let stated: StatementLine[] = [];
  let openingMinor = 0n;
  for (const [index, cut] of cuts.entries()) {
    const through = Math.min(cut.through, terms.periods.length - 1);
    const at = START + cut.hours * HOUR_MS;
    const lines = statementLines(settle(versions, claims, through, at).lines, stated);
    stated = [...stated, ...lines];
    const isLast = through === terms.periods.length - 1 && at >= (locks[through] ?? 0);
    const totals = statementTotals(openingMinor, lines, terms.minimumPayoutMinor, isLast);
    openingMinor = totals.closingMinor;
    const said = { agreement: agreement.id, through, cut: toIso(at), totals: wireTotals(totals), lines: lines.map(wireLine) };
    const { agreement: _, ...wire } = said;
    statements.push({ ...wire, id: derivedId('statement', String(index)), number: index + 1, hash: statementHash(said) });
  }
  return statements;
}
