import { fromIso, type IsoInstant, toIso } from '#core/kernel/instant.ts';
import { ok, type Result } from '#core/kernel/result.ts';
import type { ClaimHistory } from '#core/settlement/claim.ts';
import type { Contract } from '#core/settlement/contract.ts';
import { movementOf } from '#core/settlement/movement.ts';
import { resultAt } from '#core/settlement/standing.ts';
import { componentAt } from '#core/settlement/terms-history.ts';
import { contractInForce } from './agreement-state.ts';
import { type ClaimState, claimView } from './claim-view.ts';
import { nameOf } from './list-claims.ts';
import type { Asker, Ports, Statement } from './ports.ts';
import { readStatement } from './read-statement.ts';
import { refreshClaims } from './refresh-claims.ts';
import { causesOf, type LineCause, type NumberedLine } from './statement-causes.ts';
import type { OpenAmount } from './statement-ports.ts';

/** Lines whose cause is looked up, and open claims that are listed; a statement may have many thousands. */
const EXPLAINED_AT_MOST = 200;
const FAR = '9999-12-31T00:00:00.000Z';

/** Money that a statement and those before it leave open, and how its claim stands today. */
export interface OpenThing extends OpenAmount {
  readonly externalId?: string;
  readonly state: ClaimState;
  readonly reviewUntil: IsoInstant | null;
  /** When the hold-back is released unless its condition says otherwise before. */
  readonly releaseAt: IsoInstant | null;
}

export interface ExplainedStatement {
  /** null for the first statement of a contract. */
  readonly previous: Statement | null;
  readonly causes: readonly LineCause[];
  readonly open: readonly OpenThing[];
  readonly openCount: number;
}

type ExplainPorts = Pick<Ports, 'statements' | 'documents' | 'log' | 'claims' | 'clock' | 'exclusive'>;

/** What moved the changed lines of a statement, and what it leaves open with the dates of today. Refusal: statement.unknown. */
export async function explainStatement(ports: ExplainPorts, asker: Asker, statementId: string): Promise<Result<ExplainedStatement>> {
  const read = await readStatement(ports, asker, statementId);
  if (!read.ok) return read;
  const { statement } = read.value;
  const contract = await contractInForce(ports, asker, statement.agreementId);
  if (!contract.ok) return contract;
  await refreshClaims(ports, asker, contract.value);
  const all = await ports.statements.list(asker, statement.agreementId);
  const previous = all.find(({ number }) => number === statement.number - 1) ?? null;
  const { open, count } = await ports.statements.openClaims(asker, statement, EXPLAINED_AT_MOST);
  const moved = previous === null ? [] : await movedLines(ports, asker, statementId);
  // Those that changed after the statement before, and those with something open.
  const subjects = [...new Set([...open, ...moved.map(({ line }) => line)].map(({ subject }) => subject))];
  const histories = subjects.length === 0 ? [] : await ports.claims.forSettlement(asker, statement.agreementId, FAR, FAR, subjects);
  const byName = new Map(histories.map((history) => [`${history.component}/${history.subject}`, history]));
  const names = await ports.log.externalIds(asker, [...new Set(open.map(({ subject }) => subject))]);
  const now = ports.clock.now();
  return ok({
    previous,
    causes:
      previous === null ? [] : await causesOf(ports, asker, moved, { contract: contract.value, previous, statement, histories: byName }),
    open: open.map((one) => ({
      ...one,
      ...nameOf(names, one),
      ...standingNow(contract.value, byName.get(`${one.component}/${one.subject}`), now),
    })),
    openCount: count,
  });
}

/** Lines that say something else than before; a window has no claim behind it. */
async function movedLines(ports: Pick<Ports, 'statements'>, asker: Asker, statementId: string): Promise<readonly NumberedLine[]> {
  const lines = await ports.statements.lines(asker, statementId);
  return lines
    .map((line, n) => ({ n, line }))
    .filter(({ line }) => movementOf(line) !== 'new' && !line.subject.startsWith('window:'))
    .slice(0, EXPLAINED_AT_MOST);
}

function standingNow(
  contract: Contract,
  history: ClaimHistory | undefined,
  now: IsoInstant,
): Pick<OpenThing, 'state' | 'reviewUntil' | 'releaseAt'> {
  if (history === undefined) return { state: 'rejected', reviewUntil: null, releaseAt: null };
  const { state, reviewUntil } = claimView(contract, { history }, now);
  const result = resultAt(history, fromIso(now))?.result;
  const holdBack = result && componentAt(contract.versions, history.component, result.resultAt)?.holdBack;
  return { state, reviewUntil, releaseAt: result && holdBack ? toIso(result.resultAt + holdBack.releaseAfterMs) : null };
}
