import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFormat } from '#web/format/format.ts';
import { words as german } from '#web/i18n/de/words.ts';
import { words as english } from '#web/i18n/en/words.ts';
import { changeOneDigit } from '#web/recompute/change-one-digit.ts';
import { sampleProofFile } from '../../scripts/sample-proof-file.ts';
import { barriers, type Language, openBrowser, sitDown } from './people.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'belegbar-static-'));
const built = join(folder, 'recompute');
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};
/** As anybody would host it: a server that knows nothing of the page, with the folder somewhere below its root. */
const PATH = '/vertraege/nachrechnen/';
const asked: string[] = [];
let server: Server;
let browser: Browser;
let address: string;

beforeAll(async () => {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const build = [vite, 'build', '-c', 'vite.recompute.config.ts', '--outDir', built, '--logLevel', 'error'];
  const run = spawnSync(process.execPath, build, { cwd: root, encoding: 'utf8' });
  expect(run.stderr).toBe('');
  server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://host').pathname);
    asked.push(path);
    try {
      if (!path.startsWith(PATH)) throw new Error('not below the folder');
      const file = join(built, path.slice(PATH.length) || 'index.html');
      const content = readFileSync(file);
      response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  address = `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}${PATH}`;
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const catalogues = { de: german, en: english };

function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
}

describe.each<Language>(['de', 'en'])('The recompute page as static files, in %s', (language) => {
  const words = catalogues[language];
  const texts = words.recompute;
  const format = createFormat(language);
  const sample = join(folder, `sample-${language}.json`);
  const forged = join(folder, `forged-${language}.json`);
  const line17 = texts.difference(texts.line('17'), format.money('18000', 'EUR'), format.money('19000', 'EUR'));
  let page: Page;
  let complaints: string[];
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const verdict = (name: string) => page.getByRole('heading', { name, exact: true });

  beforeAll(async () => {
    const text = sampleProofFile();
    writeFileSync(sample, text);
    writeFileSync(forged, changeOneDigit(text)?.text ?? '');
    page = (await sitDown(browser, language === 'de' ? { language } : { language, width: 390, height: 844, scheme: 'dark' })).page;
    complaints = listen(page);
    await page.goto(address);
    await page.getByRole('heading', { name: texts.title, level: 1 }).waitFor();
    await page.evaluate('document.fonts.ready');
    asked.length = 0;
    await page.context().setOffline(true);
  });

  afterAll(async () => {
    await page?.context().close();
  });

  it('recomputes its sample without a connection, and changing one digit names line, expected and found', async () => {
    expect(await barriers(page)).toEqual([]);
    await button(texts.sample).press('Enter');
    await verdict(texts.okTitle).waitFor();
    await page.getByText(format.money('558000', 'EUR')).first().waitFor();
    expect(await page.locator('tr[data-state=right]').count()).toBe(6);
    expect(await barriers(page)).toEqual([]);
    await button(texts.tamper).press('Enter');
    await verdict(texts.badTitle).waitFor();
    await page.getByText(line17, { exact: true }).waitFor();
    await page.getByText(texts.tampered(format.money('18000', 'EUR'), format.money('19000', 'EUR')), { exact: true }).waitFor();
    expect(await page.locator('tr[data-check=lines]').getAttribute('data-state')).toBe('wrong');
    expect(await page.locator('tr[data-check=numbers]').getAttribute('data-state')).toBe('unseen');
    expect(await barriers(page)).toEqual([]);
    await button(texts.restore).click();
    await verdict(texts.okTitle).waitFor();
  });

  it('refuses a forged file, a file that is none, and one of an older form', async () => {
    await button(texts.another).click();
    await page.getByLabel(texts.file, { exact: true }).setInputFiles(forged);
    await verdict(texts.badTitle).waitFor();
    await page.getByText(line17, { exact: true }).waitFor();
    for (const [content, title] of [
      ['', texts.unreadable],
      ['{"some":"json"}', texts.unreadable],
      ['{"format":"belegbar-proof-file/1"}', texts.otherForm],
    ] as const) {
      await button(texts.another).click();
      const buffer = Buffer.from(content);
      await page.getByLabel(texts.file, { exact: true }).setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer });
      await page.getByRole('heading', { name: title, exact: true }).waitFor();
    }
    expect(await barriers(page)).toEqual([]);
  });

  it('compares with a seal kept from back then, and says so when none was given', async () => {
    await button(texts.another).click();
    await page.getByLabel(texts.file, { exact: true }).setInputFiles(sample);
    await verdict(texts.okTitle).waitFor();
    await page.getByText(texts.checkTexts.sealMissing, { exact: true }).waitFor();
    const seal = page.getByLabel(texts.sealLabel);
    await seal.fill('7F3A-91C2');
    await page.getByText(texts.sealInvalid, { exact: true }).waitFor();
    await seal.fill('0'.repeat(64));
    await seal.press('Enter');
    await verdict(texts.badTitle).waitFor();
    expect(await page.locator('tr[data-check=seal]').getAttribute('data-state')).toBe('wrong');
    const root: unknown = JSON.parse(readFileSync(sample, 'utf8'));
    const { proof } = root as { proof: { seal: { root: string } } };
    await seal.fill(proof.seal.root.toUpperCase());
    await button(texts.compareSeal).click();
    await page.getByText(texts.checkTexts.seal, { exact: true }).waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  it('asks for nothing but its own files, and its policy is never broken', () => {
    expect(complaints).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('changes language and appearance without a style of its own making', async () => {
    const other = language === 'de' ? 'en' : 'de';
    await page.getByLabel(words.shell.scheme).selectOption('dark');
    await page.getByLabel(words.shell.language).selectOption(other);
    await page.getByRole('heading', { name: catalogues[other].recompute.title, level: 1 }).waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

describe('The recompute page opened from a disk', () => {
  it('recomputes its sample like everywhere else', async () => {
    const { page, context } = await sitDown(browser, { language: 'de' });
    await page.goto(pathToFileURL(join(built, 'index.html')).href);
    await page.getByRole('button', { name: german.recompute.sample, exact: true }).click();
    await page.getByRole('heading', { name: german.recompute.okTitle, exact: true }).waitFor();
    await context.close();
  });
});

describe('The sample proof file', () => {
  it('is what its script makes today', () => {
    const shipped = readFileSync(join(root, 'src/web/recompute/sample-proof-file.json'), 'utf8');
    // Where this fails, a proof file has changed its form: node scripts/sample-proof-file.ts
    expect(sampleProofFile() === shipped).toBe(true);
  });
});
