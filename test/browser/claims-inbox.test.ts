import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '#core/kernel/instant.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { appendAll } from '#usecases/append-all.ts';
import type { Asker } from '#usecases/ports.ts';
import { proposeAgreement } from '#usecases/propose-agreement.ts';
import { signAgreement } from '#usecases/sign-agreement.ts';
import { barriers, type Language, sitDown } from './people.ts';
import type { RunningProduct } from './product.ts';
import { contractId, contractYaml } from './sample-contract.ts';
import { catalogues, onStage } from './stage.ts';

let product: RunningProduct;
let browser: Browser;

onStage((stage) => {
  ({ product, browser } = stage);
});

const fairId = 'kessler-messe';
const parties = [
  ['kessler', 'Karin Kessler'],
  ['nordlicht', 'Lars Brandt'],
] as const;

/** Two contracts in force; five deals of one, one of the other, all of them in review. */
async function fill({ product: { ports } }: RunningProduct, asker: Asker): Promise<void> {
  const now = new Date();
  const on = new Date(now.getTime() - 20 * DAY_MS).toISOString();
  const month = (count: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + count, 1)).toISOString().slice(0, 10);
  const first = contractYaml({ from: month(-1), to: `${month(11).slice(0, 7)}-28` });
  const second = first.replace(`id: ${contractId}`, `id: ${fairId}`).replace('source: [linkedin]', 'source: [messe]');
  for (const text of [first, second]) {
    const { hash } = valueOrThrow(await proposeAgreement(ports, asker, { text, on }));
    const agreementId = text === first ? contractId : fairId;
    for (const [party, person] of parties) valueOrThrow(await signAgreement(ports, asker, { agreementId, party, person, hash, on }));
  }
  const about = { version: 1, occurredAt: new Date(now.getTime() - DAY_MS).toISOString(), source: 'crm', revision: 1, actor: 'system' };
  const deal = (n: number, source: string) => [
    { ...about, kind: 'lead.captured', subject: `lead:l${n}`, externalId: `L-${n}`, data: { source } },
    { ...about, kind: 'deal.won', subject: `deal:d${n}`, externalId: `A-${n}`, data: { leads: [`lead:l${n}`] } },
  ];
  const facts = [1, 2, 3, 4, 5].flatMap((n) => deal(n, 'linkedin'));
  valueOrThrow(await appendAll(ports.log, asker, [...facts, ...deal(9, 'messe')]));
}

