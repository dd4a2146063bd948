import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { dayOf, fromIso } from '#core/kernel/instant.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { createSignInLink, signInUrl } from '#usecases/create-sign-in-link.ts';
import { createWorkspace } from '#usecases/create-workspace.ts';
import { demoAddress, furnishDemo } from '#usecases/furnish-demo.ts';
import { barriers, type Language, sitDown } from './people.ts';
import type { RunningProduct } from './product.ts';
import { clausesId, fillClauses } from './sample-clauses.ts';
import { catalogues, onStage } from './stage.ts';

let product: RunningProduct;
let browser: Browser;

onStage((stage) => {
  ({ product, browser } = stage);
});

/** The example company; the links of its owner and of its agency's person. */
async function furnish(slug: string): Promise<{ readonly owner: string; readonly agency: string }> {
  const { ports, access, importing, demo } = product.product;
  const owner = { email: demoAddress(slug, 'leitung'), name: 'Ruth Kessler' };
  const made = { slug, name: 'Kessler Blechtechnik GmbH', currency: 'EUR', timeZone: 'Europe/Berlin', purpose: 'demo', owner } as const;
  const { workspace } = valueOrThrow(await createWorkspace(ports, access, made));
  const material = demo.material(dayOf(fromIso(workspace.createdAt), workspace.timeZone));
  await furnishDemo({ ...ports, access, importing }, { workspace: workspace.id, actor: 'system' }, material, { slug });
  const members = await access.people.membersOf(workspace.id);
  const agency = members.find(({ role }) => role === 'partner')?.email ?? '';
  const link = async (email: string) => signInUrl(product.url, valueOrThrow(await createSignInLink(access, ports.clock, email)));
  // The agency works for a second client as well.
  const { workspace: second, asker } = await product.workspace({ slug: `${slug}-zwei`, name: 'Winter Werkzeuge GmbH', currency: 'EUR' });
  await fillClauses(product, asker, new Date());
  const person = await access.people.findByEmail(agency);
  await access.people.join(person?.id ?? '', { workspace: second.id, role: 'partner', party: 'aurora', agreements: [clausesId] });
  return { owner: await link(owner.email), agency: await link(agency) };
}

describe.each<Language>(['de', 'en'])('Heute, in %s', (language) => {
  const words = catalogues[language];
  const slug = `heute-${language}`;
  let links: Awaited<ReturnType<typeof furnish>>;
  const isFree = async (page: Page) => expect(await barriers(page)).toEqual([]);
  const settled = async (page: Page) => {
    await expect.poll(() => page.locator('main .waiting').count(), { timeout: 20_000 }).toBe(0);
  };

  beforeAll(async () => {
    links = await furnish(slug);
  });

  it('an owner reads what went out and came back, opens a figure to its facts, and finds the way to what is due', async () => {
    const { context, page } = await sitDown(browser, { language });
    await page.goto(links.owner);
    for (const name of [
      words.today.money.title,
      words.today.due.title,
      words.today.leaks.title,
      words.today.contracts.title,
      words.today.promises.title,
    ]) {
      await page.getByRole('heading', { name, exact: true }).waitFor();
    }
    await settled(page);
    await isFree(page);
    // At most one of the figures says that it is too few, and says of how many.
    expect(await page.locator('.figures .few').count()).toBeLessThanOrEqual(1);

    await page.getByRole('link', { name: `${words.today.cases.open}: ${words.today.cases.titles.received}` }).click();
    const dialog = page.getByRole('dialog', { name: words.today.cases.titles.received });
    await dialog.getByText(words.today.cases.kinds['payment.received']).first().waitFor();
    expect(page.url()).toContain('cases=received');
    await isFree(page);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(page.url()).not.toContain('cases=');

    await page.getByText(words.today.leaks.ownValue).click();
    await page.getByLabel(words.today.leaks.value).fill('900');
    await page.getByRole('button', { name: words.today.leaks.setValue }).click();
    await page.getByRole('button', { name: words.today.leaks.measuredValue }).waitFor();

    await page.getByText(words.plan.title, { exact: true }).click();
    await page.getByText(words.plan.checks.test_budget.unknown).waitFor();
    await isFree(page);

    await page.getByRole('link', { name: words.today.due.claims(3, '3') }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await context.close();
  });

  it('an agency with two clients begins with both, opens one in the dark on a phone, and finds back', async () => {
    const { context, page } = await sitDown(browser, { language, width: 390, height: 844, scheme: 'dark' });
    await page.goto(links.agency);
    await page.waitForURL(/\/(w\/|clients)/);
    await page.goto(product.url);
    await page.waitForURL('**/clients');
    await page.getByRole('heading', { name: words.today.clients.title }).waitFor();
    await page.getByRole('link', { name: 'Winter Werkzeuge GmbH' }).first().waitFor();
    await isFree(page);
    await page.getByRole('link', { name: 'Kessler Blechtechnik GmbH' }).click();
    await page.getByRole('heading', { name: words.today.contracts.titlePartner }).waitFor();
    await settled(page);
    // What the company spends and what leaks there is no business of its agency.
    expect(await page.getByRole('heading', { name: words.today.money.title }).count()).toBe(0);
    expect(await page.getByRole('heading', { name: words.today.leaks.title }).count()).toBe(0);
    await isFree(page);
    await page.getByRole('button', { name: new RegExp(words.shell.account) }).click();
    await page.getByRole('menuitem', { name: words.today.clients.back }).click();
    await page.waitForURL('**/clients');
    await context.close();
  });

  it('a workspace without data shows three doors and a plan in which nothing is ticked', async () => {
    await product.workspace({ slug: `${slug}-leer`, name: 'Neu GmbH', currency: 'EUR' });
    const { context, page } = await sitDown(browser, { language });
    await page.goto(await product.ownerLink());
    await page.waitForURL(/\/w\//);
    await page.goto(`${product.url}/w/${slug}-leer`);
    await page.getByRole('heading', { name: words.plan.startTitle }).waitFor();
    for (const door of [words.plan.demo, words.plan.table, words.plan.contract]) await page.getByRole('heading', { name: door }).waitFor();
    await page.getByText('belegbar start --demo').waitFor();
    expect(await page.locator('.plan__check').count()).toBe(Object.keys(words.plan.checks).length);
    expect(await page.locator('.plan__check').getByText(words.plan.state.done, { exact: true }).count()).toBe(0);
    await isFree(page);
    await page.getByRole('link', { name: words.plan.contract }).click();
    await page.waitForURL('**/agreements/new');
    await context.close();
  });
});
