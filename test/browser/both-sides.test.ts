import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers, type Language, sitDown } from './people.ts';
import type { RunningProduct } from './product.ts';
import { clausesId, fillClauses } from './sample-clauses.ts';
import { catalogues, onStage } from './stage.ts';

let product: RunningProduct;
let browser: Browser;

onStage((stage) => {
  ({ product, browser } = stage);
});

describe.each<Language>(['de', 'en'])('Both sides of a contract with every clause, in %s', (language) => {
  const words = catalogues[language];
  const slug = `winter-${language}`;
  const contract = `/w/${slug}/agreements/${clausesId}`;
  let page: Page;
  let partner: Page;
  const isFree = async (shown: Page) => expect(await barriers(shown)).toEqual([]);
  const dialog = (shown: Page) => shown.getByRole('dialog');

  beforeAll(async () => {
    const { workspace, asker } = await product.workspace({ slug, name: 'Winter Werkzeuge GmbH', currency: 'EUR' });
    await fillClauses(product, asker, new Date());
    const partnerLink = await product.partnerLink(workspace, 'aurora', [clausesId]);
    page = (await sitDown(browser, { language })).page;
    // The partner works on a phone.
    partner = (await sitDown(browser, { language, width: 390, height: 844 })).page;
    await page.goto(await product.ownerLink());
    await page.waitForURL(/\/w\//);
    await partner.goto(partnerLink);
    await partner.waitForURL(/\/(w\/|clients)/);
  });

  afterAll(async () => {
    await page?.context().close();
    await partner?.context().close();
  });

  it('the contract reads with all its clauses, its versions and what is due', async () => {
    for (const shown of [page, partner]) {
      await shown.goto(`${product.url}${contract}`);
      await shown.getByRole('heading', { name: words.requests.milestones }).waitFor();
      await shown.getByText(words.clause.silence(5)).waitFor();
      await shown.getByText(words.course.changesIn(2)).click();
      await shown.getByText('160.00').waitFor();
      await isFree(shown);
    }
  });

  it('a request is answered in one tap by the side that was asked, and by nobody else', async () => {
    const approval = page.locator('li.request', { hasText: 'Anzeigentexte' });
    await approval.getByRole('button', { name: words.requests.answer, exact: true }).click();
    await page.getByText(words.requests.earlier('2')).waitFor();
    await partner.reload();
    const report = partner.locator('li.request', { hasText: 'Monatsbericht' });
    await report.getByRole('button', { name: words.requests.answer, exact: true }).waitFor();
    expect(await report.getByRole('button', { name: words.requests.withdraw }).count()).toBe(0);
  });

  it('the partner shows a milestone and objects to a rejection; the client decides against itself', async () => {
    await partner.getByRole('button', { name: words.requests.show }).click();
    await dialog(partner).getByLabel(words.requests.evidence).fill('https://aurora.example/launch');
    await dialog(partner).getByRole('button', { name: words.requests.showNow }).click();
    await partner.getByRole('link', { name: words.claims.states.under_review }).waitFor();

    await partner.goto(`${product.url}${contract}/claims/qualified-lead/lead:aurora-4`);
    await partner.getByRole('button', { name: words.dispute.contest }).click();
    await isFree(partner);
    await dialog(partner).getByLabel(words.dispute.comment).fill('Der Bedarf war am Telefon bestätigt.');
    await dialog(partner).getByRole('button', { name: words.dispute.contestNow }).click();
    await partner.getByRole('heading', { name: words.dispute.openTitle }).waitFor();

    await page.goto(`${product.url}${contract}/claims/qualified-lead/lead:aurora-4`);
    await page.getByText('Der Bedarf war am Telefon bestätigt.').first().waitFor();
    await isFree(page);
    await page.getByRole('button', { name: words.dispute.decide }).click();
    await dialog(page).getByText(words.dispute.settles).waitFor();
    await dialog(page).getByLabel(words.dispute.comment).fill('Stimmt, die Notiz gehörte zu einem anderen Lead.');
    await dialog(page).getByRole('button', { name: words.dispute.decideNow }).click();
    await page.getByText(words.claims.decision.counted_by_decision).first().waitFor();
  });

  it('a pause says what follows, stands above the contract, and ends', async () => {
    await page.goto(`${product.url}${contract}`);
    await page.getByRole('button', { name: words.course.pause }).click();
    await dialog(page).getByText(words.course.pauseEffect).waitFor();
    await dialog(page).getByLabel(words.course.reason).fill('Umzug der Warenwirtschaft');
    await dialog(page).getByRole('button', { name: words.course.pauseNow }).press('Enter');
    await page.getByRole('heading', { name: words.course.pausedTitle }).waitFor();
    await isFree(page);
    await page.getByRole('button', { name: words.course.resume }).click();
    await dialog(page).getByLabel(words.course.reason).fill('Umzug fertig');
    await dialog(page).getByRole('button', { name: words.course.resumeNow }).click();
    await page.getByRole('heading', { name: words.course.pausedTitle }).waitFor({ state: 'detached' });
  });

  it('a statement shows its minimum amounts without a single event, and tax beside the totals', async () => {
    await page.goto(`${product.url}${contract}/statements`);
    await page.locator('table a').first().click();
    await page.getByRole('region', { name: words.statement.taxes }).waitFor();
    await page.locator('button.proof-line__closed', { hasText: words.shell.subject.window }).first().click();
    await page.getByText(words.statement.windowEvents).waitFor();
    await isFree(page);
  });
});
