import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { words as german } from '#web/i18n/de/words.ts';
import { words as english } from '#web/i18n/en/words.ts';
import { demoLink, furnishDemoCompany } from '../test/browser/demo-company.ts';
import { type Language, openBrowser, type Scheme, sitDown } from '../test/browser/people.ts';
import { startProduct } from '../test/browser/product.ts';

/** The pictures of the README, of the demo company as it stands today: `node scripts/pictures.ts`. */
const folder = fileURLToPath(new URL('../docs/pictures', import.meta.url));
const catalogues = { de: german, en: english };
const SLUG = 'demo';
/** Figures come in one after the other; a page that asks nothing any more for this long has them. */
const QUIET_MS = 1_500;

interface Picture {
  readonly name: string;
  readonly path: string;
  readonly as?: 'leitung' | 'vertrieb';
  readonly scheme?: Scheme;
  readonly width?: number;
  readonly height?: number;
  readonly act?: (page: Page, words: typeof german) => Promise<void>;
}

const pictures: readonly Picture[] = [
  { name: 'today', path: `/w/${SLUG}`, height: 1_000 },
  {
    name: 'three-definitions',
    path: `/w/${SLUG}`,
    async act(page) {
      await page.locator('.stories a').first().click();
      await page.waitForURL(/compare/);
    },
  },
  { name: 'contract', path: `/w/${SLUG}/agreements/nordlicht` },
  {
    name: 'line',
    path: `/w/${SLUG}`,
    scheme: 'dark',
    async act(page) {
      await page.locator('.stories a[href*="line"]').first().click();
      await page.locator('.steps').waitFor();
    },
  },
  {
    name: 'recompute',
    path: '/recompute',
    async act(page, words) {
      await page.getByRole('button', { name: words.recompute.sample, exact: true }).click();
      await page.locator('.verdict').waitFor();
      await page.getByRole('button', { name: words.recompute.tamper }).click();
      await page.locator('.verdict[data-ok=false]').waitFor();
    },
  },
  { name: 'inbox', path: `/w/${SLUG}`, as: 'vertrieb', width: 390, height: 844 },
];

mkdirSync(folder, { recursive: true });
const product = await startProduct();
const browser = await openBrowser();
try {
  await furnishDemoCompany(product, SLUG);
  for (const language of ['de', 'en'] as const) for (const picture of pictures) await take(picture, language);
} finally {
  await browser.close();
  await product.stop();
}

async function take({ name, path, as = 'leitung', act, ...screen }: Picture, language: Language): Promise<void> {
  const { context, page } = await sitDown(browser, { language, ...screen });
  await page.goto(await demoLink(product, SLUG, as));
  await page.waitForURL(/\/w\//);
  await page.goto(product.url + path);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForTimeout(QUIET_MS);
  await act?.(page, catalogues[language]);
  await page.waitForTimeout(QUIET_MS);
  await page.screenshot({ path: join(folder, `${name}.${language}.png`) });
  await context.close();
}
