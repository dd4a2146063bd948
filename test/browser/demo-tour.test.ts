import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { furnishDemoCompany } from './demo-company.ts';
import { barriers, type Language, sitDown } from './people.ts';
import type { RunningProduct } from './product.ts';
import { catalogues, onStage } from './stage.ts';

let product: RunningProduct;
let browser: Browser;

onStage((stage) => {
  ({ product, browser } = stage);
});

describe.each<Language>(['de', 'en'])('A visitor of the demo, in %s', (language) => {
  const words = catalogues[language];
  const slug = `demo-${language}`;
  let page: Page;

  beforeAll(async () => {
    page = (await sitDown(browser, { language })).page;
    await page.goto(await furnishDemoCompany(product, slug));
    await page.waitForURL(/\/w\//);
  });

  const home = () => page.goto(`${product.url}/w/${slug}`);
  const stories = () => page.locator('.stories a');
  const menu = (as = '') => page.getByRole('button', { name: `${words.demo.seeAs} ${as}` });

  it('finds six stories, and each leads to where it can be seen', async () => {
    await page.getByRole('heading', { name: words.demo.allStories }).waitFor();
    await stories().first().waitFor();
    expect(await stories().count()).toBe(6);
    expect(await barriers(page)).toEqual([]);
    const links = await stories().evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    for (const link of links) {
      await page.goto(product.url + link);
      if (link.includes('#line-')) {
        const line = page.locator(link.slice(link.indexOf('#')));
        await line.waitFor();
        expect(await line.getAttribute('data-open')).toBe('true');
      } else await page.getByRole('heading', { level: 1 }).waitFor();
    }
    await home();
  });

  it('looks at the company as the agency, the works council and an auditor, and finds back', async () => {
    for (const role of ['partner', 'works_council', 'auditor', 'owner'] as const) {
      await menu().click();
      await page.getByRole('menuitem', { name: words.demo.roles[role], exact: true }).click();
      await menu(words.demo.roles[role]).waitFor();
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.goto(`${product.url}/w/${slug}/settings`);
      await page.getByRole('heading', { level: 1, name: words.places.settings.name }).waitFor();
      expect(await page.getByRole('link', { name: words.places.members.name }).count()).toBe(
        role === 'auditor' || role === 'owner' ? 1 : 0,
      );
    }
  });

  it('throws everything away and begins anew', async () => {
    const before = await product.product.ports.workspaces.find(slug);
    await menu().click();
    await page.getByRole('menuitem', { name: words.demo.reset }).click();
    await page.getByRole('button', { name: words.demo.resetNow }).click();
    await page.getByRole('progressbar', { name: words.demo.resetting }).waitFor();
    await page.getByText(words.demo.resetDone).waitFor({ timeout: 90_000 });
    expect((await product.product.ports.workspaces.find(slug))?.id).not.toBe(before?.id);
    await stories().first().waitFor();
    expect(await stories().count()).toBe(6);
  });
});
