import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFormat } from '#web/format/format.ts';
import { words as german } from '#web/i18n/de/words.ts';
import { words as english } from '#web/i18n/en/words.ts';
import { changeOneDigit } from '#web/recompute/change-one-digit.ts';
import { barriers, type Language, openBrowser, sitDown } from './people.ts';
import { type RunningProduct, startProduct } from './product.ts';
import { contractId, contractYaml, dealsCsv, leadsCsv, mappingYaml } from './sample-contract.ts';

let product: RunningProduct;
let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), 'belegbar-journey-'));

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function fileWith(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const catalogues = { de: german, en: english };

describe.each<Language>(['de', 'en'])('From an empty workspace to a proof file, in %s', (language) => {
  const words = catalogues[language];
  const format = createFormat(language);
  const slug = `kessler-${language}`;
  const contractPath = `/w/${slug}/agreements/${contractId}`;
  const month = new Date().toISOString().slice(0, 7);
  const proofFile = join(folder, `${language}.json`);
  let page: Page;
  let partnerPage: Page;
  let partnerLink: string;

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
  const isFree = async (shown = page) => expect(await barriers(shown)).toEqual([]);

  beforeAll(async () => {
    const { workspace } = await product.workspace({ slug, name: 'Kessler Blechtechnik GmbH', currency: 'EUR' });
    partnerLink = await product.partnerLink(workspace, 'nordlicht', [contractId]);
    page = (await sitDown(browser, { language })).page;
    // The partner works on a phone.
    partnerPage = (await sitDown(browser, { language, width: 390, height: 844 })).page;
  });

  afterAll(async () => {
    await page?.context().close();
    await partnerPage?.context().close();
  });

  it('a link signs in once, and a stranger is told how to get one', async () => {
    const link = await product.ownerLink();
    await page.goto(link);
    await page.getByRole('heading', { name: words.today.title, level: 1 }).waitFor();
    await page.goto(`${product.url}/w/${slug}`);
    await page.getByRole('heading', { name: words.plan.startTitle }).waitFor();
    await isFree();

    await page.goto(`${product.url}/w/somebody-else`);
    await page.getByRole('heading', { name: words.shell.error.noPermission }).waitFor();
    await isFree();

    const stranger = await sitDown(browser, { language });
    await stranger.page.goto(link);
    await stranger.page.getByRole('heading', { name: words.access.unusable }).waitFor();
    await stranger.page.goto(`${product.url}${contractPath}`);
    await stranger.page.getByRole('heading', { name: words.access.howTitle }).waitFor();
    await isFree(stranger.page);
    await stranger.context.close();
  });

  it('a contract is checked, proposed and signed by both sides on the same check number', async () => {
    const file = fileWith('contract.yaml', contractYaml({ from: `${month}-01`, to: `${Number(month.slice(0, 4)) + 1}-12-31` }));
    await page.goto(`${product.url}/w/${slug}/agreements`);
    await button(words.newAgreement.upload).click();
    await page.getByLabel(words.agreement.name, { exact: true }).setInputFiles(file);
    await page.getByRole('heading', { name: words.agreement.complete }).waitFor();
    await button(words.agreement.proposeNow).click();
    await page.getByRole('heading', { name: words.agreement.clauses.definitions }).waitFor();
    await isFree();
    await button(words.agreement.sign('Kessler Blechtechnik GmbH')).click();
    const dialog = page.getByRole('dialog');
    await isFree();
    await dialog.getByRole('button', { name: words.agreement.sign('Kessler Blechtechnik GmbH') }).click();
    await page.getByText(words.agreement.signedBy('Karin Kessler')).waitFor();

    await partnerPage.goto(partnerLink);
    // The agency of the second language has a second client by now, and begins with both.
    const begin = language === 'de' ? words.today.title : words.today.clients.title;
    await partnerPage.getByRole('heading', { name: begin, level: 1 }).waitFor();
    await partnerPage.goto(`${product.url}${contractPath}`);
    await partnerPage.getByRole('button', { name: words.agreement.sign('Nordlicht Performance GmbH') }).click();
    await partnerPage
      .getByRole('dialog')
      .getByRole('button', { name: words.agreement.sign('Nordlicht Performance GmbH') })
      .click();
    await partnerPage.getByText(words.agreement.states.in_force, { exact: true }).waitFor();
    await isFree(partnerPage);
  });

  it('an import shows what would happen, names the refused row, and runs', async () => {
    // Tables carry whole seconds: a result of the second in which the contract was signed would lie before it.
    const at = new Date(Date.now() + 1_000);
    const leads = [1, 2, 3].map((n) => ({ number: `L-${n}`, at, source: n === 3 ? 'messe' : 'linkedin' }));
    const deals = [1, 2, 3].map((n) => ({ number: `A-${n}`, lead: `L-${n}`, at, volume: '21.400,00' }));
    const mapping = fileWith('crm.mapping.yaml', mappingYaml());
    const tables = [
      fileWith('leads.csv', leadsCsv(leads)),
      fileWith('auftraege.csv', dealsCsv([...deals, { number: 'A-4', lead: 'L-1', at, volume: '1,2,3' }])),
    ];
    await page.goto(`${product.url}/w/${slug}/imports`);
    await page.getByLabel(words.imports.mapping, { exact: true }).setInputFiles(mapping);
    await page.getByLabel(words.imports.files, { exact: true }).setInputFiles(tables);
    await button(words.imports.preview).click();
    await page.getByRole('heading', { name: words.imports.previewTitle }).waitFor();
    await page.getByText(words.imports.place('auftraege.csv', '5')).waitFor();
    await isFree();
    await button(words.imports.run('6')).click();
    await page.getByRole('heading', { name: words.imports.doneTitle }).waitFor();
    await page.goto(`${product.url}/w/${slug}/figures`);
    await page
      .locator('table.by-source')
      .getByRole('row', { name: /linkedin/ })
      .waitFor();
    await isFree();
  });

  it('the client accepts one claim and rejects another with a reason', async () => {
    await page.goto(`${product.url}${contractPath}/claims`);
    await page.getByText(words.claims.states.under_review).first().waitFor();
    await isFree();
    await page.getByRole('listitem').first().getByRole('button', { name: words.claims.accept }).click();
    await page.getByRole('listitem').getByText(words.claims.states.counted, { exact: true }).waitFor();
    await button(words.claims.reject).click();
    await page.getByRole('radio', { name: language === 'de' ? 'war schon unser Kunde' : 'was our customer before' }).check();
    await page.getByLabel(words.claims.evidence, { exact: false }).fill('CRM');
    await isFree();
    await button(words.claims.rejectNow).click();
    await page.getByRole('listitem').getByText(words.claims.states.rejected, { exact: true }).waitFor();
  });

  it('settling shows the lines first and closes what was seen', async () => {
    await page.goto(`${product.url}${contractPath}/settle`);
    await page.getByLabel(words.statement.month).selectOption(month);
    await button(words.statement.preview).click();
    await page.getByRole('heading', { name: words.statement.previewTitle(format.month(month)) }).waitFor();
    await button(words.statement.closeIt(format.month(month))).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: words.statement.closeIt(format.month(month)) })
      .click();
    await page.getByRole('heading', { name: words.statement.name(format.month(month)), level: 1 }).waitFor();
    await page.getByText(format.money('48000', 'EUR')).first().waitFor();
    await isFree();
  });

  it('a line opens to events, definition, arithmetic and proof', async () => {
    await page.getByRole('listitem').getByRole('button', { expanded: false }).first().press('Enter');
    const steps = page.getByRole('list', { name: words.line.label });
    for (const title of Object.values(words.line.steps)) await steps.getByRole('heading', { name: title }).waitFor();
    await steps.getByText(words.imports.kinds['deal.won']).first().waitFor();
    await steps.getByText(words.line.answer.yes, { exact: true }).waitFor();
    await steps.getByText(words.line.seal, { exact: false }).first().waitFor();
    await isFree();
  });

  it('the partner sees the same statement on a phone and downloads its proof file', async () => {
    await partnerPage.goto(`${product.url}/w/${slug}/money`);
    await partnerPage.getByRole('link', { name: format.month(month) }).click();
    const [download] = await Promise.all([
      partnerPage.waitForEvent('download'),
      partnerPage.getByRole('button', { name: words.statement.proofFile }).click(),
    ]);
    await download.saveAs(proofFile);
    expect(JSON.parse(readFileSync(proofFile, 'utf8'))).toMatchObject({ agreements: [{ id: contractId }] });
    await isFree(partnerPage);
  });

  it('anybody recomputes the proof file without an account or a connection, and a changed digit is found', async () => {
    const anybody = await sitDown(browser, { language });
    const shown = anybody.page;
    await shown.goto(`${product.url}/recompute`);
    await shown.getByRole('heading', { name: words.recompute.title, level: 1 }).waitFor();
    // The worker starts with the page; once it answers, nothing more is needed from the server.
    await expect.poll(() => shown.workers().length, { timeout: 20_000 }).toBe(1);
    await shown.workers()[0]?.evaluate('0');
    await anybody.context.setOffline(true);
    await shown.getByLabel(words.recompute.file, { exact: true }).setInputFiles(proofFile);
    await shown.getByRole('heading', { name: words.recompute.okTitle, exact: true }).waitFor();
    await shown.getByText(format.money('48000', 'EUR')).first().waitFor();
    await isFree(shown);
    await shown.getByRole('button', { name: words.recompute.tamper }).click();
    await shown.getByRole('heading', { name: words.recompute.badTitle, exact: true }).waitFor();
    const { difference, line } = words.recompute;
    const found = shown.getByText(difference(line('1'), format.money('48000', 'EUR'), format.money('49000', 'EUR')), { exact: true });
    await found.waitFor();
    await isFree(shown);
    // The same when somebody else has changed the file before handing it on.
    const forged = fileWith(`forged-${language}.json`, changeOneDigit(readFileSync(proofFile, 'utf8'))?.text ?? '');
    await shown.getByRole('button', { name: words.recompute.another, exact: true }).click();
    await shown.getByLabel(words.recompute.file, { exact: true }).setInputFiles(forged);
    await shown.getByRole('heading', { name: words.recompute.badTitle, exact: true }).waitFor();
    await found.waitFor();
    await anybody.context.close();
  });

  it('signing out ends the session', async () => {
    await page.getByRole('button', { name: new RegExp(words.shell.account) }).click();
    await page.getByRole('menuitem', { name: words.shell.signOut }).click();
    await page.getByRole('heading', { name: words.access.signedOut }).waitFor();
    await page.goto(`${product.url}${contractPath}`);
    await page.getByRole('heading', { name: words.access.howTitle }).waitFor();
  });
});
