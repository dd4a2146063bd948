import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { words as german } from '#web/i18n/de/words.ts';
import { words as english } from '#web/i18n/en/words.ts';
import { type Language, openBrowser, type Scheme, sitDown } from '../test/browser/people.ts';
import { startProduct } from '../test/browser/product.ts';
import { amendedYaml, clausesId, fillClauses } from '../test/browser/sample-clauses.ts';
import { fillSampleCompany } from '../test/browser/sample-company.ts';
import { contractId, mappingYaml } from '../test/browser/sample-contract.ts';

/** Pictures of every screen: `node scripts/screenshots.ts <folder> [de|en] [light|dark] [width]`; without the last three, all of them. */
const [folder = 'screenshots', ...chosen] = process.argv.slice(2);
const pick = <T extends string>(all: readonly T[]): readonly T[] => {
  const some = all.filter((one) => chosen.includes(one));
  return some.length === 0 ? all : some;
};
const languages = pick<Language>(['de', 'en']);
const schemes = pick<Scheme>(['light', 'dark']);
const widths = pick(['1440', '390']).map(Number);
const catalogues = { de: german, en: english };

interface Visit {
  readonly name: string;
  readonly path: string;
  readonly act?: (page: Page, words: typeof german) => Promise<void>;
}

const clauses = `/w/winter/agreements/${clausesId}`;
const contract = `/w/kessler/agreements/${contractId}`;
let invitationLink = '';
mkdirSync(folder, { recursive: true });
const mapping = join(folder, 'crm.mapping.yaml');
const leads = join(folder, 'leads.csv');
const deals = join(folder, 'auftraege.csv');
const amended = join(folder, 'amended.yaml');
const proofFile = join(folder, 'pruefdatei.json');
writeFileSync(amended, amendedYaml(new Date()).replace('version: 2', 'version: 3').replace('"150.00"', '"140.00"'));
writeFileSync(mapping, mappingYaml());
writeFileSync(
  leads,
  'Nr;Eingang;Quelle;Kampagne\nL-9001;01.03.2026 09:15:00;linkedin;laserteile-angebot\nL-9002;31.02.2026 10:00:00;messe;\n',
);
writeFileSync(deals, 'Auftrag;Lead;Gewonnen;Volumen\nA-9001;L-9001;09.03.2026 16:40:00;18.250,00\n');

const toStatement = async (page: Page) => {
  await page.locator('table a').first().click();
  await page.locator('.proof-line').first().waitFor();
};

