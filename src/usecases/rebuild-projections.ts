import { deepEqual } from '#core/kernel/deep-equal.ts';
import type { Contract } from '#core/settlement/contract.ts';
import { contractInForce } from './agreement-state.ts';
import type { Asker, Ports, StoredClaim } from './ports.ts';
import { claimSubjects, determineClaims, refreshClaims } from './refresh-claims.ts';

export interface RebuiltTable {
  readonly table: string;
  readonly rows: number;
  readonly differences: number;
}

type RebuildPorts = Pick<Ports, 'upkeep' | 'documents' | 'log' | 'claims' | 'exclusive'>;

/** Derives everything that pages show anew from the facts, claims included; compares it (`verify`) or puts it in place (`replace`). */
export async function rebuildProjections(ports: RebuildPorts, asker: Asker, mode: 'verify' | 'replace'): Promise<readonly RebuiltTable[]> {
  const { tables } = await ports.upkeep.rebuild(asker, mode);
  const ids = new Set((await ports.documents.agreements(asker)).map(({ agreement }) => agreement.id));
  const claims: RebuiltTable[] = [];
  for (const id of ids) {
    const contract = await contractInForce(ports, asker, id);
    if (contract.ok) claims.push(await rebuildClaims(ports, asker, contract.value, mode));
  }
  return [...tables, ...claims];
}

async function rebuildClaims(ports: RebuildPorts, asker: Asker, contract: Contract, mode: 'verify' | 'replace'): Promise<RebuiltTable> {
  const { id } = contract.agreement;
  await refreshClaims(ports, asker, contract);
  const progress = await ports.claims.progress(asker, id);
  const kept = new Map((await ports.claims.list(asker, id)).map((claim) => [nameOf(claim), claim]));
  let rows = 0;
  let differences = 0;
  for await (const subjects of ports.claims.subjectsTouched(asker, claimSubjects(contract), 0, progress.upToSeq)) {
    const anew = await determineClaims(ports, asker, contract, subjects);
    for (const claim of anew) {
      rows += 1;
      if (!deepEqual(claim, kept.get(nameOf(claim)))) differences += 1;
      kept.delete(nameOf(claim));
    }
    if (mode === 'replace') await ports.claims.save(asker, id, subjects, anew, progress);
  }
  return { table: `claim ${id}`, rows, differences: differences + kept.size };
}

function nameOf({ history }: StoredClaim): string {
  return `${history.component}/${history.subject}`;
}
