import type { Page } from 'playwright-core';
import type { words as german } from '#web/i18n/de/words.ts';
import type { demoLink } from '../test/browser/demo-company.ts';

export type DemoKey = Parameters<typeof demoLink>[2];

/** One screen to be pictured: where it is, through whose eyes, and what is done there first. */
export interface Visit {
  readonly name: string;
  readonly path: string;
  /** Of the demo company; absent: whoever leads it. */
  readonly as?: DemoKey;
  readonly act?: (page: Page, words: typeof german) => Promise<void>;
}

/** What stands in for figures and pages that are on their way. */
const ON_THEIR_WAY = '.waiting, [data-loading="true"], .mantine-Loader-root';
/** Figures come one after the other: only a page that has had nothing on its way for this long is whole. */
const QUIET_MS = 250;
const PATIENCE_MS = 15_000;

/** Waits until the page stands as somebody sees it: its title, no placeholder any more, the letters of its fonts. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  const until = Date.now() + PATIENCE_MS;
  let quietSince = Date.now();
  while (Date.now() - quietSince < QUIET_MS) {
    if ((await page.locator(ON_THEIR_WAY).count()) > 0) quietSince = Date.now();
    if (Date.now() > until) throw new Error('something is still loading');
    await page.waitForTimeout(50);
  }
  await page.evaluate('document.fonts.ready');
}

/** By how many pixels the page is wider than the screen; nothing may be. */
export function tooWide(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
