import { type Definition, definitionHash, readDefinition } from '#core/definitions/definition.ts';
import type { Fact } from '#core/facts/fact.ts';
import { fromIso, toIso } from '#core/kernel/instant.ts';
import { ok, type Refusal, type Result, refuse } from '#core/kernel/result.ts';
import { definitionRef } from '#core/promises/agreements/read-agreement.ts';
import type { ClaimHistory } from '#core/settlement/claim.ts';
import type { Contract } from '#core/settlement/contract.ts';
import { type AdoptedDefinition, adoptDefinition } from './adopt-definition.ts';
import { contractInForce } from './agreement-state.ts';
import type { DeterminationCounts, DifferingExample, DraftAtWork, ReplayedAnswer, StoredDetermination } from './determination-ports.ts';
import { moneyOfClaims } from './money-of-claims.ts';
import type { Asker, Ports } from './ports.ts';
import { readDocument } from './read-document.ts';

export type ReplayPorts = Pick<Ports, 'documents' | 'log' | 'claims' | 'drafts' | 'clock'>;

/** A subject that the draft answers otherwise than the version before. */
export interface Flip {
  readonly subject: string;
  readonly externalId: string | null;
  readonly before: ReplayedAnswer;
  readonly after: ReplayedAnswer;
  /** The fact with which the draft came to its answer. */
  readonly fact: Fact | null;
}

/** What an agreement that binds the version before would come to, had it been amended to the draft from its first day. */
export interface MovedMoney {
  readonly agreementId: string;
  readonly title: { readonly de: string; readonly en: string };
  readonly currency: string;
  readonly beforeMinor: bigint;
  readonly afterMinor: bigint;
}

export interface Replay {
  readonly definition: Definition;
  readonly hash: string;
  /** `key@version` it was compared with; null if it is the first of its key. */
  readonly before: string | null;
  readonly subjects: number;
  readonly answers: { readonly before: DeterminationCounts | null; readonly after: DeterminationCounts };
  /** How many subjects go from which answer to which; only where they differ. */
  readonly moves: readonly { readonly from: Answer; readonly to: Answer; readonly subjects: number }[];
  /** Agreed examples that the draft answers otherwise; with any, it can be tried but not adopted. */
  readonly differing: readonly DifferingExample[];
  /** The first subjects that move. */
  readonly flips: readonly Flip[];
  readonly agreements: readonly MovedMoney[];
}

type Answer = StoredDetermination['answer'];

/** Evaluation of a draft in all, waiting for the database not counted. */
export const REPLAY_DEADLINE_MS = 60_000;
const FLIPS_SHOWN = 200;
/** Small enough that one batch of facts fits anywhere. */
const SUBJECTS_AT_ONCE = 200;

/**
 * Runs a version that nobody has adopted yet over all subjects there are: who flips, and what that would move in the agreements that
 * bind the version before. Changes nothing, so it also answers while agreed examples differ, and names them. Refusals: document.invalid,
 * definition.rule_invalid, definition.too_complex, definition.too_slow.
 */
export async function replayDefinition(
  ports: ReplayPorts,
  asker: Asker,
  request: { readonly text: string; readonly deadlineMs?: number },
): Promise<Result<Replay>> {
  const raw = readDocument(request.text, 'definition');
  if (!raw.ok) return raw;
  const read = readDefinition(raw.value);
  if (!read.ok) return read;
  const draft = read.value;
  const before = await versionBefore(ports, asker, draft);
  const contracts = before === undefined ? [] : await contractsBinding(ports, asker, before);
  const task = {
    draft,
    before,
    contracts: contracts.map(({ contract, definitions }) => ({
      agreement: contract.agreement,
      definitions,
      effectiveFrom: toIso(contract.effectiveFrom),
    })),
  };
  const deadlineMs = request.deadlineMs ?? REPLAY_DEADLINE_MS;
  const atWork = ports.drafts.open(task, deadlineMs);
  try {
    const found = await replayAll(ports, asker, draft, contracts, atWork);
    if ('refusal' in found) return { ok: false, refusal: found.refusal };
    if ('tooSlowAfter' in found) {
      return refuse('definition.too_slow', { key: draft.key, seconds: deadlineMs / 1_000, done: found.tooSlowAfter });
    }
    return ok(await summaryOf(ports, asker, { draft, before, contracts }, found));
  } finally {
    await atWork.close();
  }
}

/** The newest adopted version of the same key, other than the draft itself. */
async function versionBefore(ports: ReplayPorts, asker: Asker, draft: Definition): Promise<Definition | undefined> {
  const adopted = (await ports.documents.definitions(asker)).map(({ definition }) => definition);
  return adopted
    .filter(({ key, version, subject }) => key === draft.key && version !== draft.version && subject === draft.subject)
    .sort((a, b) => a.version - b.version)
    .at(-1);
}

interface BindingContract {
  readonly contract: Contract;
  readonly definitions: readonly Definition[];
}

async function contractsBinding(ports: ReplayPorts, asker: Asker, before: Definition): Promise<readonly BindingContract[]> {
  const hash = definitionHash(before);
  const adopted = await ports.documents.definitions(asker);
  const ids = new Set((await ports.documents.agreements(asker)).map(({ agreement }) => agreement.id));
  const binding: BindingContract[] = [];
  for (const id of ids) {
    const contract = await contractInForce(ports, asker, id);
    if (!contract.ok) continue;
    const hashes = contract.value.agreement.definitions.map((bound) => bound.hash);
    const definitions = adopted.filter((stored) => hashes.includes(stored.hash)).map(({ definition }) => definition);
    if (hashes.includes(hash)) binding.push({ contract: contract.value, definitions });
  }
  return binding;
}

