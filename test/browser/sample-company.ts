import { DAY_MS } from '#core/kernel/instant.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { acceptClaim, rejectClaim } from '#usecases/decide-claim.ts';
import { type GivenFile, importFiles } from '#usecases/import-files.ts';
import { listClaims } from '#usecases/list-claims.ts';
import type { Asker } from '#usecases/ports.ts';
import { proposeAgreement } from '#usecases/propose-agreement.ts';
import { settleAgreement } from '#usecases/settle-agreement.ts';
import { signAgreement } from '#usecases/sign-agreement.ts';
import type { RunningProduct } from './product.ts';
import { contractId, contractYaml, dealsCsv, leadsCsv, mappingYaml, type SampleDeal, type SampleLead } from './sample-contract.ts';

const sources = [
  'linkedin',
  'google-ads',
  'linkedin',
  'messe',
  'industrieportal',
  'linkedin',
  'empfehlung',
  'google-ads',
  'unknown',
] as const;
const LEADS = 92;

/** The first day of the month `count` months after that of `at`. */
function monthStart(at: Date, count: number): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + count, 1));
}

function monthKey(at: Date): string {
  return at.toISOString().slice(0, 7);
}

/** Three months and the current one: the same numbers every time, only the dates move with the calendar. */
function history(now: Date): { readonly leads: readonly SampleLead[]; readonly deals: readonly SampleDeal[] } {
  const begin = monthStart(now, -3).getTime() + DAY_MS;
  const step = (now.getTime() - begin) / LEADS;
  const leads = Array.from({ length: LEADS }, (_, index) => ({
    number: `L-${1_000 + index}`,
    at: new Date(begin + index * step),
    source: sources[index % sources.length] ?? 'unknown',
    campaign: index % 3 === 0 ? 'blechgehaeuse-konfigurator' : 'laserteile-angebot',
  }));
  const deals = leads
    .filter((_, index) => index % 4 === 2 || index % 9 === 5)
    .map((lead, index) => ({
      number: `A-${400 + index}`,
      lead: lead.number,
      at: new Date(Math.min(lead.at.getTime() + (3 + (index % 5)) * DAY_MS, now.getTime() - (3 + (index % 4)) * 3_600_000)),
      volume: `${14 + ((index * 7) % 19)}.${index % 2 === 0 ? '400' : '850'},00`,
    }));
  return { leads, deals };
}

function given(name: string, text: string): GivenFile {
  return {
    name,
    async *open() {
      yield new TextEncoder().encode(text);
    },
  };
}

/** Fills a workspace with a signed contract, decided claims and two statements: what the screens are looked at with. */
export async function fillSampleCompany({ product }: RunningProduct, asker: Asker, now: Date): Promise<void> {
  const { ports, importing } = product;
  const from = monthStart(now, -3);
  const on = from.toISOString();
  const text = contractYaml({ from: on.slice(0, 10), to: monthStart(now, 15).toISOString().slice(0, 10) });
  valueOrThrow(await proposeAgreement(ports, asker, { text, on }));
  for (const [party, person] of [
    ['kessler', 'Karin Kessler'],
    ['nordlicht', 'Lars Brandt'],
  ] as const) {
    valueOrThrow(await signAgreement(ports, asker, { agreementId: contractId, party, person, on }));
  }
  const { leads, deals } = history(now);
  const files = [given('leads.csv', leadsCsv(leads)), given('auftraege.csv', dealsCsv(deals))];
  valueOrThrow(await importFiles({ ...ports, ...importing }, asker, { mapping: mappingYaml(true), files }));
  await decideAllButTheNewest(product, asker);
  for (const count of [-2, -1]) {
    valueOrThrow(await settleAgreement(ports, asker, { agreementId: contractId, through: monthKey(monthStart(now, count)) }));
  }
  const next = text.replace(`id: ${contractId}`, `id: ${contractId}-messe`).replace('source: [linkedin]', 'source: [messe]');
  const renamed = next.replace('aus LinkedIn', 'von der Messe').replace('through LinkedIn', 'at the trade fair');
  valueOrThrow(await proposeAgreement(ports, asker, { text: renamed }));
}

const LEFT_OPEN = 3;

/** The newest claim is rejected with evidence, the three before it wait for a decision, all others are accepted. */
async function decideAllButTheNewest({ ports }: RunningProduct['product'], asker: Asker): Promise<void> {
  const { claims } = valueOrThrow(await listClaims(ports, asker, { agreementId: contractId }));
  const open = claims
    .filter((claim) => claim.state === 'under_review')
    .toSorted((a, b) => String(b.resultAt).localeCompare(String(a.resultAt)));
  for (const [index, { component, subject }] of open.entries()) {
    const name = { agreementId: contractId, component, subject };
    if (index === 0) {
      const evidence = 'CRM, Notiz vom 12.: Rahmenvertrag seit 2024';
      valueOrThrow(await rejectClaim(ports, asker, { ...name, reason: 'known', evidence }));
    } else if (index > LEFT_OPEN) {
      valueOrThrow(await acceptClaim(ports, asker, name));
    }
  }
}
