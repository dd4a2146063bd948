import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { words as german } from '#web/i18n/de/words.ts';
import { words as english } from '#web/i18n/en/words.ts';
import { barriers, type Language, sitDown } from './people.ts';
import type { RunningProduct } from './product.ts';
import { catalogues, onStage } from './stage.ts';

let product: RunningProduct;
let browser: Browser;

onStage((stage) => {
  ({ product, browser } = stage);
});

describe.each<Language>(['de', 'en'])('What stands behind the menu, in %s', (language) => {
  const words = catalogues[language];
  const slug = `settings-${language}`;
  let page: Page;

  const open = (path: string) => page.goto(`${product.url}/w/${slug}${path}`);

  beforeAll(async () => {
    const { asker } = await product.workspace({ slug, name: 'Kessler', currency: 'EUR' });
    const about = { version: 1, source: 'crm', revision: 1, actor: asker.actor };
    await product.product.ports.log.append(
      asker,
      Array.from({ length: 60 }, (_, index) => ({
        ...about,
        kind: 'lead.captured',
        occurredAt: `2026-02-${String((index % 27) + 1).padStart(2, '0')}T09:00:00.000Z`,
        subject: `lead:${index + 1}`,
        externalId: `L-${index + 1}`,
        data: { source: 'messe' },
      })),
    );
    page = (await sitDown(browser, { language, scheme: language === 'de' ? 'light' : 'dark' })).page;
    await page.goto(await product.ownerLink());
    await page.waitForURL(/\/w\//);
  });

  afterAll(() => page?.context().close());

  it('an owner says the state, sees its holidays and saves', async () => {
    await open('/settings');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('link', { name: words.places.workspace.name }).click();
    await page.getByLabel(words.settings.region).selectOption('DE-BW');
    await page.getByText(language === 'de' ? 'Fronleichnam' : 'Corpus Christi').waitFor();
    await page.getByRole('button', { name: words.settings.save }).click();
    await page.getByText(words.settings.saved).waitFor();
    expect((await product.product.ports.workspaces.find(slug))?.region).toBe('DE-BW');
    expect(await barriers(page)).toEqual([]);
  });

  it('a key is made, shown once and revoked', async () => {
    await open('/settings/keys');
    await page.getByRole('button', { name: words.keys.create }).click();
    await page.getByLabel(words.keys.name).fill('Webformular');
    await page.getByRole('dialog').getByRole('button', { name: words.keys.create }).click();
    const secret = await page.getByRole('textbox', { name: words.keys.secretTitle }).inputValue();
    const asked = () => fetch(`${product.url}/api/workspaces`, { headers: { authorization: `Bearer ${secret}` } });
    expect((await asked()).status).toBe(200);
    await page.getByRole('button', { name: words.keys.done }).click();
    await page.getByRole('cell', { name: 'Webformular' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: words.keys.revoke }).click();
    await page.getByRole('dialog').getByRole('button', { name: words.keys.revoke }).click();
    await page.getByText(words.keys.revoked).waitFor();
    expect((await asked()).status).toBe(401);
  });

  it('the log opens at its end, an event opens to its proof, and its address leads back to it', async () => {
    await open('/events');
    await page.getByRole('link', { name: words.imports.kinds['lead.captured'] }).first().click();
    await page.waitForURL(/event=/);
    await page.getByText(words.line.notSealed).waitFor();
    expect(await barriers(page)).toEqual([]);
    const event = new URL(page.url()).searchParams.get('event') ?? '';
    await open('/events');
    await page.getByRole('link', { name: words.events.older }).click();
    await page.waitForURL(/before=/);
    await open(`/events?before=5&event=${event}`);
    await page.getByText(words.line.notSealed).waitFor();
  });

  it('the palette leads anywhere from the keyboard', async () => {
    await open('');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    const search = page.getByLabel(words.palette.search);
    await search.fill(words.places.seals.name);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/seals$/);
    await page.getByRole('heading', { level: 1, name: words.events.sealsTitle }).waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  it('the language a person chooses follows them to another browser', async () => {
    await page.getByRole('button', { name: new RegExp(words.shell.account) }).click();
    const other = language === 'de' ? english : german;
    await page.getByRole('menuitem', { name: language === 'de' ? 'English' : 'Deutsch' }).click();
    await page.getByRole('link', { name: other.places.today.name }).waitFor();
    const elsewhere = (await sitDown(browser, { language })).page;
    await elsewhere.goto(await product.ownerLink());
    await elsewhere.waitForURL(/\/w\//);
    await elsewhere.getByRole('link', { name: other.places.today.name }).waitFor();
    await elsewhere.context().close();
  });
});
