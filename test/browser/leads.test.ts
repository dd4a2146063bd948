import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayOf, fromIso } from '#core/kernel/instant.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { createSignInLink, signInUrl } from '#usecases/create-sign-in-link.ts';
import { createWorkspace } from '#usecases/create-workspace.ts';
import { demoAddress, furnishDemo } from '#usecases/furnish-demo.ts';
import { barriers, type Language, sitDown } from './people.ts';
import type { RunningProduct } from './product.ts';
import { catalogues, onStage } from './stage.ts';

let product: RunningProduct;
let browser: Browser;

onStage((stage) => {
  ({ product, browser } = stage);
});

async function furnish(slug: string): Promise<(key: string) => Promise<string>> {
  const { ports, access, importing, demo } = product.product;
  const owner = { email: demoAddress(slug, 'leitung'), name: 'Ruth Kessler' };
  const made = { slug, name: 'Kessler Blechtechnik GmbH', currency: 'EUR', timeZone: 'Europe/Berlin', purpose: 'demo', owner } as const;
  const { workspace } = valueOrThrow(await createWorkspace(ports, access, made));
  const material = demo.material(dayOf(fromIso(workspace.createdAt), workspace.timeZone));
  await furnishDemo({ ...ports, access, importing }, { workspace: workspace.id, actor: 'system' }, material, { slug });
  return async (key) => signInUrl(product.url, valueOrThrow(await createSignInLink(access, ports.clock, demoAddress(slug, key))));
}

