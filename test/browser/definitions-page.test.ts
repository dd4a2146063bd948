import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { valueOrThrow } from '#core/kernel/result.ts';
import { adoptDefinition } from '#usecases/adopt-definition.ts';
import { barriers, type Language, sitDown } from './people.ts';
import type { RunningProduct } from './product.ts';
import { catalogues, onStage } from './stage.ts';

let product: RunningProduct;
let browser: Browser;

onStage((stage) => {
  ({ product, browser } = stage);
});

const both = { de: 'Guter Lead', en: 'Good lead' };
const definition = (version: number, least: number) => ({
  key: 'good-lead',
  version,
  subject: 'lead',
  title: both,
  wording: both,
  rule: `12 / (lead.rating - 3) >= ${12 / least}`,
  examples: [
    { name: 'five', answer: 'yes', snapshot: { lead: { rating: 3 + least } } },
    { name: 'two', answer: 'no', snapshot: { lead: { rating: 2 } } },
  ],
});

describe.each<Language>(['de', 'en'])('Definitions and same people, in %s', (language) => {
  const words = catalogues[language];
  const slug = `definitions-${language}`;
  let page: Page;

  beforeAll(async () => {
    const { asker } = await product.workspace({ slug, name: 'Kessler', currency: 'EUR' });
    const { ports } = product.product;
    valueOrThrow(await adoptDefinition(ports, asker, { text: JSON.stringify(definition(1, 2)) }));
    const about = { version: 1, occurredAt: '2026-02-03T09:00:00.000Z', source: 'crm', revision: 1, actor: asker.actor };
    const lead = (name: string, quality: number) => [
      { ...about, kind: 'lead.captured', subject: `lead:${name}`, externalId: name, data: { source: 'web' } },
      { ...about, kind: 'lead.rated', subject: `lead:${name}`, data: { quality, by: 'sales' } },
    ];
    await ports.log.append(asker, [
      ...lead('Lead-A', 5),
      ...lead('Lead-B', 3),
      { ...about, kind: 'person.recorded', subject: 'person:anna', data: { name: 'Anna Adler', email: 'anna@adler.example' } },
      { ...about, kind: 'person.recorded', subject: 'person:a', data: { name: 'A. Adler', email: 'ANNA@adler.example' } },
    ]);
    page = (await sitDown(browser, { language })).page;
    await page.goto(await product.ownerLink());
    await page.waitForURL(/\/w\//);
  });

  afterAll(() => page?.context().close());

  it('a case whose rule fails is shown with its reason, and a draft says who flips before it is adopted', async () => {
    const texts = words.definitions;
    const editor = words.definitionEditor;
    await page.goto(`${product.url}/w/${slug}/definitions`);
    await page.getByRole('heading', { level: 1, name: texts.title }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('link', { name: both[language], exact: true }).click();
    await page.getByText('division by zero').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('link', { name: texts.edit, exact: true }).click();
    await page.getByText(editor.expert, { exact: true }).click();
    await page.getByLabel(editor.expertText).fill(definition(2, 1).rule);
    await page.getByRole('button', { name: texts.replay, exact: true }).click();
    await page.getByText(texts.differing('1')).waitFor();
    await page.getByRole('button', { name: editor.act(editor.editExample, 'five'), exact: true }).click();
    await page.getByLabel(/Bewertung des Leads|rating of the lead/).fill('4');
    await page.getByRole('button', { name: texts.replay, exact: true }).click();
    await page.getByRole('cell', { name: 'Lead-A' }).waitFor();
    // At the top of the page nothing stands half below its head.
    await page.evaluate('scrollTo(0, 0)');
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel(editor.behindTick).check();
    await page.getByRole('button', { name: editor.adoptAs('2'), exact: true }).click();
    await page.getByText(editor.adopted(both[language], '2')).waitFor();
    await page.getByText(texts.against('1')).waitFor();
  });

  it('two contacts with one address are merged and parted again', async () => {
    const texts = words.contacts;
    await page.goto(`${product.url}/w/${slug}/contacts`);
    await page.getByRole('cell', { name: 'A. Adler' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: texts.merge, exact: true }).click();
    await page.getByText(texts.none).waitFor();
    await page.getByRole('button', { name: texts.part, exact: true }).click();
    await page.getByRole('cell', { name: 'A. Adler' }).waitFor();
  });
});