describe.each<Language>(['de', 'en'])('The claims of all contracts, in %s', (language) => {
  const words = catalogues[language];
  const texts = words.claimInbox;
  const slug = `claims-${language}`;
  const inbox = (search = '') => `${product.url}/w/${slug}/claims${search}`;
  let owner: Page;
  let phone: Page;
  let partner: Page;
  const isFree = async (page: Page) => expect(await barriers(page)).toEqual([]);
  const dialog = (page: Page) => page.getByRole('dialog');
  const row = (page: Page, number: string) => page.getByRole('listitem').filter({ hasText: number });

  beforeAll(async () => {
    const { workspace, asker } = await product.workspace({ slug, name: 'Kessler', currency: 'EUR' });
    await fill(product, asker);
    const partnerLink = await product.partnerLink(workspace, 'nordlicht', [contractId]);
    owner = (await sitDown(browser, { language })).page;
    phone = (await sitDown(browser, { language, scheme: 'dark', width: 390, height: 844 })).page;
    partner = (await sitDown(browser, { language, width: 390, height: 844 })).page;
    for (const [page, link] of [
      [owner, await product.ownerLink()],
      [phone, await product.ownerLink()],
      [partner, partnerLink],
    ] as const) {
      await page.goto(link);
      await page.waitForURL(/\/(w\/|clients)/);
    }
  });

  afterAll(async () => {
    for (const page of [owner, phone, partner]) await page?.context().close();
  });

  it('on a phone a claim is accepted in two taps, taken back in time, and sent', async () => {
    await phone.goto(inbox());
    await row(phone, 'A-1').getByRole('button').first().click();
    await isFree(phone);
    await dialog(phone).getByRole('button', { name: words.claims.acceptLong }).click();
    await phone.getByRole('button', { name: texts.pending.undo }).click();
    await row(phone, 'A-1').getByText(words.claims.states.under_review).waitFor();
    await row(phone, 'A-1').getByRole('button').first().click();
    await dialog(phone).getByRole('button', { name: words.claims.acceptLong }).click();
    await phone.getByRole('button', { name: texts.pending.now }).click();
    await row(phone, 'A-1').waitFor({ state: 'detached' });
    expect(await phone.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await isFree(phone);
  });

  it('many are rejected with one reason after a preview that says what cannot be', async () => {
    await owner.goto(inbox(`?contract=${contractId}`));
    await owner.getByRole('checkbox', { name: texts.select(`${words.shell.subject.deal} A-2`) }).check();
    await owner.getByRole('checkbox', { name: texts.select(`${words.shell.subject.deal} A-3`) }).check();
    await isFree(owner);
    // Meanwhile somebody else rejects one of the two.
    await rejectElsewhere(slug);
    await owner
      .getByRole('region', { name: texts.selected(2, '2') })
      .getByRole('button', { name: texts.bulk.reject })
      .click();
    await dialog(owner).getByText(texts.bulk.sameReason).waitFor();
    await dialog(owner).getByLabel(words.claims.evidence, { exact: false }).fill('CRM');
    await dialog(owner).getByRole('button', { name: texts.bulk.preview }).click();
    await dialog(owner).getByText(texts.bulk.refused(1, '1')).waitFor();
    await isFree(owner);
    await dialog(owner)
      .getByRole('button', { name: texts.bulk.rejectNow(1, '1') })
      .click();
    await dialog(owner).getByRole('button', { name: texts.bulk.close }).click();
    await row(owner, 'A-2').waitFor({ state: 'detached' });
  });

  it('the agency sees its own contract, objects to a rejection, and the client decides against itself', async () => {
    await partner.goto(inbox());
    await row(partner, 'A-2').getByRole('button').first().click();
    await dialog(partner).getByRole('button', { name: words.dispute.contest }).click();
    const objection = dialog(partner).filter({ hasText: words.dispute.contestTitle });
    await objection.getByLabel(words.dispute.comment).fill('Der Auftrag kam über unsere Anzeige.');
    await objection.getByRole('button', { name: words.dispute.contestNow }).click();
    await partner.goto(inbox('?show=disputed'));
    await row(partner, 'A-2').getByText(words.claims.states.disputed).waitFor();
    expect(await row(partner, 'A-9').count()).toBe(0);
    await isFree(partner);

    await owner.goto(inbox());
    await row(owner, 'A-2').getByRole('button', { name: words.dispute.decide }).click();
    await dialog(owner).getByText(words.dispute.settles).waitFor();
    await dialog(owner).getByLabel(words.dispute.comment).fill('Stimmt, wir haben es geprüft.');
    await dialog(owner).getByRole('button', { name: words.dispute.decideNow }).click();
    await row(owner, 'A-2').waitFor({ state: 'detached' });
    await owner.goto(inbox('?show=counted&text=A-2'));
    await row(owner, 'A-2').getByText(words.claims.states.counted).waitFor();
  });

  /** By a key of the workspace, as the CRM would. */
  async function rejectElsewhere(workspace: string): Promise<void> {
    const answer = await owner.request.post(
      `${product.url}/api/agreements/${contractId}/claims/won-deal/${encodeURIComponent('deal:d3')}/reject`,
      { headers: { 'x-workspace': workspace, origin: product.url }, data: { reason: 'duplicate', evidence: 'CRM' } },
    );
    expect(answer.status()).toBe(200);
  }
});
