import type { Fact } from '#core/facts/fact.ts';
import { present } from '#core/kernel/assert.ts';
import { fromIso, type Instant } from '#core/kernel/instant.ts';
import type { ClaimHistory } from '#core/settlement/claim.ts';
import type { Contract, ContractVersion } from '#core/settlement/contract.ts';
import type { StatementLine } from '#core/settlement/line.ts';
import { movementOf } from '#core/settlement/movement.ts';
import { chargedSources } from '#core/settlement/signed-versions.ts';
import { resultAt } from '#core/settlement/standing.ts';
import { knownVersions, lockInstants } from '#core/settlement/terms-history.ts';
import { wholeWorkspace } from './confine-partner.ts';
import type { Asker, Ports, Statement } from './ports.ts';

/** The events that moved a line since the statement before; none where it follows from other lines of its window. */
export interface LineCause {
  readonly n: number;
  readonly facts: readonly Pick<Fact, 'id' | 'kind' | 'occurredAt' | 'recordedAt' | 'source'>[];
}

export interface NumberedLine {
  readonly n: number;
  readonly line: StatementLine;
}

type Cut = Pick<Statement, 'throughIndex' | 'cut'>;

/** What two statements see of the lines in between; `histories` are the claims behind the lines, named `component/subject`. */
export interface Course {
  readonly contract: Contract;
  readonly previous: Cut;
  readonly statement: Cut;
  readonly histories: ReadonlyMap<string, ClaimHistory>;
}

/** The events behind each of the lines that changed. */
export async function causesOf(
  ports: Pick<Ports, 'log'>,
  asker: Asker,
  moved: readonly NumberedLine[],
  course: Course,
): Promise<readonly LineCause[]> {
  if (moved.length === 0) return [];
  const { contract } = course;
  const scopes = await ports.log.factsOfScopes(asker, [...new Set(moved.map(({ line }) => line.subject))]);
  // Pauses, lost tracking and signatures move claims too, and both sides may know of them.
  const sources = chargedSources(contract.versions.map(({ agreement }) => agreement));
  const about = await ports.log.factsOfScopes(wholeWorkspace(asker), [contract.subject, ...sources]);
  const ofContract = [...about.values()].flat();
  return moved.map(({ n, line }) => {
    const history = course.histories.get(`${line.component}/${line.subject}`);
    const changed = history === undefined ? new Set<Instant>() : changesBetween(course, history, line);
    const refund = line.change === 'new' ? /^refund:(.+)$/.exec(line.occurrence)?.[1] : undefined;
    const known = new Map([...(scopes.get(line.subject) ?? []), ...ofContract].map((fact) => [fact.id, fact]));
    // The line of a refund names it, however early it was recorded.
    const facts = [...known.values()].filter(({ id, recordedAt }) => id === refund || changed.has(fromIso(recordedAt)));
    return { n, facts: facts.map(({ id, kind, occurredAt, recordedAt, source }) => ({ id, kind, occurredAt, recordedAt, source })) };
  });
}

/** The instants at which views began to see differently what this line rests on, after the view of the statement before, up to its own. */
function changesBetween(course: Course, history: ClaimHistory, line: StatementLine): ReadonlySet<Instant> {
  const { contract, previous, statement } = course;
  const after = lastsFromBefore(line) ? Number.NEGATIVE_INFINITY : viewOf(contract, previous, Math.min(line.period, previous.throughIndex));
  const upTo = viewOf(contract, statement, line.period);
  const instants = groundOf(contract, history, line, upTo).flatMap((mark) =>
    'spans' in mark ? mark.spans.flatMap(({ from, until }) => [from, until]) : [mark.knownAt],
  );
  return new Set(instants.filter((at) => at > after && at <= upTo));
}

/** A hold-back is released or forfeited when its day comes, and a carried rest clawed back when it arrives: long after the reason was recorded. */
function lastsFromBefore(line: StatementLine): boolean {
  const movement = movementOf(line);
  return line.change === 'new' && (movement === 'released' || movement === 'forfeited' || isPartOfRefund(line));
}

function isPartOfRefund({ occurrence }: StatementLine): boolean {
  return occurrence.startsWith('refund:part');
}

/** A period is seen at the cut of the statement, and never later than at its lock. */
function viewOf({ versions }: Contract, { cut }: Cut, period: number): Instant {
  const at = fromIso(cut);
  return Math.min(at, present(lockInstants(knownVersions(versions, at))[period], 'lock'));
}

type Ground =
  | ClaimHistory['states'][number]
  | Pick<ClaimHistory['decisions'][number], 'spans'>
  | Pick<ContractVersion, 'effectiveFrom' | 'knownAt'>;

function groundOf({ versions }: Contract, history: ClaimHistory, line: StatementLine, view: Instant): readonly Ground[] {
  const { decisions, endings, conditions = [], states, refunds, notices } = history;
  if (isPartOfRefund(line)) return refunds;
  if (line.occurrence.startsWith('refund:')) return line.change === 'new' ? [] : [...refunds, ...decisions, ...states];
  if (line.occurrence === 'release' || line.occurrence === 'forfeit') {
    return movementOf(line) === 'released' ? conditions : [...conditions, ...endings];
  }
  switch (movementOf(line)) {
    case 'contested':
    case 'counted':
      return [...decisions, ...notices];
    default: {
      const bornAt = resultAt(history, view)?.result.resultAt ?? Number.NEGATIVE_INFINITY;
      return [...states, ...decisions, ...versions.slice(1).filter(({ effectiveFrom }) => effectiveFrom <= bornAt)];
    }
  }
}
