import type { FactDraft } from '#core/facts/fact.ts';
import { assert, present } from '#core/kernel/assert.ts';
import { canonicalJson, isObject, type Json, type JsonObject } from '#core/kernel/canonical-json.ts';
import { type RefusalCode, refusalCodes } from '#core/kernel/refusal-codes.ts';
import type { Refusal } from '#core/kernel/result.ts';
import type { AppendAnswer, AppendOptions } from '#usecases/ports.ts';
import { type IncomingFact, incomingFact } from './incoming-fact.ts';

/** How given facts reach the database: as one JSON parameter, or staged by COPY. */
export interface Delivery {
  readonly now: string | null;
  readonly importId: string | null;
  /** Calls the function, whose arguments after the facts are given, on these facts. */
  call(facts: readonly IncomingFact[], name: string, rest: readonly unknown[]): Promise<readonly AnswerRow[]>;
  /** A shorter way for a single fact without stated time of recording. */
  callOne?(fact: IncomingFact, now: string | null, touched: readonly string[] | null): Promise<readonly AnswerRow[]>;
}

/** ord, status, id, seq, recorded_at, revision, detail of the type append_answer. */
export type AnswerRow = readonly [number, string, string | null, bigint | null, string | null, number | null, JsonObject | null];

/** A draft, its personal values already replaced, with the form it has for the database. */
export interface Prepared {
  readonly draft: FactDraft;
  readonly fact: IncomingFact;
}

/** On its way through one or more calls. */
interface Pending extends Prepared {
  readonly place: number;
}

/** Hashes are made here, before anything is locked or waited for. */
export function prepareDrafts(workspace: string, drafts: readonly FactDraft[]): readonly Prepared[] {
  return drafts.map((draft) => ({ draft, fact: incomingFact(workspace, draft) }));
}

/**
 * Appends drafts and answers each in its place. What corrects, retracts or repeats a key of the same batch goes one by one after
 * the rest, or in the given order from the first retraction on. A draft that needs another revision is sent again with it.
 */
export async function appendDrafts(
  workspace: string,
  drafts: readonly Prepared[],
  delivery: Delivery,
  expected: AppendOptions['expected'] = undefined,
): Promise<readonly AppendAnswer[]> {
  const answers = new Array<AppendAnswer | undefined>(drafts.length).fill(undefined);
  const { plain, careful } = split(
    drafts.map(({ draft, fact }, place) => ({ place, draft, fact })),
    expected !== undefined,
  );
  const again = await callPlain(workspace, plain, delivery, answers);
  // Sent again with the revision it needs, a draft may find that another process was faster; each round takes a newer revision.
  let left = [...careful, ...again.careful];
  let simple = again.plain;
  for (let round = 0; left.length + simple.length > 0; round += 1) {
    assert(round < 20, 'an append comes to an end');
    const next = simple.length === 0 ? { plain: [], careful: [] } : await callPlain(workspace, simple, delivery, answers);
    const rest = left.length === 0 ? [] : await callCarefully(workspace, left, delivery, answers, round === 0 ? expected : undefined);
    simple = next.plain;
    left = [...next.careful, ...rest];
  }
  return answers.map((answer) => present(answer, 'answer to every draft'));
}

function split(all: readonly Pending[], expected: boolean): { readonly plain: readonly Pending[]; readonly careful: readonly Pending[] } {
  const plain: Pending[] = [];
  const careful: Pending[] = [];
  const keys = new Set<string>();
  let retracting = expected;
  for (const pending of all) {
    const { fact } = pending;
    retracting ||= fact.kind === 'fact.retracted';
    const key = fact.external_id === null ? undefined : `${fact.source}\u0000${fact.kind}\u0000${fact.external_id}`;
    const repeats = key !== undefined && keys.size === keys.add(key).size;
    (retracting || fact.supersedes !== null || repeats ? careful : plain).push(pending);
  }
  return { plain, careful };
}

/** The kinds whose facts lie behind the tables of leads, deals and orders. */
const PROJECTED = new Set([
  'lead.captured',
  'lead.handed_over',
  'lead.accepted',
  'lead.rejected',
  'lead.recycled',
  'deal.opened',
  'deal.stage_changed',
  'deal.won',
  'deal.lost',
  'deal.reopened',
  'order.placed',
  'order.refunded',
  'payment.received',
  'payment.reversed',
]);

