import { createHmac } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { appointmentHeld } from '#core/definitions/templates/appointment-held.ts';
import { type Fact, factIdFromKey, subjectId } from '#core/facts/fact.ts';
import { canonicalJson, type Json, type JsonObject } from '#core/kernel/canonical-json.ts';
import { hex, sha256Hex } from '#core/kernel/hash.ts';
import { derivedId } from '#core/kernel/ids.ts';
import { DAY_MS, fromIso, HOUR_MS, type Instant, type IsoInstant, toIso } from '#core/kernel/instant.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import { agreementHash, definitionRef, readAgreement } from '#core/promises/agreements/read-agreement.ts';
import { leafHash } from '#core/proof/leaf.ts';
import { readerFromLeaves, rootOf } from '#core/proof/merkle.ts';
import { multiproof } from '#core/proof/multiproof.ts';
import { PROOF_FILE_FORMAT, type ProofFile, type WireClaim, wireCalendar } from '#core/proof/proof-file.ts';
import { provenPlaces } from '#core/proof/proven-facts.ts';
import type { ClaimHistory } from '#core/settlement/claim.ts';
import { claimHistories } from '#core/settlement/claim-history.ts';
import { agreementSubject, type Contract } from '#core/settlement/contract.ts';
import { settle } from '#core/settlement/settle.ts';
import { contractFromFacts } from '#core/settlement/signed-versions.ts';
import { statementLines, statementTotals } from '#core/settlement/statement.ts';
import { statementHash, wireLine, wireTotals } from '#core/settlement/wire.ts';

/**
 * The proof file that the recompute page brings along to try: a quarter of a fictional contract, the same to the byte on every machine.
 * `node scripts/sample-proof-file.ts` writes it anew, which is due whenever a proof file gets another form.
 */
const target = fileURLToPath(new URL('../src/web/recompute/sample-proof-file.json', import.meta.url));
const contractFile = new URL('sample-contract.yaml', import.meta.url);

const WORKSPACE = derivedId('workspace', 'sample');
const SOURCE = 'crm';
const COMPONENT = 'appointment';
const THROUGH = 2;
const CUT = fromIso('2026-04-20T08:00:00.000Z');
const APPOINTMENTS = 36;

/** What happened, before the log gives it a place. */
interface Happened {
  readonly kind: string;
  readonly subject: string;
  readonly at: Instant;
  readonly key: string;
  readonly data: JsonObject;
  readonly actor?: string;
}

/** Values about people never stand in a log themselves, only their commitment. */
function commitment(value: string): string {
  return `hmac-sha256:${createHmac('sha256', 'sample').update(value).digest('hex')}`;
}

function signing(agreement: Agreement): readonly Happened[] {
  const at = fromIso('2025-12-15T09:00:00.000Z');
  const hash = agreementHash(agreement);
  const subject = agreementSubject(agreement.id);
  const { payer, payee } = agreement.parties;
  const proposal = { hash, by: commitment(payer.name), effectiveFrom: toIso(at) };
  return [
    { kind: 'agreement.proposed', subject, at, key: 'proposal', data: proposal, actor: `party:${payer.key}` },
    ...[payer, payee].map(({ key, name }, index) => ({
      kind: 'agreement.signed',
      subject,
      at: at + (index + 1) * DAY_MS,
      key: `signature-${key}`,
      data: { hash, party: key, person: commitment(name) },
      actor: `party:${key}`,
    })),
  ];
}

const campaigns = [
  ['linkedin', 'Lasertechnik 2026'],
  ['google_ads', 'Blechgehäuse'],
  ['linkedin', 'Einkauf Maschinenbau'],
] as const;

/** One enquiry, the appointment made of it, what became of it and what the client said. */
function appointmentCourse(index: number, agreement: Agreement): readonly Happened[] {
  const [source, campaign] = campaigns[index % campaigns.length] ?? campaigns[0];
  const captured = fromIso('2026-01-05T08:20:00.000Z') + index * 54 * HOUR_MS + ((index * 37) % 50) * 60_000;
  const held = captured + (3 + (index % 4)) * DAY_MS + 2 * HOUR_MS;
  const number = String(index + 1).padStart(3, '0');
  const lead = subjectId(WORKSPACE, SOURCE, 'lead', `A-${number}`);
  const subject = subjectId(WORKSPACE, SOURCE, 'appointment', `T-${number}`);
  const outcome = index % 12 === 7 ? 'no_show_guest' : 'held';
  const decision = { agreement: agreementSubject(agreement.id), component: COMPONENT };
  const course: Happened[] = [
    { kind: 'lead.captured', subject: lead, at: captured, key: `A-${number}`, data: { source, campaign } },
    { kind: 'appointment.booked', subject, at: captured + 5 * HOUR_MS, key: `T-${number}`, data: { lead, starts: toIso(held) } },
    { kind: 'appointment.evidenced', subject, at: held + HOUR_MS, key: `T-${number}`, data: { outcome, evidence: 'attendance_log' } },
  ];
  const decided = { subject, at: held + 2 * DAY_MS, key: `E-${number}`, actor: `party:${agreement.parties.payer.key}` };
  if (outcome === 'held' && index < APPOINTMENTS - 2) course.push({ ...decided, kind: 'claim.accepted', data: decision });
  return course;
}

