import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { words as german } from '#web/i18n/de/words.ts';
import { words as english } from '#web/i18n/en/words.ts';
import { demoLink, furnishDemoCompany } from '../test/browser/demo-company.ts';
import { type Language, openBrowser, type Scheme, sitDown } from '../test/browser/people.ts';
import { startProduct } from '../test/browser/product.ts';
import { fillClauses } from '../test/browser/sample-clauses.ts';
import { fillSampleCompany } from '../test/browser/sample-company.ts';
import { type DemoKey, settled, tooWide, type Visit } from './screens.ts';
import { DEMO, demoVisits } from './screens-of-demo.ts';
import { sampleVisits } from './screens-of-samples.ts';

/**
 * Pictures of every screen: `node scripts/screenshots.ts <folder> [de|en] [light|dark] [1440|1024|390] [demo|samples] [name ...]`.
 * Whatever is left out is taken in all its values. Says on stderr what was wider than its screen, and what could not be reached.
 */
const [folder = 'screenshots', ...chosen] = process.argv.slice(2);
const pick = <T extends string>(all: readonly T[]): readonly T[] => {
  const some = all.filter((one) => chosen.includes(one));
  return some.length === 0 ? all : some;
};
mkdirSync(folder, { recursive: true });
const languages = pick<Language>(['de', 'en']);
const schemes = pick<Scheme>(['light', 'dark']);
const widths = pick(['1440', '1024', '390']).map(Number);
const sets = pick(['demo', 'samples']);
const ofSamples = sampleVisits(folder);
const visits = { demo: among(demoVisits), samples: among(ofSamples) };
const catalogues = { de: german, en: english };

function among(all: readonly Visit[]): readonly Visit[] {
  const known = new Set([...demoVisits, ...ofSamples].map(({ name }) => name));
  const names = chosen.filter((one) => known.has(one));
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}

const product = await startProduct();
const browser = await openBrowser();
try {
  if (sets.includes('demo')) await furnishDemoCompany(product, DEMO);
  if (sets.includes('samples')) await furnishSamples();
  for (const language of languages) for (const scheme of schemes) for (const width of widths) await takeAll(language, scheme, width);
} finally {
  await browser.close();
  await product.stop();
}

async function furnishSamples(): Promise<void> {
  const { asker } = await product.workspace({ slug: 'kessler', name: 'Kessler Blechtechnik GmbH', currency: 'EUR' });
  await product.workspace({ slug: 'leer', name: 'Neue Firma GmbH', currency: 'EUR' });
  const winter = await product.workspace({ slug: 'winter', name: 'Winter Werkzeuge GmbH', currency: 'EUR' });
  await fillClauses(product, winter.asker, new Date());
  await fillSampleCompany(product, asker, new Date());
}

async function takeAll(language: Language, scheme: Scheme, width: number): Promise<void> {
  const screen = { language, scheme, width, height: width < 500 ? 844 : 900 };
  const keys = [...new Set(visits.demo.map(({ as = 'leitung' }) => as))];
  if (sets.includes('demo')) for (const key of keys) await takeAs(key, screen);
  if (!sets.includes('samples') || visits.samples.length === 0) return;
  const { context, page } = await sitDown(browser, screen);
  await page.goto(await product.ownerLink());
  await page.waitForURL(/\/w\//);
  for (const visit of visits.samples) await take(page, visit, screen);
  await context.close();
}

interface Screen {
  readonly language: Language;
  readonly scheme: Scheme;
  readonly width: number;
  readonly height: number;
}

async function takeAs(key: DemoKey, screen: Screen): Promise<void> {
  const { context, page } = await sitDown(browser, screen);
  if (key === 'leitung') await take(page, { name: 'sign-in', path: '/sign-in' }, screen);
  await page.goto(await demoLink(product, DEMO, key));
  await page.waitForURL(/\/w\//);
  for (const visit of visits.demo) if ((visit.as ?? 'leitung') === key) await take(page, visit, screen);
  await context.close();
}

async function take(page: Page, { name, path, act }: Visit, { language, scheme, width }: Screen): Promise<void> {
  const picture = `${name}-${language}-${scheme}-${width}`;
  try {
    await page.goto(product.url + path);
    await settled(page);
    await act?.(page, catalogues[language]);
    await settled(page);
  } catch (error) {
    process.stderr.write(`${picture}: ${String(error).split('\n')[0]}\n`);
  }
  const over = await tooWide(page);
  if (over > 0) process.stderr.write(`${picture}: ${over} px wider than the screen\n`);
  await page.screenshot({ path: join(folder, `${picture}.png`) });
}
