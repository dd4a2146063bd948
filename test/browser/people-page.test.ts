import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers, type Language, sitDown } from './people.ts';
import type { RunningProduct } from './product.ts';
import { catalogues, onStage } from './stage.ts';

let product: RunningProduct;
let browser: Browser;

onStage((stage) => {
  ({ product, browser } = stage);
});

describe.each<Language>(['de', 'en'])('What is known about people, in %s', (language) => {
  const words = catalogues[language];
  const texts = words.people;
  const slug = `people-${language}`;
  let page: Page;

  const search = async (text: string) => {
    await page.getByLabel(texts.search).fill(text);
    await page.getByRole('button', { name: texts.find, exact: true }).click();
  };

  beforeAll(async () => {
    const { asker } = await product.workspace({ slug, name: 'Kessler', currency: 'EUR' });
    const about = { version: 1, occurredAt: '2020-02-03T09:00:00.000Z', source: 'crm', revision: 1, actor: asker.actor };
    await product.product.ports.log.append(asker, [
      { ...about, kind: 'person.recorded', subject: 'person:anna', data: { name: 'Anna Adler', email: 'anna@adler.example' } },
      { ...about, kind: 'person.recorded', subject: 'person:bert', data: { name: 'Bert Bauer', email: 'bert@bauer.example' } },
      { ...about, kind: 'lead.captured', subject: 'lead:1', data: { person: 'person:anna', source: 'web', answers: { message: 'Hallo' } } },
    ]);
    page = (await sitDown(browser, { language })).page;
    await page.goto(await product.ownerLink());
    await page.waitForURL(/\/w\//);
  });

  afterAll(() => page?.context().close());

  it('an owner gets there by the menu', async () => {
    await page.goto(`${product.url}/w/${slug}`);
    await page.getByRole('button', { name: new RegExp(words.shell.account) }).click();
    await page.getByRole('menuitem', { name: words.places.settings.name }).click();
    await page.getByRole('link', { name: words.places.people.name }).click();
    await page.getByRole('heading', { level: 1, name: texts.title }).waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  it('a person is found and gets their data as a file', async () => {
    await search('adler');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: texts.exportOf('Anna Adler') }).click();
    const own = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
    expect(own).toMatchObject({ person: 'person:anna', values: { 'person:anna': { email: 'anna@adler.example' } } });
  });

  it('a preview says what goes and what stays, and then it goes', async () => {
    await page.getByRole('button', { name: texts.eraseOf('Anna Adler') }).click();
    await page.getByText(texts.keptFacts('2')).waitFor();
    await page.getByText(texts.values('3')).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: texts.confirm }).click();
    await page.getByText(texts.erasedText('3')).waitFor();
    await page.getByRole('button', { name: words.shell.close }).click();
    await search('adler');
    await page.getByText(texts.nobody, { exact: true }).waitFor();
  });

  it('a retention period is set after a look at what it would erase', async () => {
    const rule = texts.rules.contacts_without_lead;
    await page.getByLabel(texts.monthsOf(rule)).fill('24');
    await page.getByRole('button', { name: texts.previewOf(rule) }).click();
    await page.getByText(texts.duePeople('1', '2')).waitFor();
    await page.getByRole('button', { name: texts.setOf(rule) }).click();
    await expect.poll(() => page.getByRole('button', { name: texts.setOf(rule) }).isDisabled(), { timeout: 20_000 }).toBe(true);
    await page.reload();
    await expect.poll(() => page.getByLabel(texts.monthsOf(rule)).inputValue(), { timeout: 20_000 }).toBe('24');
    expect(await barriers(page)).toEqual([]);
  });
});
