import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { words as german } from '#web/i18n/de/words.ts';
import { words as english } from '#web/i18n/en/words.ts';
import { row, workbookOf } from '../../src/connectors/xlsx/workbook.fixture.ts';
import { barriers, type Language, openBrowser, type Scheme, sitDown } from './people.ts';
import { type RunningProduct, startProduct } from './product.ts';

let product: RunningProduct;
let browser: Browser;
const home = mkdtempSync(join(tmpdir(), 'belegbar-own-'));
const sample = readFileSync(join(import.meta.dirname, '../../src/web/public/beispiel-anfragen.csv'), 'utf8');

beforeAll(async () => {
  writeFileSync(join(home, 'anfragen.csv'), sample);
  writeFileSync(join(home, 'anfragen.xlsx'), asWorkbook(sample));
  writeFileSync(
    join(home, 'kaputt.csv'),
    'Nr;Erstkontakt;Quelle\nL-1;13.02.2026;Messe\nL-2;irgendwann;Web\nL-3;15.02.2026\nL-4;16.02.2026;Web\n'.repeat(1) + many(),
  );
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  rmSync(home, { recursive: true, force: true });
});

/** So many good rows that two bad ones do not change what the columns are. */
function many(): string {
  return Array.from({ length: 30 }, (_, n) => `M-${n};17.02.2026;Web\n`).join('');
}

function asWorkbook(text: string): Uint8Array {
  const lines = text.trimEnd().split('\n');
  const escaped = (cell: string) => cell.replaceAll('&', '&amp;');
  const rows = lines.map((line, n) => row(n + 1, ...line.split(';').map((cell) => (cell === '' ? undefined : escaped(cell)))));
  return workbookOf({ sheets: { Anfragen: rows.join('') } });
}

const catalogues = { de: german, en: english };

describe.each<readonly [Language, Scheme]>([
  ['de', 'light'],
  ['en', 'dark'],
])('A table of one’s own, in %s on a %s screen', (language, scheme) => {
  const words = catalogues[language];
  const texts = words.ownTable;
  const slug = `own-${language}`;
  let page: Page;

  beforeAll(async () => {
    await product.workspace({ slug, name: 'Muster', currency: 'EUR' });
    page = (await sitDown(browser, { language, scheme })).page;
    await page.goto(await product.ownerLink());
    await page.waitForURL(/\/w\//);
  });

  afterAll(() => page?.context().close());

  async function choose(file: string): Promise<void> {
    await page.goto(`${product.url}/w/${slug}/imports/new`);
    await page.getByLabel(texts.file.label).setInputFiles(join(home, file));
    await page.getByRole('heading', { name: texts.columns.title }).waitFor();
  }

  async function onToPreview(): Promise<void> {
    await page.getByRole('button', { name: texts.columns.toQuestions }).click();
    await page.getByRole('heading', { level: 2, name: texts.questions.title }).waitFor();
    await page.getByRole('button', { name: texts.questions.toPreview }).click();
    await page.getByRole('heading', { name: texts.preview.title }).waitFor();
  }

  it('a CSV file ends on the page that shows its leads under three definitions', async () => {
    await page.goto(`${product.url}/w/${slug}/imports/new`);
    await page.getByRole('button', { name: texts.file.choose }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await choose('anfragen.csv');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: texts.columns.toQuestions }).click();
    await page.getByRole('heading', { name: texts.questions.stage }).waitFor();
    expect(await barriers(page)).toEqual([]);
    // What was answered is still there after a look back.
    await page.getByLabel(`${texts.questions.stageMeans}: Kein Bedarf`).selectOption('ignored');
    await page.goBack();
    await page.getByRole('heading', { name: texts.columns.title }).waitFor();
    await page.goForward();
    await page.getByRole('heading', { name: texts.questions.stage }).waitFor();
    expect(await page.getByLabel(`${texts.questions.stageMeans}: Kein Bedarf`).inputValue()).toBe('ignored');
    await page.getByRole('button', { name: texts.questions.toPreview }).click();
    await page.getByRole('button', { name: texts.preview.run('160') }).click();
    await page.getByRole('heading', { name: texts.done.title }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('link', { name: texts.done.compare }).click();
    await page.getByRole('heading', { level: 1, name: words.compare.title }).waitFor();
    // The way back leads to the finished import and its undo, not to an empty first step.
    await page.goBack();
    await page.getByRole('button', { name: texts.done.undo }).waitFor();
    await page.getByRole('link', { name: texts.done.compare }).click();
    await page.getByRole('heading', { name: words.compare.costTitle }).waitFor();
    expect(new Set(await page.locator('.compare__figure strong').allTextContents()).size).toBe(3);
    await page.getByLabel(words.compare.value).fill('60');
    await page.waitForURL(/value=60/);
    await page.getByText(words.compare.differ('A', 'C')).click();
    await page.waitForURL(/differ=1-3/);
    await page.getByRole('cell', { name: /L-0/ }).first().waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel(words.compare.value).fill('1.250,50');
    await page.waitForURL(/value=1250\.5/);
    await page.getByLabel(words.compare.value).fill('viel');
    await page.getByText(words.compare.valueUnreadable).waitFor();
    // Loaded anew, the finished step lists what was imported, each with its undo.
    await page.goto(`${product.url}/w/${slug}/imports/new?step=done`);
    await page.getByRole('heading', { name: words.imports.history }).waitFor();
    await page.getByRole('button', { name: words.imports.undo, exact: true }).first().waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  it('the same table as a workbook is understood as well, and taken back with one click', async () => {
    await choose('anfragen.xlsx');
    await page.getByText(texts.columns.written.workbook).waitFor();
    await onToPreview();
    await page.getByRole('button', { name: texts.preview.run('160') }).click();
    await page.getByRole('heading', { name: texts.done.title }).waitFor();
    await page.getByRole('button', { name: texts.done.undo }).click();
    await page.getByRole('heading', { name: /\d/ }).waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  it('rows that cannot be read are refused with their lines before anything is imported, and leaving asks', async () => {
    await choose('kaputt.csv');
    await onToPreview();
    await page.getByText(texts.preview.lines('3')).waitFor();
    await page.getByText(texts.preview.lines('4')).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: texts.preview.download }).click(),
    ]);
    const saved = readFileSync(await download.path(), 'utf8');
    expect(saved).toContain('kaputt.csv');
    expect(saved).toContain('irgendwann');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('link', { name: texts.expert }).click();
    await page.getByRole('dialog').getByText(texts.leaveText).waitFor();
    await page.getByRole('button', { name: texts.stay }).click();
    await page.getByRole('heading', { name: texts.preview.title }).waitFor();
  });
});
