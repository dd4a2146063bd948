import type { Fact } from '#core/facts/fact.ts';
import { canonicalJson, type Json } from '#core/kernel/canonical-json.ts';
import { hex, sha256Hex } from '#core/kernel/hash.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import { leafHash } from '#core/proof/leaf.ts';
import { PROOF_FILE_FORMAT, type WireClaim, type WireStatement, wireCalendar } from '#core/proof/proof-file.ts';
import { provenPlaces } from '#core/proof/proven-facts.ts';
import { claimHistories } from '#core/settlement/claim-history.ts';
import type { Contract } from '#core/settlement/contract.ts';
import { chargedSources } from '#core/settlement/signed-versions.ts';
import { wireLine, wireTotals } from '#core/settlement/wire.ts';
import { contractInForce, factsInForceOrNot } from './agreement-state.ts';
import { wholeWorkspace } from './confine-partner.ts';
import type { Asker, Ports, Statement } from './ports.ts';

/** The proof file of a closed statement, as canonical JSON text. Refusal: statement.unknown. */
export async function makeBundle(ports: Ports, caller: Asker, request: { readonly statementId: string }): Promise<Result<string>> {
  const statement = await ports.statements.byId(caller, request.statementId);
  if (statement === undefined) return refuse('statement.unknown', { statement: request.statementId });
  // Both parties get the same file to the byte; whoever may read the statement may recompute it.
  const asker = wholeWorkspace(caller);
  const contract = await contractInForce(ports, asker, statement.agreementId, statement.cut);
  if (!contract.ok) return contract;
  const { versions } = contract.value;
  const seal = (await ports.seals.list(asker)).find(({ size }) => size === statement.sealedSize);
  if (seal === undefined) return refuse('statement.unknown', { statement: request.statementId });
  const { claims, facts } = await claimsWithFacts(ports, asker, contract.value, statement);
  const last = await lastSealedFact(ports, asker, facts, seal.size);
  const bundle = {
    format: PROOF_FILE_FORMAT,
    workspace: asker.workspace,
    agreements: await signedDocuments(ports, asker, contract.value),
    calendars: versions.map(wireCalendar),
    definitions: [...new Set(versions.flatMap(({ components }) => components.map(({ rule }) => rule.definition)))],
    statement: await wireStatement(ports, asker, statement),
    earlier: await earlierStatements(ports, asker, statement),
    claims,
    facts,
    proof: {
      seal,
      lastLeaf: hex(leafHash(last)),
      nodes: await ports.seals.multiproof(asker, seal.size, provenPlaces(facts, seal.size)),
    },
  };
  const digest = sha256Hex(canonicalJson(bundle as unknown as Json));
  return ok(canonicalJson({ ...bundle, digest } as unknown as Json));
}

/** The documents of the versions in force, as they were signed; what an early end left of the newest follows from its fact. */
async function signedDocuments(ports: Ports, asker: Asker, { agreement, versions }: Contract): Promise<readonly Agreement[]> {
  const signed = new Set(versions.map((version) => version.agreement.version));
  const stored = await ports.documents.agreementVersions(asker, agreement.id);
  return stored.map((one) => one.agreement).filter(({ version }) => signed.has(version));
}

/** The subjects whose facts say what the contract is and what was stated before. */
async function contractSubjects(ports: Ports, asker: Asker, contract: Contract, agreementId: string): Promise<readonly string[]> {
  const earlier = await ports.statements.list(asker, agreementId);
  const sources = chargedSources(contract.versions.map(({ agreement }) => agreement));
  return [contract.subject, ...sources, ...earlier.map(({ id }) => `statement:${id}`)];
}

async function wireStatement(ports: Ports, asker: Asker, statement: Statement): Promise<WireStatement> {
  const { id, number, throughIndex, cut, totals, hash } = statement;
  const lines = (await ports.statements.lines(asker, id)).map(wireLine);
  return { id, number, through: throughIndex, cut, totals: wireTotals(totals), hash, lines };
}

async function earlierStatements(ports: Ports, asker: Asker, statement: Statement): Promise<readonly WireStatement[]> {
  const all = await ports.statements.list(asker, statement.agreementId);
  const earlier = all.filter(({ number }) => number < statement.number).sort((a, b) => a.number - b.number);
  const wire: WireStatement[] = [];
  for (const one of earlier) wire.push(await wireStatement(ports, asker, one));
  return wire;
}

const SUBJECTS_AT_ONCE = 5_000;

/** Every claim the facts give as of the cut, and the facts themselves: what a view of the cut or earlier can see. */
async function claimsWithFacts(
  ports: Ports,
  asker: Asker,
  contract: Contract,
  { cut, agreementId, sealedSize }: Statement,
): Promise<{ readonly claims: readonly WireClaim[]; readonly facts: readonly Fact[] }> {
  const subjects = [...new Set((await ports.claims.list(asker, agreementId)).map(({ history }) => history.subject))].sort();
  const seen = (fact: Fact) => fact.recordedAt <= cut && fact.seq < sealedSize && !isOfAnother(fact, contract.subject);
  const facts = new Map<number, Fact>();
  const claims: WireClaim[] = [];
  // A month of the past is closed after its cut; that it was closed is proven by its place before the seal.
  for (const fact of await factsInForceOrNot(ports, asker, await contractSubjects(ports, asker, contract, agreementId)))
    if (seen(fact) || (fact.kind === 'statement.closed' && fact.seq < sealedSize)) facts.set(fact.seq, fact);
  for (let start = 0; start < subjects.length; start += SUBJECTS_AT_ONCE) {
    const some = subjects.slice(start, start + SUBJECTS_AT_ONCE);
    const scopes = await ports.log.factsOfScopes(asker, some);
    for (const subject of some) {
      const scope = (scopes.get(subject) ?? []).filter(seen);
      const found = claimHistories(contract, subject, scope);
      if (found.length === 0) continue;
      for (const fact of scope) facts.set(fact.seq, fact);
      const places = scope.map(({ seq }) => seq).sort((a, b) => a - b);
      for (const { history } of found) claims.push({ component: history.component, subject, facts: places });
    }
  }
  return { claims, facts: [...facts.values()].sort((a, b) => a.seq - b.seq) };
}

/** What was decided under another agreement about the same subject is no business of this one's parties. */
function isOfAnother({ data }: Fact, agreement: string): boolean {
  const named = data['agreement'] ?? data['contract'];
  return named !== undefined && named !== agreement;
}

async function lastSealedFact(ports: Ports, asker: Asker, facts: readonly Fact[], size: number): Promise<Fact> {
  const last = facts.at(-1);
  if (last?.seq === size - 1) return last;
  const page = await ports.log.page(asker, size - 2, 1);
  const [fact] = page.facts;
  if (fact === undefined) throw new Error(`the log has no fact at place ${size - 1}`);
  return fact;
}