/** Puts what happened into the log of a workspace, in the order in which it became known. */
function logOf(happened: readonly Happened[]): readonly Fact[] {
  return happened
    .toSorted((a, b) => a.at - b.at)
    .map(({ kind, subject, at, key, data, actor }, seq) => ({
      workspace: WORKSPACE,
      seq,
      id: factIdFromKey(WORKSPACE, SOURCE, kind, key, 1),
      kind,
      version: 1,
      subject,
      occurredAt: toIso(at),
      recordedAt: toIso(at),
      source: SOURCE,
      externalId: key,
      revision: 1,
      actor: actor ?? 'system',
      data,
    }));
}

/** Claims of the log with the facts each rests on: those about the appointment and about its enquiry. */
function claimsOf(
  contract: Contract,
  log: readonly Fact[],
): { readonly claims: readonly WireClaim[]; readonly histories: readonly ClaimHistory[] } {
  const booked = log.filter(({ kind }) => kind === 'appointment.booked').toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
  const found = booked.map(({ subject, data }) => {
    const scope = log.filter((fact) => fact.subject === subject || fact.subject === data['lead']);
    return { subject, scope, histories: claimHistories(contract, subject, scope).map(({ history }) => history) };
  });
  return {
    histories: found.flatMap(({ histories }) => histories),
    claims: found.flatMap(({ subject, scope, histories }) =>
      histories.map(({ component }) => ({ component, subject, facts: scope.map(({ seq }) => seq) })),
    ),
  };
}

/** The sample as canonical text, settled and sealed by the product's own rules. */
export function sampleProofFile(): string {
  const raw: unknown = parse(readFileSync(contractFile, 'utf8'));
  const agreement = valueOrThrow(readAgreement(raw, new Map([[definitionRef(appointmentHeld), appointmentHeld]])));
  const courses = Array.from({ length: APPOINTMENTS }, (_, index) => appointmentCourse(index, agreement));
  const log = logOf([...signing(agreement), ...courses.flat()]);
  const about = log.filter(({ subject }) => subject === agreementSubject(agreement.id));
  const contract = valueOrThrow(contractFromFacts([agreement], [appointmentHeld], about, CUT));
  const { claims, histories } = claimsOf(contract, log);
  const used = new Set([...about.map(({ seq }) => seq), ...claims.flatMap(({ facts }) => facts)]);
  const facts = log.filter(({ seq }) => used.has(seq));
  const cut: IsoInstant = toIso(CUT);
  const lines = statementLines(settle(contract.versions, histories, THROUGH, CUT).lines, []);
  const totals = wireTotals(statementTotals(0n, lines, contract.terms.minimumPayoutMinor, false));
  const stated = { through: THROUGH, cut, totals, lines: lines.map(wireLine) };
  const leaves = log.map(leafHash);
  const bundle: Omit<ProofFile, 'digest'> = {
    format: PROOF_FILE_FORMAT,
    workspace: WORKSPACE,
    agreements: [agreement],
    calendars: contract.versions.map(wireCalendar),
    definitions: [appointmentHeld],
    statement: {
      ...stated,
      id: derivedId('statement', WORKSPACE, agreement.id, String(THROUGH), cut),
      number: 1,
      hash: statementHash({ ...stated, agreement: agreement.id }),
    },
    earlier: [],
    claims,
    facts,
    proof: {
      seal: { size: log.length, root: hex(rootOf(leaves)), previous: null, at: cut },
      lastLeaf: hex(leaves.at(-1) ?? new Uint8Array()),
      nodes: multiproof(log.length, provenPlaces(facts, log.length), readerFromLeaves(leaves)).map(hex),
    },
  };
  const digest = sha256Hex(canonicalJson(bundle as unknown as Json));
  return canonicalJson({ ...bundle, digest } as unknown as Json);
}

if (import.meta.main) writeFileSync(target, sampleProofFile());
