import type { FactDraft } from '#core/facts/fact.ts';
import { FOREVER } from '#core/facts/view.ts';
import { dayOf, fromIso } from '#core/kernel/instant.ts';
import { ok, type Refusal, type Result, refuse } from '#core/kernel/result.ts';
import type { Bilingual } from '#core/promises/agreements/agreement.ts';
import type { ClaimHistory } from '#core/settlement/claim.ts';
import type { Contract } from '#core/settlement/contract.ts';
import { contractInForce } from './agreement-state.ts';
import { type DecidingPorts, type DecisionWords, decisionDraft } from './claim-to-decide.ts';
import { type ClaimView, claimsNow, claimView } from './claim-view.ts';
import { wholeWorkspace } from './confine-partner.ts';
import { acceptance, rejection } from './decide-claim.ts';
import type { ClaimName } from './list-claims.ts';
import { moneyOfClaims } from './money-of-claims.ts';
import type { AppendAnswer, Asker } from './ports.ts';
import { refreshClaims } from './refresh-claims.ts';

export interface DecideClaims extends DecisionWords {
  readonly claims: readonly ClaimName[];
  readonly decision: 'accept' | 'reject';
  /** For rejecting: a reason that each of the contracts names. */
  readonly reason?: string;
  /** Everything is checked and answered, nothing is recorded. */
  readonly dryRun?: boolean;
  /** Refuses a contract as a whole, before any of its claims is looked at. */
  readonly mayDecide: (agreementId: string) => Promise<Result<undefined>>;
}

/** What became, or would become, of one claim of many. */
export interface DecidedRow extends ClaimName {
  readonly externalId?: string;
  readonly outcome: 'possible' | 'decided' | 'refused';
  readonly refusal?: Refusal;
  readonly factId?: string;
  /** What the claim comes to before the decision. */
  readonly amountMinor: bigint;
  /** Its review period ends today. */
  readonly lastDay: boolean;
}

/** The money of one contract in a decision about many claims. */
export interface DecidedSum {
  readonly agreementId: string;
  readonly title: Bilingual;
  readonly currency: string;
  readonly count: number;
  readonly refused: number;
  /** What the claims that are decided come to. */
  readonly amountMinor: bigint;
  /** By how much the contract as a whole changes: others may move up behind what is rejected. */
  readonly effectMinor: bigint;
}

export interface DecidedClaims {
  readonly rows: readonly DecidedRow[];
  readonly sums: readonly DecidedSum[];
}

/**
 * The payer decides many claims at once: each by the same checks as one alone and as a fact of its own, so that none is half decided. What
 * cannot be decided is refused by row, and keeps nothing else back.
 */
export async function decideClaims(ports: DecidingPorts, asker: Asker, request: DecideClaims): Promise<DecidedClaims> {
  // Named twice, a claim is decided once.
  const wanted = [...new Map(request.claims.map((one) => [nameText(one), one])).values()];
  const rows = new Map<string, DecidedRow>();
  const sums: DecidedSum[] = [];
  for (const agreementId of [...new Set(wanted.map((one) => one.agreementId))].sort()) {
    const claims = wanted.filter((one) => one.agreementId === agreementId);
    const decided = await ofOneContract(ports, asker, request, agreementId, claims);
    for (const row of decided.rows) rows.set(nameText(row), row);
    if (decided.sum !== undefined) sums.push(decided.sum);
  }
  const names = await ports.log.externalIds(asker, [...new Set(wanted.map(({ subject }) => subject))]);
  return {
    rows: [...rows.values()].map((row) => {
      const externalId = names.get(row.subject);
      return externalId === undefined ? row : { ...row, externalId };
    }),
    sums,
  };
}

interface ContractDecided {
  readonly rows: readonly DecidedRow[];
  /** Absent where the contract itself was refused. */
  readonly sum?: DecidedSum;
}

async function ofOneContract(
  ports: DecidingPorts,
  asker: Asker,
  request: DecideClaims,
  agreementId: string,
  claims: readonly ClaimName[],
): Promise<ContractDecided> {
  const may = await request.mayDecide(agreementId);
  const contract = may.ok ? await contractInForce(ports, asker, agreementId) : may;
  if (!contract.ok) return { rows: claims.map((name) => refusedRow(name, contract.refusal)) };
  // Read first: whatever is recorded about a subject from here on makes the decision out of date.
  const lastSeqs = await lastSeqOf(ports, asker, [...new Set(claims.map(({ subject }) => subject))]);
  await refreshClaims(ports, asker, contract.value);
  const histories = await ports.claims.forSettlement(asker, agreementId, null, null);
  const looked = lookAt(ports, contract.value, histories, request, claims);
  const rows = request.dryRun === true ? looked : await recorded(ports, asker, contract.value, request, looked, lastSeqs);
  return { rows, sum: sumOf(contract.value, histories, rows, request, ports.clock.now()) };
}

type Possible = DecidedRow & { readonly more?: Readonly<Record<string, string>> };

