import { fromIso } from '#core/kernel/instant.ts';
import type { Contract } from '#core/settlement/contract.ts';
import type { SettledLine } from '#core/settlement/line.ts';
import { periodOf } from '#core/settlement/placing.ts';
import { settle } from '#core/settlement/settle.ts';
import { contractInForce } from './agreement-state.ts';
import { type ClaimView, claimViews } from './claim-view.ts';
import { wholeWorkspace } from './confine-partner.ts';
import type { Asker, Ports, StoredClaim } from './ports.ts';
import { listAgreements, type ReadAgreement } from './read-agreement.ts';
import { fingerprint, refreshClaims } from './refresh-claims.ts';

export type StandingPorts = Pick<Ports, 'documents' | 'log' | 'clock' | 'claims' | 'exclusive'>;

/** A signed agreement with its claims as they stand now. */
export interface ContractStanding {
  readonly read: ReadAgreement;
  readonly contract: Contract;
  readonly claims: readonly StoredClaim[];
  readonly views: readonly ClaimView[];
}

/** Every agreement the caller may see that was signed by both sides, with its claims up to date. */
export async function contractStandings(ports: StandingPorts, asker: Asker): Promise<readonly ContractStanding[]> {
  const agreements = await listAgreements(ports, asker);
  const standings = await Promise.all(agreements.filter(({ state }) => state !== 'proposed').map((read) => standingOf(ports, asker, read)));
  return standings.filter((standing) => standing !== undefined);
}

async function standingOf(ports: StandingPorts, asker: Asker, read: ReadAgreement): Promise<ContractStanding | undefined> {
  const { id } = read.newest.stored.agreement;
  const contract = await contractInForce(ports, asker, id);
  if (!contract.ok) return undefined;
  if (!(await isUpToDate(ports, asker, contract.value))) await refreshClaims(ports, asker, contract.value);
  const claims = await ports.claims.list(asker, id);
  return { read, contract: contract.value, claims, views: claimViews(contract.value, claims, ports.clock.now()) };
}

/** Several blocks of a page ask at once; where nothing happened since the last look, none of them waits for the others. */
async function isUpToDate(ports: StandingPorts, asker: Asker, contract: Contract): Promise<boolean> {
  const whole = wholeWorkspace(asker);
  const [{ size }, progress] = await Promise.all([ports.log.head(whole), ports.claims.progress(whole, contract.agreement.id)]);
  return progress.upToSeq >= size && progress.contract === fingerprint(contract);
}

/** What all periods say now, on today's view. */
export function linesNow({ contract: { versions, terms }, claims }: ContractStanding, now: string): readonly SettledLine[] {
  const at = fromIso(now);
  return settle(
    versions,
    claims.map(({ history }) => history),
    periodOf(at, terms),
    at,
  ).lines;
}
