import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FactDraft } from '#core/facts/fact.ts';
import { DAY_MS } from '#core/kernel/instant.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { appendAll } from '#usecases/append-all.ts';
import { acceptClaim, rejectClaim } from '#usecases/decide-claim.ts';
import { deliverNotices } from '#usecases/deliver-notices.ts';
import { contestClaim } from '#usecases/dispute-claim.ts';
import { evidenceMilestone } from '#usecases/evidence-milestone.ts';
import { answerRequest, makeRequest } from '#usecases/handle-request.ts';
import type { Asker } from '#usecases/ports.ts';
import { proposeAgreement } from '#usecases/propose-agreement.ts';
import { settleAgreement } from '#usecases/settle-agreement.ts';
import { signAgreement } from '#usecases/sign-agreement.ts';
import type { RunningProduct } from './product.ts';

export const clausesId = 'aurora-2026';

/** The contract of examples/clauses with its term around today. */
export function clausesYaml(now: Date): string {
  const month = (count: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + count, 1)).toISOString().slice(0, 10);
  const text = readFileSync(join(import.meta.dirname, '../../examples/clauses/agreement.yaml'), 'utf8');
  return text.replace(/^term: .*$/m, `term: { from: ${month(-2)}, to: ${month(22).slice(0, 7)}-28 }`);
}

/** The same with a later version that lowers a price from next month on. */
export function amendedYaml(now: Date): string {
  const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
  return clausesYaml(now)
    .replace('version: 1\nkind', `version: 2\neffectiveFrom: ${next}\nkind`)
    .replace('"160.00"', '"150.00"')
    .replace('noticeWithinDays: 3', 'noticeWithinDays: 5');
}

/** A contract in every state that the pages know: claims, a dispute, requests, milestones, an amendment and a statement with tax. */
export async function fillClauses(running: RunningProduct, asker: Asker, now: Date): Promise<void> {
  const { ports } = running.product;
  const on = new Date(now.getTime() - 75 * DAY_MS).toISOString();
  const first = valueOrThrow(await proposeAgreement(ports, asker, { text: clausesYaml(now), on }));
  await sign(running, asker, first.hash, on);
  valueOrThrow(await appendAll(ports.log, asker, leadsAndOrders(now)));
  await decide(running, asker);
  await askAndAnswer(running, asker, now);
  valueOrThrow(await settleAgreement(ports, asker, { agreementId: clausesId, through: now.toISOString().slice(0, 7) }));
  const second = valueOrThrow(await proposeAgreement(ports, asker, { text: amendedYaml(now) }));
  await sign(running, asker, second.hash);
}

async function sign({ product: { ports } }: RunningProduct, asker: Asker, hash: string, on?: string): Promise<void> {
  for (const [party, person] of [
    ['winter', 'Eva Winter'],
    ['aurora', 'Jan Behrens'],
  ] as const) {
    const signature = { agreementId: clausesId, party, person, hash, ...(on === undefined ? {} : { on }) };
    valueOrThrow(await signAgreement(ports, asker, signature));
  }
}

function fact(kind: string, subject: string, at: number, data: FactDraft['data']): FactDraft {
  return { kind, version: 1, subject, occurredAt: new Date(at).toISOString(), source: 'crm', revision: 1, actor: 'system', data };
}

/** Six qualified leads; one of them buys, pays, and gets a part back. */
function leadsAndOrders(now: Date): readonly FactDraft[] {
  const at = now.getTime() - 3 * DAY_MS;
  const leads = [1, 2, 3, 4, 5, 6].flatMap((n) => {
    const lead = `lead:aurora-${n}`;
    const graded = (criterion: string) => fact('lead.graded', lead, at + n * 60_000, { criterion, grade: 'A', by: 'person' });
    const person = `person:kunde-${n}`;
    const touched = (touch: string) => fact('touch.recorded', person, at - n * 60_000, { touch, source: 'google_ads' });
    return [
      { ...fact('lead.captured', lead, at, { source: 'google_ads', person, company: `company:kunde-${n}` }), externalId: `A-${100 + n}` },
      ...['budget', 'authority', 'need'].map(graded),
      ...['pricing_page', 'webinar'].map(touched),
    ];
  });
  const euros = (minor: string) => ({ minor, currency: 'EUR' });
  return [
    ...leads,
    fact('deal.won', 'deal:aurora-1', at + DAY_MS, { leads: ['lead:aurora-1'], amount: euros('840000') }),
    fact('order.placed', 'order:aurora-1', at + DAY_MS, { deal: 'deal:aurora-1', net: euros('840000'), vat: euros('159600') }),
    fact('payment.received', 'order:aurora-1', at + 2 * DAY_MS, { amount: euros('999600') }),
  ];
}

async function decide({ product: { ports } }: RunningProduct, asker: Asker): Promise<void> {
  const claim = (n: number) => ({ agreementId: clausesId, component: 'qualified-lead', subject: `lead:aurora-${n}` });
  valueOrThrow(
    await evidenceMilestone(ports, asker, {
      agreementId: clausesId,
      component: 'concept',
      side: 'payee',
      evidence: 'Konzept, Fassung 3, und Zugang zur Messung',
    }),
  );
  valueOrThrow(await deliverNotices(ports, asker, clausesId));
  const concept = { agreementId: clausesId, component: 'concept', subject: `milestone:${clausesId}.concept` };
  for (const name of [concept, claim(1), claim(2)]) valueOrThrow(await acceptClaim(ports, asker, name));
  valueOrThrow(await acceptClaim(ports, asker, { agreementId: clausesId, component: 'revenue-share', subject: 'order:aurora-1' }));
  for (const [n, evidence] of [
    [3, 'CRM, Notiz vom 12.: Rahmenvertrag seit 2024'],
    [4, 'Telefonat: kein Bedarf vor 2028'],
  ] as const)
    valueOrThrow(await rejectClaim(ports, asker, { ...claim(n), reason: n === 3 ? 'known-before' : 'no-budget', evidence }));
  const comment = 'Der Rahmenvertrag gilt für die Tochterfirma. Diese Firma hat noch nie bestellt.';
  valueOrThrow(await contestClaim(ports, asker, { ...claim(3), side: 'payee', comment }));
}

async function askAndAnswer({ product: { ports } }: RunningProduct, asker: Asker, now: Date): Promise<void> {
  const dueAt = (days: number) => new Date(now.getTime() + days * DAY_MS).toISOString();
  const ask = { agreementId: clausesId, side: 'payee', dueAt: dueAt(2) } as const;
  const done = valueOrThrow(
    await makeRequest(ports, asker, { ...ask, request: 'access', question: 'Bitte Lesezugriff auf das Werbekonto' }),
  );
  valueOrThrow(await answerRequest(ports, asker, { agreementId: clausesId, id: done.id, side: 'payer', answer: 'Ist eingerichtet.' }));
  const approval = {
    ...ask,
    request: 'approval',
    question: 'Bitte die Anzeigentexte für den Start freigeben',
    milestone: 'launch',
  } as const;
  valueOrThrow(await makeRequest(ports, asker, approval));
  const report = { request: 'report', question: 'Bitte den Monatsbericht mit den Kosten je Kanal', dueAt: dueAt(4) } as const;
  valueOrThrow(await makeRequest(ports, asker, { agreementId: clausesId, side: 'payer', ...report }));
}