async function callPlain(
  workspace: string,
  batch: readonly Pending[],
  { call, callOne, now, importId }: Delivery,
  answers: (AppendAnswer | undefined)[],
): Promise<{ readonly plain: readonly Pending[]; readonly careful: readonly Pending[] }> {
  if (batch.length === 0) return { plain: [], careful: [] };
  const touched = new Set<string>();
  let linked = false;
  for (const { fact } of batch) {
    if (PROJECTED.has(fact.kind)) touched.add(fact.subject);
    linked ||= fact.links !== null;
  }
  const subjects = touched.size === 0 ? null : [...touched];
  const only = batch.length === 1 ? batch[0]?.fact : undefined;
  const rows =
    only !== undefined && only.recorded_at === null && callOne !== undefined
      ? await callOne(only, now, subjects)
      : await call(
          batch.map((pending) => pending.fact),
          'append_facts',
          [now, importId, subjects, linked],
        );
  return settleAnswers(workspace, batch, rows, answers);
}

async function callCarefully(
  workspace: string,
  batch: readonly Pending[],
  { call, now, importId }: Delivery,
  answers: (AppendAnswer | undefined)[],
  expected: AppendOptions['expected'],
): Promise<readonly Pending[]> {
  const rows = await call(
    batch.map((pending) => pending.fact),
    'append_facts_carefully',
    [now, importId, expected === undefined ? '[]' : JSON.stringify(expected)],
  );
  const again = settleAnswers(workspace, batch, rows, answers);
  return [...again.careful, ...again.plain];
}

function settleAnswers(
  workspace: string,
  batch: readonly Pending[],
  rows: readonly AnswerRow[],
  answers: (AppendAnswer | undefined)[],
): { readonly plain: readonly Pending[]; readonly careful: readonly Pending[] } {
  const plain: Pending[] = [];
  const careful: Pending[] = [];
  const told = new Map(rows.map((row) => [row[0], row]));
  const first = present(told.get(0), 'row of the first new fact');
  let seq = Number(first[3]);
  const recordedAt = first[4] ?? '';
  for (const [index, pending] of batch.entries()) {
    const row = told.get(index + 1);
    if (row === undefined) {
      answers[pending.place] = { status: 'recorded', id: pending.fact.id, seq, recordedAt: pending.fact.recorded_at ?? recordedAt };
      seq += 1;
      continue;
    }
    const [, status, id, rowSeq, rowRecordedAt, revision, detail] = row;
    if (status === 'careful') careful.push(pending);
    else if (status === 'next') {
      const draft: FactDraft = {
        ...pending.draft,
        revision: present(revision, 'next revision'),
        ...(id === null ? {} : { supersedes: id }),
      };
      (id === null ? plain : careful).push({ place: pending.place, draft, fact: incomingFact(workspace, draft) });
    } else if (status === 'refused') answers[pending.place] = { status, refusal: refusalOf(pending.draft, detail ?? {}) };
    else {
      assert(status === 'recorded' || status === 'repeated', 'an append is recorded, repeated or refused');
      answers[pending.place] = {
        status,
        id: present(id, 'id'),
        seq: Number(rowSeq),
        recordedAt: present(rowRecordedAt, 'time of recording'),
      };
    }
  }
  return { plain, careful };
}

function refusalOf(draft: FactDraft, detail: JsonObject): Refusal {
  const { code, ...given } = detail;
  const known = refusalCodes.find((one) => one === code);
  assert(known !== undefined, 'the database refuses with a known code');
  if (known !== 'fact.conflict') return { code: known satisfies RefusalCode, params: { kind: draft.kind, ...scalars(given) } };
  const { id, precision, occurredAt, ...recorded } = given;
  const before: JsonObject = {
    ...recorded,
    occurredAt: new Date(String(occurredAt)).toISOString(),
    ...(precision === null ? {} : { precision }),
  };
  const now: JsonObject = {
    version: draft.version,
    subject: draft.subject,
    occurredAt: draft.occurredAt,
    data: draft.data,
    ...(draft.precision === undefined ? {} : { precision: draft.precision }),
  };
  return {
    code: known,
    params: {
      source: draft.source,
      kind: draft.kind,
      externalId: draft.externalId ?? '',
      fact: String(id),
      recorded: canonicalJson(before),
      given: canonicalJson(now),
    },
  };
}

function scalars(given: JsonObject): Record<string, string | number | boolean> {
  const kept: Record<string, string | number | boolean> = {};
  for (const [key, value] of Object.entries(given)) if (isScalar(value)) kept[key] = value;
  return kept;
}

function isScalar(value: Json | undefined): value is string | number | boolean {
  return value !== undefined && value !== null && !isObject(value) && !Array.isArray(value);
}