const visits: readonly Visit[] = [
  { name: 'today', path: '/w/kessler' },
  { name: 'first-steps', path: '/w/leer' },
  {
    name: 'import',
    path: '/w/leer/imports',
    async act(page, words) {
      await page.getByLabel(words.imports.mapping, { exact: true }).setInputFiles(mapping);
      await page.getByLabel(words.imports.files, { exact: true }).setInputFiles([leads, deals]);
      await page.getByRole('button', { name: words.imports.preview }).click();
      await page.getByRole('heading', { name: words.imports.previewTitle }).waitFor();
    },
  },
  { name: 'agreements', path: '/w/kessler/agreements' },
  { name: 'contract', path: contract },
  { name: 'contract-unsigned', path: `${contract}-messe` },
  { name: 'claims', path: `${contract}/claims` },
  {
    name: 'claim',
    path: `${contract}/claims`,
    async act(page) {
      await page.locator('li.claim-row a').nth(1).click();
      await page.locator('.steps').waitFor();
    },
  },
  {
    name: 'reject',
    path: `${contract}/claims`,
    async act(page, words) {
      await page.getByRole('button', { name: words.claims.reject }).first().click();
      await page.getByRole('radio').first().waitFor();
    },
  },
  {
    name: 'settle',
    path: `${contract}/settle`,
    async act(page, words) {
      await page.getByRole('button', { name: words.statement.preview }).click();
      await page.locator('.totals').waitFor();
    },
  },
  { name: 'money', path: '/w/kessler/money' },
  { name: 'statement', path: '/w/kessler/money', act: toStatement },
  {
    name: 'line',
    path: '/w/kessler/money',
    async act(page) {
      await toStatement(page);
      await page.locator('button.proof-line__closed').nth(1).click();
      await page.locator('.steps').waitFor();
      await page.locator('.proof-line[data-open=true]').scrollIntoViewIfNeeded();
    },
  },
  { name: 'recompute', path: '/recompute' },
  {
    name: 'recompute-ok',
    path: '/recompute',
    async act(page) {
      await page.locator('input[type=file]').setInputFiles(proofFile);
      await page.locator('.verdict').waitFor();
    },
  },
  {
    name: 'recompute-wrong',
    path: '/recompute',
    async act(page, words) {
      await page.locator('input[type=file]').setInputFiles(proofFile);
      await page.getByRole('button', { name: words.recompute.tamper }).click();
      await page.locator('.verdict[data-ok=false]').waitFor();
    },
  },
  { name: 'clauses', path: clauses },
  {
    name: 'clauses-review',
    path: clauses,
    async act(page, words) {
      await page.getByRole('heading', { name: words.agreement.clauses.review }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'clauses-course',
    path: clauses,
    async act(page, words) {
      await page.getByText(words.course.changesIn(2)).click();
      await page.getByRole('heading', { name: words.course.manage }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'ask',
    path: clauses,
    async act(page, words) {
      await page.getByRole('button', { name: words.requests.ask }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'end',
    path: clauses,
    async act(page, words) {
      await page.getByRole('button', { name: words.course.end }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'amend',
    path: clauses,
    async act(page, words) {
      await page.getByRole('button', { name: words.course.amend }).click();
      await page.getByLabel(words.agreement.name, { exact: true }).setInputFiles(amended);
      await page.getByRole('heading', { name: words.course.previewTitle }).waitFor();
    },
  },
  { name: 'clauses-claims', path: `${clauses}/claims` },
  {
    name: 'dispute',
    path: `${clauses}/claims/qualified-lead/lead:aurora-3`,
    async act(page, words) {
      await page.getByRole('heading', { name: words.dispute.openTitle }).waitFor();
    },
  },
  {
    name: 'decide',
    path: `${clauses}/claims/qualified-lead/lead:aurora-3`,
    async act(page, words) {
      await page.getByRole('button', { name: words.dispute.decide }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'taxes',
    path: `${clauses}/statements`,
    async act(page, words) {
      await toStatement(page);
      await page.locator('button.proof-line__closed', { hasText: words.shell.subject.window }).first().click();
      await page.locator('.steps').waitFor();
    },
  },
  { name: 'members', path: '/w/kessler/members' },
  {
    name: 'invite',
    path: '/w/kessler/members',
    async act(page, words) {
      await page.getByRole('button', { name: words.members.invite }).click();
      await page.getByLabel(words.members.email).fill('pia@nordlicht.example');
      await page.getByRole('dialog').getByLabel(words.members.role).selectOption('partner');
      await page.getByRole('dialog').getByRole('checkbox').last().check();
    },
  },
  {
    name: 'invited',
    path: '/w/kessler/members',
    async act(page, words) {
      await page.getByRole('button', { name: words.members.invite }).click();
      await page.getByLabel(words.members.email).fill(`max-${Date.now()}@kessler.example`);
      await page.getByRole('button', { name: words.members.inviteSubmit }).click();
      await page.getByLabel(words.members.linkLabel).waitFor();
      invitationLink = await page.getByLabel(words.members.linkLabel).inputValue();
    },
  },
  {
    name: 'invitation',
    path: '/recompute',
    async act(page, words) {
      await page.goto(invitationLink);
      await page.getByRole('button', { name: words.invitation.accept }).waitFor();
    },
  },
  { name: 'account', path: '/account' },
  {
    name: 'account-two-steps',
    path: '/account',
    async act(page, words) {
      await page.getByRole('button', { name: words.account.begin }).click();
      await page.getByText(words.account.stepThree).waitFor();
    },
  },
  { name: 'lost', path: '/nowhere' },
];

const product = await startProduct();
const browser = await openBrowser();
try {
  const { asker } = await product.workspace({ slug: 'kessler', name: 'Kessler Blechtechnik GmbH', currency: 'EUR' });
  await product.workspace({ slug: 'leer', name: 'Neue Firma GmbH', currency: 'EUR' });
  const winter = await product.workspace({ slug: 'winter', name: 'Winter Werkzeuge GmbH', currency: 'EUR' });
  await fillClauses(product, winter.asker, new Date());
  await fillSampleCompany(product, asker, new Date());
  for (const language of languages) for (const scheme of schemes) for (const width of widths) await takeAll(language, scheme, width);
} finally {
  await browser.close();
  await product.stop();
}

async function takeAll(language: Language, scheme: Scheme, width: number): Promise<void> {
  const height = width < 500 ? 844 : 900;
  const { context, page } = await sitDown(browser, { language, scheme, width, height });
  const words = catalogues[language];
  const save = (name: string) => page.screenshot({ path: join(folder, `${name}-${language}-${scheme}-${width}.png`) });
  page.on('console', (message) => {
    if (message.type() === 'error') process.stderr.write(`${message.text()}\n`);
  });
  await page.goto(`${product.url}/sign-in`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await save('sign-in');
  await page.goto(await product.ownerLink());
  await page.getByRole('heading', { name: words.today.title, level: 1 }).waitFor();
  await page.goto(`${product.url}/w/kessler/money`);
  await toStatement(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: words.statement.proofFile }).click(),
  ]);
  await download.saveAs(proofFile);
  for (const { name, path, act } of visits) {
    await page.goto(`${product.url}${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    try {
      await act?.(page, words);
    } catch (error) {
      process.stderr.write(`${name}-${language}-${scheme}-${width}: ${String(error).split('\n')[0]}\n`);
    }
    await page.evaluate('document.fonts.ready');
    await save(name);
  }
  await context.close();
}
