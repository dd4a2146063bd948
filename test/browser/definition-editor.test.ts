import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { qualifiedLeadThreeA } from '#core/definitions/templates/qualified-lead-three-a.ts';
import { furnishDemoCompany } from './demo-company.ts';
import { barriers, type Language, sitDown } from './people.ts';
import type { RunningProduct } from './product.ts';
import { catalogues, onStage } from './stage.ts';

let product: RunningProduct;
let browser: Browser;

onStage((stage) => {
  ({ product, browser } = stage);
});

/** The clause with the blank "three of four are graded A". */
const threeOfFour = { de: 'Mindestens 3 der folgenden treffen zu', en: 'At least 3 of the following hold' };
const fourOfFour = { de: 'Mindestens 4 der folgenden treffen zu', en: 'At least 4 of the following hold' };

describe.each([
  ['de', 'light'],
  ['en', 'dark'],
] as const)('The editor of definitions, in %s and %s', (language: Language, scheme) => {
  const texts = catalogues[language].definitions;
  const editor = catalogues[language].definitionEditor;
  const slug = `editor-${language}`;
  const title = qualifiedLeadThreeA.title[language];
  const [example] = qualifiedLeadThreeA.examples;
  const name = example === undefined || typeof example.name === 'string' ? '' : example.name[language];
  const address = (path: string) => `${product.url}/w/${slug}/definitions${path}`;
  let page: Page;

  beforeAll(async () => {
    const link = await furnishDemoCompany(product, slug);
    page = (await sitDown(browser, { language, scheme })).page;
    await page.goto(link);
    await page.waitForURL(/\/w\//);
  });

  afterAll(() => page?.context().close());

  const fair = async () => {
    await page.evaluate('scrollTo(0, 0)');
    expect(await barriers(page)).toEqual([]);
  };
  const focused = (label: string) =>
    page.waitForFunction(`document.activeElement?.getAttribute('aria-label') === ${JSON.stringify(label)}`);
  const says = (text: string) => page.getByText(text, { exact: true }).waitFor();

  it('the list says in sentences what counts, how many do, and which contract relies on it', async () => {
    await page.goto(address(''));
    const entry = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
    await entry
      .getByText(editor.heads.all === 'all conditions' ? 'need' : 'Bedarf')
      .first()
      .waitFor();
    await entry.getByLabel(texts.counts).waitFor();
    await entry.getByText(texts.bound).waitFor();
    await fair();
  });

  it('a changed blank breaks an example: the trial still tells, adopting is refused in words, and a mended one tells who flips and what it moves', async () => {
    await page.goto(address('/qualified-lead-three-a/edit'));
    await says(editor.allAgree('6'));
    await page.getByLabel(editor.blank(threeOfFour[language].charAt(0).toLowerCase() + threeOfFour[language].slice(1))).fill('4');
    await says(editor.someDiffer('1', '6'));
    await page.getByRole('button', { name: texts.replay, exact: true }).click();
    await page.getByRole('columnheader', { name: texts.because, exact: true }).waitFor();
    await says(texts.differing('1'));
    await page.getByRole('button', { name: editor.adoptAs('2'), exact: true }).click();
    await says(editor.failing(name));
    await page.getByRole('button', { name: editor.act(editor.editExample, name), exact: true }).click();
    await page.getByLabel(editor.expected, { exact: true }).selectOption('no');
    await says(editor.allAgree('6'));
    await fair();
    await page.getByRole('button', { name: texts.replay, exact: true }).click();
    await page.getByRole('columnheader', { name: texts.because, exact: true }).waitFor();
    const moved = page.getByRole('table').filter({ hasText: texts.moved }).getByRole('cell');
    expect(await moved.last().textContent()).toMatch(/^−[\d.,]+\s€$/u);
    expect(await page.getByRole('table').filter({ hasText: texts.because }).getByRole('row').count()).toBeGreaterThan(2);
    await fair();
  });

  it('a draft survives leaving the page, which asks first, and is adopted as the next version', async () => {
    await page.getByRole('link', { name: editor.back, exact: true }).click();
    await page.getByRole('button', { name: editor.stay, exact: true }).click();
    await page.reload();
    await page
      .getByLabel(editor.blank(fourOfFour[language].charAt(0).toLowerCase() + fourOfFour[language].slice(1)))
      .first()
      .waitFor();
    await says(editor.allAgree('6'));
    await page.getByRole('button', { name: texts.replay, exact: true }).click();
    await page.getByText(editor.behind, { exact: true }).first().waitFor();
    await page.getByLabel(editor.behindTick).check();
    await page.getByRole('button', { name: editor.adoptAs('2'), exact: true }).click();
    await says(editor.adopted(title, '2'));
    await says(`${texts.against('1')}:`);
    await fair();
  });

  it('conditions are added, moved and removed by keyboard alone', async () => {
    await page.goto(address('/qualified-lead-bant/edit'));
    const group = editor.group('1');
    await page.getByRole('button', { name: editor.into(editor.addCondition, group), exact: true }).press('Enter');
    const added = page.getByLabel(editor.act(editor.field, editor.condition('1.5')), { exact: true });
    await added.waitFor();
    await focused(editor.act(editor.field, editor.condition('1.5')));
    await page.getByRole('button', { name: editor.act(editor.up, editor.condition('1.5')), exact: true }).press('Enter');
    await focused(editor.act(editor.up, editor.condition('1.4')));
    await page.getByRole('button', { name: editor.act(editor.remove, editor.condition('1.4')), exact: true }).press('Enter');
    await added.waitFor({ state: 'detached' });
    await says(editor.allAgree('5'));
  });

  it('in the expert view a broken text is told with its place, and a right one changes the conditions above', async () => {
    await page.goto(address('/order-placed/edit'));
    await page.getByText(editor.expert, { exact: true }).click();
    const text = page.getByLabel(editor.expertText);
    await text.fill('order.netMinor >= ');
    await says(editor.textWrong);
    await fair();
    await text.fill('order.netMinor > 4900 && order.paid');
    await page.getByText(editor.textWrong).waitFor({ state: 'detached' });
    await page.getByLabel(editor.act(editor.field, editor.condition('2')), { exact: true }).waitFor();
    await page.getByRole('button', { name: editor.discard, exact: true }).click();
    await says(editor.discarded);
  });

  it('on a phone the editor of a new definition stacks and stays fair', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(address('/new?from=qualified-lead-icp'));
    await page.getByLabel(editor.key, { exact: true }).waitFor();
    await page.getByLabel(editor.act(editor.holds, editor.whole), { exact: true }).waitFor();
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await fair();
  });
});
