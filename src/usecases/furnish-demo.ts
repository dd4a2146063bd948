import type { FactDraft } from '#core/facts/fact.ts';
import { DAY_MS, fromIso, type Instant, type IsoInstant, type IsoMonth, toIso } from '#core/kernel/instant.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import type { Contract } from '#core/settlement/contract.ts';
import { contractInForce } from './agreement-state.ts';
import { appendAll } from './append-all.ts';
import { type GivenFile, type ImportPorts, importFiles } from './import-files.ts';
import type { Asker, Ports, StoredClaim } from './ports.ts';
import { proposeAgreement } from './propose-agreement.ts';
import { refreshClaims } from './refresh-claims.ts';
import { settleAgreement } from './settle-agreement.ts';
import { signAgreement } from './sign-agreement.ts';

/** What a demo workspace is furnished with: tables, a contract and when it was signed. */
export interface DemoMaterial {
  readonly imports: readonly { readonly mapping: string; readonly files: readonly GivenFile[] }[];
  readonly agreement: string;
  readonly signedOn: IsoInstant;
  readonly signatures: readonly { readonly party: string; readonly person: string }[];
  readonly settleThrough: readonly IsoMonth[];
}

/**
 * Fills an empty demo workspace through the same use cases that people use: imports, contract, signatures, the payer's decisions as they
 * would have come in, and the statements of past months. Deterministic; nothing is ever sent to anybody.
 */
export async function furnishDemo(
  ports: Ports,
  importing: Pick<ImportPorts, 'files' | 'externalIds'>,
  asker: Asker,
  demo: DemoMaterial,
): Promise<void> {
  for (const { mapping, files } of demo.imports) valueOrThrow(await importFiles({ ...ports, ...importing }, asker, { mapping, files }));
  const { agreement } = valueOrThrow(await proposeAgreement(ports, asker, { text: demo.agreement, on: demo.signedOn }));
  const agreementId = agreement.id;
  for (const { party, person } of demo.signatures) {
    valueOrThrow(await signAgreement(ports, asker, { agreementId, party, person, on: demo.signedOn }));
  }
  const contract = valueOrThrow(await contractInForce(ports, asker, agreementId));
  await refreshClaims(ports, asker, contract);
  const claims = await ports.claims.list(asker, agreementId);
  valueOrThrow(await appendAll(ports.log, asker, decisionsOn(contract, claims, fromIso(ports.clock.now()))));
  for (const through of demo.settleThrough) {
    const period = contract.terms.periods.find(({ key }) => key === through);
    if (period === undefined) continue;
    const cut = period.until + 6 * DAY_MS;
    if (cut < fromIso(ports.clock.now())) valueOrThrow(await settleAgreement(ports, asker, { agreementId, through, asOf: toIso(cut) }));
  }
}

/** The payer decides most claims within some days, refuses every ninth with a reason, and has not come to the newest ones yet. */
function decisionsOn(contract: Contract, claims: readonly StoredClaim[], now: Instant): FactDraft[] {
  const known = claims.flatMap(({ history }) => {
    const state = history.states.find(({ result }) => result?.inWindow === true);
    return state === undefined ? [] : [{ history, knownAt: state.knownAt }];
  });
  const ordered = known.sort((a, b) => a.knownAt - b.knownAt || (a.history.subject < b.history.subject ? -1 : 1));
  return ordered.flatMap(({ history, knownAt }, index): FactDraft[] => {
    const decidedAt = knownAt + (1 + (index % 7)) * DAY_MS;
    if (decidedAt > now - 12 * DAY_MS) return [];
    const isLead = history.subject.startsWith('lead:');
    const reason = isLead && index % 9 === 4 ? contract.agreement.review.reasons[index % 3] : undefined;
    const at = toIso(decidedAt);
    return [
      {
        kind: reason === undefined ? 'claim.accepted' : 'claim.rejected',
        version: 1,
        subject: history.subject,
        occurredAt: at,
        recordedAt: at,
        source: 'app',
        revision: 1,
        actor: 'system',
        data: {
          agreement: contract.subject,
          component: history.component,
          ...(reason === undefined ? {} : { reason: reason.key, evidence: 'Gesprächsnotiz vom selben Tag' }),
        },
      },
    ];
  });
}