describe.each<Language>(['de', 'en'])('Leads, the inbox of a seller and figures, in %s', (language) => {
  const words = catalogues[language];
  const slug = `leads-${language}`;
  let page: Page;
  let seller: Page;
  const isFree = async (shown: Page) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await shown.evaluate(`document.documentElement.setAttribute('data-mantine-color-scheme', '${colorScheme}')`);
      expect(await barriers(shown), colorScheme).toEqual([]);
    }
  };
  const open = async (shown: Page, path: string) => {
    await shown.goto(`${product.url}/w/${slug}${path}`);
    await shown.getByRole('heading', { level: 1 }).waitFor();
  };

  beforeAll(async () => {
    const linkOf = await furnish(slug);
    page = (await sitDown(browser, { language })).page;
    await page.goto(await linkOf('leitung'));
    await page.waitForURL(/\/w\//);
    seller = (await sitDown(browser, { language, width: 390, height: 844 })).page;
    await seller.goto(await linkOf('vertrieb'));
    await seller.waitForURL(/\/w\//);
  });

  afterAll(async () => {
    await page?.context().close();
    await seller?.context().close();
  });

  it('the list narrows by what is chosen, and a search for a name stays out of what a server sees', async () => {
    await open(page, '/leads');
    await page.locator('.lead-list tbody tr').first().waitFor();
    await isFree(page);
    await page.getByLabel(words.leads.state, { exact: true }).selectOption('won');
    await page.waitForURL(/state=won/);
    await page.getByText(words.leads.states.won).nth(1).waitFor();
    await open(page, '/leads?contact=none');
    await page.locator('.lead-list tbody tr').first().waitFor();
    expect(await page.getByText(words.leads.noContact).count()).toBe(await page.locator('.lead-list tbody tr').count());
    const name = (await page.locator('.lead-list td a').first().textContent()) ?? '';
    await page.getByLabel(words.leads.searchLabel).fill(name);
    await page.getByRole('button', { name: words.leads.search, exact: true }).click();
    await page.waitForURL(/#q=/);
    expect(new URL(page.url()).search).not.toContain(name.split(' ')[0]);
    await page.getByRole('link', { name, exact: true }).first().waitFor();
  });

  it('a lead is written down by hand, contacted, graded, and a slip is taken back', async () => {
    await open(page, '/leads');
    await page.getByRole('button', { name: words.leads.add }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(words.leads.name, { exact: true }).fill('Greta Gerlach');
    await dialog.getByLabel(words.leads.company, { exact: true }).fill('Gerlach Gerüstbau');
    await dialog.getByLabel(words.leads.phone, { exact: true }).fill('+49 7131 5550');
    await dialog.getByLabel(words.leads.source).selectOption(words.leads.unknownSource);
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: words.leads.addNow, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Gerlach Gerüstbau' }).waitFor();
    await isFree(page);
    await page.getByRole('button', { name: words.leads.outcomes.reached.replace(/^./, (one) => one.toUpperCase()), exact: true }).click();
    await page.getByText(words.leads.inTime).waitFor();
    // What is said in passing covers nothing that is to be done next.
    const message = await page.locator('.mantine-Notification-root').last().boundingBox();
    const steps = await page.locator('.lead-page aside').boundingBox();
    expect((message?.x ?? Number.NaN) + (message?.width ?? 0)).toBeLessThanOrEqual(steps?.x ?? 0);
    await page.getByRole('button', { name: words.leads.undo }).click();
    await page.getByText(words.leads.inTime).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: words.leads.gradeNow('A') }).click();
    await page.locator('.timeline').getByText(words.imports.kinds['lead.graded']).waitFor();
  });

  it('a rejection needs a reason of the list, says so, and leaves the lead rejected', async () => {
    await page.getByRole('button', { name: words.leads.reject }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(words.leads.reasons['no-need'], { exact: true }).check();
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: words.leads.rejectNow, exact: true }).click();
    await page.locator('.page-head').getByText(words.leads.states.rejected).waitFor();
  });

  it('a seller finds on the phone what waits, by name; a contact leaves the list and comes back when it is taken back', async () => {
    await open(seller, '');
    await seller.getByRole('heading', { level: 1, name: words.inbox.title }).waitFor();
    await seller.getByRole('radio', { name: words.inbox.everyone }).check({ force: true });
    const waiting = seller.locator('.seller-inbox__item');
    await waiting.first().waitFor();
    await isFree(seller);
    const contacts = seller.locator('.seller-inbox__item[data-kind="first_contact"]');
    const before = await contacts.count();
    expect(before).toBeGreaterThan(0);
    const reached = contacts.first().getByRole('button', { name: words.inbox.reached, exact: true });
    expect((await reached.boundingBox())?.height).toBeGreaterThanOrEqual(52);
    await reached.click();
    await expect.poll(() => contacts.count(), { timeout: 20_000 }).toBe(before - 1);
    await seller.getByRole('button', { name: words.leads.undo }).click();
    await expect.poll(() => contacts.count(), { timeout: 20_000 }).toBe(before);
    expect(await seller.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  });

  it('a question is answered in its place, with one tap', async () => {
    const questions = seller.locator('.seller-inbox__item[data-kind="question"]');
    const asked = questions.filter({ has: seller.getByRole('button', { name: 'B', exact: true }) });
    const before = await questions.count();
    expect(before).toBeGreaterThan(0);
    await asked.first().getByRole('button', { name: 'B', exact: true }).click();
    await seller.getByText(words.leads.done.answered).first().waitFor();
  });

  it('figures open the leads behind them, and say what is missing in the sources', async () => {
    await open(page, '/figures?days=365');
    const table = page.locator('table.by-source');
    await table.waitFor();
    await page.getByRole('heading', { name: words.figures.quality }).waitFor();
    await page.getByText('kessler-anfragen').first().waitFor();
    await isFree(page);
    const row = table.locator('tbody tr', { hasText: 'google_ads' });
    const leads = row.locator('td').nth(2).getByRole('link');
    const count = Number(await leads.textContent());
    await leads.click();
    await page.waitForURL(/source=google_ads/);
    await page.getByText(words.leads.count(count, String(count)), { exact: true }).waitFor();
    await open(page, '/figures?days=30');
    await page.getByRole('radio', { name: words.figures.lastDays('30') }).waitFor();
  });

  it('the agency reads no lead and no figure', async () => {
    const agency = (await sitDown(browser, { language })).page;
    await agency.goto(await (await linkAgain(slug))('agentur'));
    await agency.waitForURL(/\/w\//);
    for (const path of ['/leads', '/figures', '/inbox']) {
      await open(agency, path);
      await agency.getByRole('heading', { name: words.shell.error.noPermission }).waitFor();
    }
    await agency.context().close();
  });
});

async function linkAgain(slug: string): Promise<(key: string) => Promise<string>> {
  const { ports, access } = product.product;
  return async (key) => signInUrl(product.url, valueOrThrow(await createSignInLink(access, ports.clock, demoAddress(slug, key))));
}
