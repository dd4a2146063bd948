import type { Browser, BrowserContext, Page } from 'playwright-core';
import { BUDGET_BYTES, brotliBytes } from '../scripts/web-size.ts';
import { demoLink, furnishDemoCompany } from '../test/browser/demo-company.ts';
import { openBrowser, sitDown } from '../test/browser/people.ts';
import { type RunningProduct, startProduct } from '../test/browser/product.ts';
import { median } from './measuring.ts';
import type { Measured } from './ratio-table.ts';

const SLUG = 'demo';
const PAGE_CHANGE_MS = 100;
/** How long somebody looks at Heute before going on. */
const LOOK_MS = 3_000;
const PATIENCE_MS = 20_000;
const pages = ['leads', 'figures', 'agreements', 'money'] as const;
const today = `/w/${SLUG}`;

/** The web app in a real browser with the demo company: what Heute loads, and how soon a page that was clicked shows its content. */
export async function webPages(turns: number): Promise<Measured> {
  const product = await startProduct();
  const browser = await openBrowser();
  try {
    await furnishDemoCompany(product, SLUG);
    const cookies = await signIn(browser, product);
    const loaded = await loadToday(browser, cookies, product.url);
    const changes = await pageChanges(browser, cookies, product.url, turns);
    return {
      ratios: [
        {
          name: 'Heute until usable, JS + CSS',
          ours: kilobytes(loaded.untilUsable),
          reference: kilobytes(BUDGET_BYTES),
          ratio: loaded.untilUsable / BUDGET_BYTES,
          target: { atMost: 1 },
        },
        changeRatio('page change, first visit', changes.first),
        changeRatio('page change, seen before', changes.again),
      ],
      notes: [
        `web: ${loaded.files} files until Heute was usable, ${kilobytes(loaded.sent)} as sent by a checkout; ${kilobytes(loaded.later)} more came after`,
        `web: page changes by page, median of ${turns}: ${[...changes.byPage].map(([page, ms]) => `${page} ${milliseconds(ms)}`).join(', ')}`,
      ],
    };
  } finally {
    await browser.close();
    await product.stop();
  }
}

function changeRatio(name: string, ms: readonly number[]): Measured['ratios'][number] {
  const middle = median(ms);
  const reference = `${PAGE_CHANGE_MS} ms`;
  return { name, ours: milliseconds(middle), reference, ratio: middle / PAGE_CHANGE_MS, target: { atMost: 1 } };
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}

function milliseconds(ms: number): string {
  return `${ms.toFixed(0)} ms`;
}

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

async function signIn(browser: Browser, product: RunningProduct): Promise<Cookies> {
  const { context, page } = await sitDown(browser, { language: 'de' });
  await page.goto(await demoLink(product, SLUG, 'leitung'));
  await page.waitForURL(`**${today}`);
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

/** The same person in a browser that has loaded nothing yet. */
async function freshBrowser(browser: Browser, cookies: Cookies): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const fresh = await sitDown(browser, { language: 'de' });
  await fresh.context.addCookies(cookies);
  return fresh;
}

interface Loaded {
  readonly files: number;
  /** In brotli of the best quality. */
  readonly untilUsable: number;
  readonly sent: number;
  /** What came once the page could be used. */
  readonly later: number;
}

/** Everything a browser with an empty cache asked for before Heute showed its content, and what it fetched in the quiet afterwards. */
async function loadToday(browser: Browser, cookies: Cookies, url: string): Promise<Loaded> {
  const { context, page } = await freshBrowser(browser, cookies);
  const came: { readonly bytes: Promise<number>; readonly sent: Promise<number> }[] = [];
  page.on('response', (response) => {
    if (!['script', 'stylesheet'].includes(response.request().resourceType())) return;
    const sizes = response.request().sizes();
    came.push({ bytes: response.body().then(brotliBytes), sent: sizes.then((size) => size.responseBodySize) });
  });
  await page.goto(`${url}${today}`);
  await page.evaluate(whenShown(today, ''));
  const usable = came.length;
  await page.waitForTimeout(LOOK_MS);
  const sum = async (sizes: readonly Promise<number>[]) => (await Promise.all(sizes)).reduce((total, size) => total + size, 0);
  const [before, after] = [came.slice(0, usable), came.slice(usable)];
  const loaded = {
    files: usable,
    untilUsable: await sum(before.map(({ bytes }) => bytes)),
    sent: await sum(before.map(({ sent }) => sent)),
    later: await sum(after.map(({ bytes }) => bytes)),
  };
  await context.close();
  return loaded;
}

/** Resolves in the page once it stands at `path` with another heading than `before` and nothing in it waits; one frame more, to be painted. */
function whenShown(path: string, before: string): string {
  return `new Promise((shown, failed) => {
    setTimeout(() => failed(new Error('nothing shown at ' + location.pathname + ', expected ' + ${JSON.stringify(path)})), ${PATIENCE_MS});
    const look = () => {
      const heading = document.querySelector('main h1')?.textContent ?? '';
      const isThere = location.pathname === ${JSON.stringify(path)} && heading !== '' && heading !== ${JSON.stringify(before)};
      if (isThere && document.querySelector('main .waiting') === null) requestAnimationFrame(() => shown(undefined));
      else requestAnimationFrame(look);
    };
    look();
  })`;
}

/** Clicks a link of the main menu, without hovering first (which would already load the page), and waits for the content. */
async function changeTo(page: Page, path: string): Promise<number> {
  const before = (await page.locator('main h1').textContent()) ?? '';
  return page.evaluate<number>(`(async () => {
    const begun = performance.now();
    document.querySelector('header nav a[href=${JSON.stringify(path)}]').click();
    await ${whenShown(path, before)};
    return performance.now() - begun;
  })()`);
}

async function pageChanges(browser: Browser, cookies: Cookies, url: string, turns: number) {
  const first: number[] = [];
  const again: number[] = [];
  const byPage = new Map<string, number[]>();
  for (let turn = 0; turn < turns; turn += 1) {
    const { context, page } = await freshBrowser(browser, cookies);
    await page.goto(`${url}${today}`);
    await page.evaluate(whenShown(today, ''));
    await page.waitForTimeout(LOOK_MS);
    for (const kind of [first, again]) {
      for (const name of pages) {
        const ms = await changeTo(page, `${today}/${name}`);
        kind.push(ms);
        if (kind === first) byPage.set(name, [...(byPage.get(name) ?? []), ms]);
        again.push(await changeTo(page, today));
      }
    }
    await context.close();
  }
  return { first, again, byPage: new Map([...byPage].map(([name, ms]) => [name, median(ms)])) };
}