interface Found {
  readonly differing: readonly DifferingExample[];
  readonly before: Record<Answer, number>;
  readonly after: Record<Answer, number>;
  readonly moves: Map<string, number>;
  readonly flips: { readonly subject: string; readonly before: ReplayedAnswer; readonly after: ReplayedAnswer }[];
  readonly claims: readonly { readonly before: ClaimHistory[]; readonly after: ClaimHistory[] }[];
}

async function replayAll(
  ports: ReplayPorts,
  asker: Asker,
  draft: Definition,
  contracts: readonly BindingContract[],
  atWork: DraftAtWork,
): Promise<Found | { readonly refusal: Refusal } | { readonly tooSlowAfter: number }> {
  const examined = await atWork.examine();
  if (examined === 'too_slow') return { tooSlowAfter: 0 };
  if (!examined.ok) return examined;
  const none = () => ({ yes: 0, no: 0, open: 0, failed: 0 });
  const found: Found = {
    differing: examined.value,
    before: none(),
    after: none(),
    moves: new Map(),
    flips: [],
    claims: contracts.map(() => ({ before: [], after: [] })),
  };
  let done = 0;
  const { size } = await ports.log.head(asker);
  for await (const page of ports.claims.subjectsTouched(asker, [draft.subject], 0, size)) {
    for (let start = 0; start < page.length; start += SUBJECTS_AT_ONCE) {
      const subjects = page.slice(start, start + SUBJECTS_AT_ONCE);
      const scopes = await ports.log.factsOfScopes(asker, subjects);
      const batch = await atWork.replay(subjects.map((subject) => ({ subject, facts: scopes.get(subject) ?? [] })));
      if (batch === 'too_slow') return { tooSlowAfter: done };
      done += subjects.length;
      for (const { subject, before, after } of batch.subjects) take(found, draft, subject, before, after);
      for (const [index, claims] of batch.claims.entries()) {
        found.claims[index]?.before.push(...claims.before);
        found.claims[index]?.after.push(...claims.after);
      }
    }
  }
  return found;
}

function take(found: Found, draft: Definition, subject: string, before: ReplayedAnswer | undefined, after: ReplayedAnswer): void {
  // A subject that others only name, and no fact has founded, is nobody's case.
  if (after.answer === 'open' && after.missing?.includes(draft.subject) === true) return;
  found.after[after.answer] += 1;
  if (before === undefined) return;
  found.before[before.answer] += 1;
  if (before.answer === after.answer && before.at === after.at) return;
  const move = `${before.answer} ${after.answer}`;
  found.moves.set(move, (found.moves.get(move) ?? 0) + 1);
  if (found.flips.length < FLIPS_SHOWN) found.flips.push({ subject, before, after });
}

async function summaryOf(
  ports: ReplayPorts,
  asker: Asker,
  {
    draft,
    before,
    contracts,
  }: { readonly draft: Definition; readonly before: Definition | undefined; readonly contracts: readonly BindingContract[] },
  found: Found,
): Promise<Replay> {
  const names = await ports.log.externalIds(
    asker,
    found.flips.map(({ subject }) => subject),
  );
  const facts = await ports.log.factsById(
    asker,
    found.flips.flatMap(({ after }) => after.factId ?? []),
  );
  const factOf = new Map(facts.map((fact) => [fact.id, fact]));
  const now = fromIso(ports.clock.now());
  return {
    definition: draft,
    hash: definitionHash(draft),
    before: before === undefined ? null : definitionRef(before),
    subjects: Object.values(found.after).reduce((sum, count) => sum + count, 0),
    answers: { before: before === undefined ? null : found.before, after: found.after },
    moves: [...found.moves].sort().map(([move, subjects]) => {
      const [from, to] = move.split(' ') as [Answer, Answer];
      return { from, to, subjects };
    }),
    differing: found.differing,
    flips: found.flips.map(({ subject, before: was, after }) => ({
      subject,
      externalId: names.get(subject) ?? null,
      before: was,
      after,
      fact: (after.factId === undefined ? undefined : factOf.get(after.factId)) ?? null,
    })),
    agreements: contracts.map(({ contract }, index) => ({
      agreementId: contract.agreement.id,
      title: contract.agreement.title,
      currency: contract.terms.currency,
      beforeMinor: moneyOfClaims(contract, found.claims[index]?.before ?? [], now),
      afterMinor: moneyOfClaims(contract, found.claims[index]?.after ?? [], now),
    })),
  };
}

export interface AdoptedAfterReplay extends AdoptedDefinition {
  /** What the version changes, as of the moment of adopting. */
  readonly replay: Replay;
}

/** Adopts a version, having replayed it first, apart and with a deadline. Refusals: those of replaying and of adopting. */
export async function adoptAfterReplay(
  ports: ReplayPorts,
  asker: Asker,
  request: { readonly text: string; readonly dryRun?: boolean; readonly deadlineMs?: number },
): Promise<Result<AdoptedAfterReplay>> {
  const replay = await replayDefinition(ports, asker, request);
  if (!replay.ok) return replay;
  const adopted = await adoptDefinition(ports, asker, request);
  return adopted.ok ? ok({ ...adopted.value, replay: replay.value }) : adopted;
}