function lookAt(
  ports: Pick<DecidingPorts, 'clock'>,
  contract: Contract,
  histories: readonly ClaimHistory[],
  request: DecideClaims,
  claims: readonly ClaimName[],
): readonly Possible[] {
  const now = ports.clock.now();
  const { money } = claimsNow(contract, histories, now);
  const byName = new Map(histories.map((history) => [`${history.component}/${history.subject}`, history]));
  const today = dayOf(fromIso(now), contract.agreement.timeZone);
  return claims.map((name): Possible => {
    const { component, subject } = name;
    const history = byName.get(`${component}/${subject}`);
    if (history === undefined) return refusedRow(name, { code: 'claim.unknown', params: { component, subject } });
    const view = claimView(contract, { history }, now);
    const amountMinor = money.get(`${component}/${subject}`) ?? 0n;
    const lastDay = view.reviewUntil !== null && dayOf(fromIso(view.reviewUntil), contract.agreement.timeZone) === today;
    const checked = checkedDecision(contract, view, request);
    if (!checked.ok) return { ...refusedRow(name, checked.refusal), amountMinor, lastDay };
    return { ...name, outcome: 'possible', amountMinor, lastDay, more: checked.value };
  });
}

function checkedDecision(contract: Contract, view: ClaimView, request: DecideClaims): Result<Readonly<Record<string, string>>> {
  if (request.decision === 'reject') return rejection(contract, view, { ...request, reason: request.reason ?? '' });
  const accepted = acceptance(view);
  if (!accepted.ok) return accepted;
  // Accepting again would record a word that changes nothing.
  return view.state === 'counted' ? refuse('claim.not_open', { subject: view.subject, state: view.state }) : ok({});
}

/** Records each decision as a fact; a claim about which something was recorded meanwhile is refused, and the others are tried again. */
async function recorded(
  ports: DecidingPorts,
  asker: Asker,
  contract: Contract,
  request: DecideClaims,
  looked: readonly Possible[],
  lastSeqs: ReadonlyMap<string, number | null>,
): Promise<readonly DecidedRow[]> {
  const kind = request.decision === 'accept' ? 'claim.accepted' : 'claim.rejected';
  const rows = new Map(looked.map(({ more: _more, ...row }) => [nameText(row), row as DecidedRow]));
  let left = looked.filter(({ outcome }) => outcome === 'possible');
  while (left.length > 0) {
    const drafts = left.map(
      (row): FactDraft => decisionDraft(ports, asker, contract, kind, { ...row, ...wordsOf(request) }, row.more ?? {}),
    );
    const expected = [...new Set(left.map(({ subject }) => subject))].map((subject) => ({
      subject,
      lastSeq: lastSeqs.get(subject) ?? null,
    }));
    // The word of whoever decides is recorded by the workspace: the log is one, whoever may read which part of it.
    const answers = await ports.log.append(wholeWorkspace(asker), drafts, { expected });
    const outdated = outdatedIn(answers);
    for (const [at, row] of left.entries()) {
      const answer = answers[at];
      if (answer === undefined || (outdated !== undefined && row.subject !== outdated)) continue;
      rows.set(nameText(row), answeredRow(row, answer));
    }
    left = outdated === undefined ? [] : left.filter(({ subject }) => subject !== outdated);
  }
  return [...rows.values()];
}

/** The subject that moved on meanwhile, which kept the whole batch back. */
function outdatedIn(answers: readonly AppendAnswer[]): string | undefined {
  for (const answer of answers) {
    if (answer.status === 'refused' && answer.refusal.code === 'fact.revision_unexpected') return String(answer.refusal.params['subject']);
  }
  return undefined;
}

function answeredRow({ more: _more, ...row }: Possible, answer: AppendAnswer): DecidedRow {
  if (answer.status === 'refused') return { ...row, outcome: 'refused', refusal: answer.refusal };
  return { ...row, outcome: 'decided', factId: answer.id };
}

/** The contract before and after: the decisions are put on the histories as they stand or will stand in the log. */
function sumOf(
  contract: Contract,
  histories: readonly ClaimHistory[],
  rows: readonly DecidedRow[],
  request: DecideClaims,
  now: string,
): DecidedSum {
  const { agreement, terms } = contract;
  const going = rows.filter(({ outcome }) => outcome !== 'refused');
  const decided = new Set(going.map(({ component, subject }) => `${component}/${subject}`));
  const at = fromIso(now);
  const decision = {
    kind: request.decision === 'accept' ? ('accepted' as const) : ('rejected' as const),
    factId: 'preview',
    recordedAt: at,
    occurredAt: at,
    spans: [{ from: at, until: FOREVER }],
  };
  const after = histories.map((history) =>
    decided.has(`${history.component}/${history.subject}`) ? { ...history, decisions: [...history.decisions, decision] } : history,
  );
  return {
    agreementId: agreement.id,
    title: agreement.title,
    currency: terms.currency,
    count: going.length,
    refused: rows.length - going.length,
    amountMinor: going.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
    effectMinor: moneyOfClaims(contract, after, at) - moneyOfClaims(contract, histories, at),
  };
}

async function lastSeqOf(
  ports: Pick<DecidingPorts, 'log'>,
  asker: Asker,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, number | null>> {
  const scopes = await ports.log.factsOfScopes(wholeWorkspace(asker), subjects);
  return new Map(
    subjects.map((subject) => {
      const own = (scopes.get(subject) ?? []).filter((fact) => fact.subject === subject);
      return [subject, own.reduce<number | null>((last, { seq }) => (last === null || seq > last ? seq : last), null)];
    }),
  );
}

function refusedRow(name: ClaimName, refusal: Refusal): DecidedRow {
  const { agreementId, component, subject } = name;
  return { agreementId, component, subject, outcome: 'refused', refusal, amountMinor: 0n, lastDay: false };
}

function wordsOf({ comment, evidence }: DecisionWords): DecisionWords {
  return { ...(comment === undefined ? {} : { comment }), ...(evidence === undefined ? {} : { evidence }) };
}

function nameText({ agreementId, component, subject }: ClaimName): string {
  return `${agreementId}/${component}/${subject}`;
}
