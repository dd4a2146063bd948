import type { Client } from 'pg';
import { expect } from 'vitest';
import type { Fact } from '#core/facts/fact.ts';
import { hex } from '#core/kernel/hash.ts';
import { leafHash } from '#core/proof/leaf.ts';
import { MerkleFrontier } from '#core/proof/merkle.ts';
import type { Asker, Ports } from '#usecases/ports.ts';
import type { SentFact } from './senders.ts';

/** Reads the whole log; its places have no gap and its times of recording never go back, backfilled facts aside. */
export async function soundLog({ log }: Ports, asker: Asker): Promise<readonly Fact[]> {
  const facts: Fact[] = [];
  for (let afterSeq: number | undefined = -1; afterSeq !== undefined; ) {
    const page = await log.page(asker, afterSeq, 5_000);
    facts.push(...page.facts);
    afterSeq = page.nextAfterSeq;
  }
  expect(facts.findIndex((fact, place) => fact.seq !== place)).toBe(-1);
  expect((await log.head(asker)).size).toBe(facts.length);
  const recorded = facts.filter((fact) => fact.backfilled !== true);
  expect(recorded.findIndex((fact, place) => fact.recordedAt < (recorded[place - 1]?.recordedAt ?? ''))).toBe(-1);
  const keys = facts.map((fact) => `${fact.source} ${fact.kind} ${fact.externalId ?? fact.id} ${fact.revision}`);
  expect(new Set(keys).size).toBe(keys.length);
  return facts;
}

/** Every acknowledged fact stands at the place that was named; whatever else arrived of what was sent is whole. */
export function expectAcknowledgedFacts(facts: readonly Fact[], sent: readonly SentFact[]): void {
  const found = new Map(facts.map((fact) => [fact.externalId, fact]));
  const lost: unknown[] = [];
  const torn: unknown[] = [];
  for (const { draft, answer } of sent) {
    const fact = found.get(draft.externalId);
    if (answer !== undefined && (answer.status === 'refused' || fact?.seq !== answer.seq || fact.id !== answer.id))
      lost.push({ draft, answer, fact });
    const isWhole =
      fact === undefined ||
      (fact.occurredAt === draft.occurredAt && JSON.stringify(sorted(fact.data)) === JSON.stringify(sorted(draft.data)));
    if (!isWhole) torn.push({ draft, fact });
  }
  expect({ lost, torn }).toEqual({ lost: [], torn: [] });
}

function sorted(members: object): object {
  return Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Seals follow one another, and each has the root that the facts give. */
export async function expectSoundSeals({ seals }: Ports, asker: Asker, facts: readonly Fact[]): Promise<void> {
  const frontier = new MerkleFrontier();
  let previous: string | null = null;
  for (const seal of await seals.list(asker)) {
    expect(seal.size).toBeLessThanOrEqual(facts.length);
    for (const fact of facts.slice(frontier.size, seal.size)) frontier.append(leafHash(fact));
    expect(seal).toMatchObject({ root: hex(frontier.root()), previous });
    previous = seal.root;
  }
}

const halves: Readonly<Record<string, string>> = {
  'statements with other lines than they count': `
    select s.id from statement as s
    where s.line_count <> (select count(*) from statement_line as l where l.workspace_id = s.workspace_id and l.statement_id = s.id)`,
  'lines without a statement': `
    select l.statement_id from statement_line as l
    where not exists (select from statement as s where s.workspace_id = l.workspace_id and s.id = l.statement_id)`,
  'postings without a line': `
    select p.statement_id from posting as p
    where not exists (select from statement as s where s.workspace_id = p.workspace_id and s.id = p.statement_id)
      or (p.line >= 0 and not exists (
        select from statement_line as l where l.workspace_id = p.workspace_id and l.statement_id = p.statement_id and l.line = p.line))`,
  'lines whose expense is not posted': `
    select l.statement_id, l.line from statement_line as l
    left join posting as p
      on p.workspace_id = l.workspace_id and p.statement_id = l.statement_id and p.line = l.line and p.account = 'expense'
    where coalesce(p.minor, 0) <> l.amount_minor`,
  'postings that do not sum to zero': `
    select statement_id, line, currency, sum(minor) from posting group by workspace_id, statement_id, line, currency having sum(minor) <> 0`,
  'statements whose total is not that of their lines': `
    select s.id from statement as s
    where s.total_minor <> (
      select coalesce(sum(l.payable_minor), 0) from statement_line as l where l.workspace_id = s.workspace_id and l.statement_id = s.id)`,
  'statements whose balance does not go on from the one before': `
    select id from (
      select id, number, opening_minor,
        row_number() over w as place, coalesce(lag(closing_minor) over w, 0) as carried
      from statement window w as (partition by workspace_id, agreement_id order by number)) as s
    where number <> place or opening_minor <> carried`,
  'statements that no fact tells of': `
    select s.id from statement as s
    where not exists (
      select from fact as f where f.workspace_id = s.workspace_id and f.kind = 'statement.closed' and f.subject = 'statement:' || s.id)`,
  'facts that tell of no statement': `
    select f.subject from fact as f
    where f.kind = 'statement.closed'
      and not exists (select from statement as s where s.workspace_id = f.workspace_id and f.subject = 'statement:' || s.id)`,
  'statements without their seal': `
    select s.id from statement as s
    where not exists (select from seal where seal.workspace_id = s.workspace_id and seal.size = s.sealed_size)`,
  'facts recorded into a closed past': `
    select f.seq from statement as s join fact as f on f.workspace_id = s.workspace_id and f.seq >= s.sealed_size and f.recorded_at <= s.cut`,
};

/** Statements, lines, postings and the facts that tell of them are there together or not at all; the ledger sums to zero. */
export async function expectNothingHalfDone(owner: Client): Promise<void> {
  const found: Record<string, readonly unknown[]> = {};
  for (const [name, query] of Object.entries(halves)) found[name] = (await owner.query(query)).rows;
  expect(found).toEqual(Object.fromEntries(Object.keys(halves).map((name) => [name, []])));
}
