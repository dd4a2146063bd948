import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

export type Language = 'de' | 'en';
export type Scheme = 'light' | 'dark';

export interface Screen {
  readonly language: Language;
  readonly scheme?: Scheme;
  readonly width?: number;
  readonly height?: number;
}

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Somebody at a screen of their own: cookies, language and scheme are theirs. */
export async function sitDown(browser: Browser, screen: Screen): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const { language, scheme = 'light', width = 1440, height = 900 } = screen;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  await context.addInitScript(
    ([chosenLanguage, chosenScheme]) => {
      localStorage.setItem('belegbar.language', chosenLanguage ?? 'de');
      localStorage.setItem('belegbar.scheme', chosenScheme ?? 'light');
    },
    [language, scheme],
  );
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  return { context, page };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
}

/** What axe finds against WCAG 2.2 A and AA on the page as it stands, one line per finding. */
export async function barriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(`${axe};0`);
  const violations = await page.evaluate<readonly AxeViolation[]>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then((found) => found.violations)`,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
}
