import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { present } from '#core/kernel/assert.ts';
import { DAY_MS } from '#core/kernel/instant.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { adoptDefinition } from '#usecases/adopt-definition.ts';
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

const secondId = 'kessler-zweitvertrag';
const both = { de: 'Guter Lead', en: 'Good lead' };
const definition = {
  key: 'good-lead',
  version: 1,
  subject: 'lead',
  title: both,
  wording: both,
  rule: 'lead.rating >= 3',
  overrides: {},
  examples: [
    { name: 'five', answer: 'yes', snapshot: { lead: { rating: 5 } } },
    { name: 'one', answer: 'no', snapshot: { lead: { rating: 1 } } },
  ],
};

/** A contract that pays good leads, running since last month. */
function leadContract(now: Date): string {
  const month = (count: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + count, 1)).toISOString().slice(0, 10);
  return contractYaml({ from: month(-1), to: `${month(11).slice(0, 7)}-28` }).replaceAll('deal-won', 'good-lead');
}

/** Two contracts in force that pay for the same leads; the second names no reason for duplicates. */
async function fill({ product: { ports } }: RunningProduct, asker: Asker): Promise<void> {
  const now = new Date();
  const on = new Date(now.getTime() - 20 * DAY_MS).toISOString();
  valueOrThrow(await adoptDefinition(ports, asker, { text: JSON.stringify(definition) }));
  const first = leadContract(now);
  const second = first.replace(`id: ${contractId}`, `id: ${secondId}`).replace(/^ {4}- \{ key: duplicate.*\n/m, '');
  for (const text of [first, second]) {
    const { hash } = valueOrThrow(await proposeAgreement(ports, asker, { text, on }));
    const agreementId = text === first ? contractId : secondId;
    for (const [party, person] of [
      ['kessler', 'Karin Kessler'],
      ['nordlicht', 'Lars Brandt'],
    ] as const)
      valueOrThrow(await signAgreement(ports, asker, { agreementId, party, person, hash, on }));
  }
  const about = { version: 1, occurredAt: new Date(now.getTime() - DAY_MS).toISOString(), source: 'crm', revision: 1, actor: 'system' };
  const lead = (n: number) => [
    { ...about, kind: 'lead.captured', subject: `lead:l${n}`, externalId: `L-${n}`, data: { source: 'linkedin' } },
    { ...about, kind: 'lead.rated', subject: `lead:l${n}`, externalId: `R-${n}`, data: { quality: 4, by: 'sales' } },
  ];
  const recorded = valueOrThrow(await appendAll(ports.log, asker, [...lead(1), ...lead(2)]));
  // The rating of the second lead turns out to be another lead's: from here on its case is open again.
  const rated = present(recorded[3], 'rating');
  const data = { fact: rated.id, reason: 'another lead', by: 'sales' };
  valueOrThrow(await appendAll(ports.log, asker, [{ ...about, kind: 'fact.retracted', subject: `fact:${rated.id}`, data }]));
}

describe.each<Language>(['de', 'en'])('Deciding what counts, in %s', (language) => {
  const words = catalogues[language];
  const slug = `deciding-${language}`;
  const claim = (n: number, contract = contractId) => `${product.url}/w/${slug}/agreements/${contract}/claims/won-deal/lead:l${n}`;
  let page: Page;
  const isFree = async () => expect(await barriers(page)).toEqual([]);
  const dialog = () => page.getByRole('dialog');

  beforeAll(async () => {
    const { asker } = await product.workspace({ slug, name: 'Kessler', currency: 'EUR' });
    await fill(product, asker);
    // A phone: everything here can be done on the way.
    page = (await sitDown(browser, { language, width: 390, height: 844 })).page;
    await page.goto(await product.ownerLink());
    await page.waitForURL(/\/w\//);
  });

  afterAll(() => page?.context().close());

  it('a person decides otherwise than the rule, sees the quota first, and takes it back', async () => {
    const texts = words.determination;
    await page.goto(claim(1));
    await page.getByText(texts.byRule).waitFor();
    await page.getByRole('button', { name: texts.decide }).click();
    await dialog()
      .getByText(/1 (von|of) 1/)
      .waitFor();
    await isFree();
    await dialog().getByLabel(texts.comment).fill('Der Lead ist ein Wettbewerber.');
    await dialog().getByRole('button', { name: texts.decideNow }).press('Enter');
    await page.getByText(texts.byHand(words.line.answer.no)).waitFor();
    await page.getByText('Der Lead ist ein Wettbewerber.').waitFor();
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await isFree();
    await page.getByRole('button', { name: texts.takeBack }).click();
    await dialog().getByLabel(texts.takeBackReason).fill('Verwechselt');
    await dialog().getByRole('button', { name: texts.takeBackNow }).click();
    await page.getByText(texts.byRule).waitFor();
  });

  it('an open case asks its next question, and one tap settles it', async () => {
    const texts = words.determination;
    await page.goto(claim(2));
    await page.getByText(texts.questionsText).waitFor();
    await isFree();
    await page.getByRole('button', { name: '5', exact: true }).click();
    await page.getByText(texts.questionsText).waitFor({ state: 'detached' });
    await page.getByText(`${words.line.answer.yes}. ${texts.byRule}`).waitFor();
  });

  it('what two contracts claim stands in one list, and rejecting says whether the contract names duplicates', async () => {
    await page.goto(`${product.url}/w/${slug}/agreements`);
    await page.getByRole('link', { name: words.overlaps.link }).click();
    await page.getByText(words.overlaps.sameResult).first().waitFor();
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await isFree();
    await page.getByRole('row', { name: 'L-1' }).getByRole('link').first().click();
    await page.getByRole('button', { name: words.claims.reject }).click();
    await dialog()
      .getByText(words.overlaps.chooseReason(language === 'de' ? 'Auftrag doppelt erfasst' : 'deal recorded twice'))
      .waitFor();
    await page.goto(claim(1, secondId));
    await page.getByRole('button', { name: words.claims.reject }).click();
    await dialog().getByText(words.overlaps.noReason).waitFor();
    await isFree();
  });

  it('the settings of identity are kept', async () => {
    const texts = words.contacts;
    await page.goto(`${product.url}/w/${slug}/contacts`);
    await page.getByLabel(texts.mergeCertain).check();
    await page.getByLabel(texts.repeatDays).fill('30');
    await isFree();
    await page.getByRole('button', { name: texts.save, exact: true }).click();
    await page.getByText(texts.saved).waitFor();
    await page.reload();
    await expect.poll(() => page.getByLabel(texts.repeatDays).inputValue(), { timeout: 20_000 }).toBe('30');
    expect(await page.getByLabel(texts.mergeCertain).isChecked()).toBe(true);
  });

  it('the key of the second factor is a picture to scan', async () => {
    const texts = words.account;
    await page.goto(`${product.url}/account`);
    await page.getByRole('button', { name: texts.begin, exact: true }).click();
    await page.getByRole('img', { name: texts.picture }).waitFor();
    await isFree();
  });
});
