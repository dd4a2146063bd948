import type { Page } from 'playwright-core';
import type { Visit } from './screens.ts';

export const DEMO = 'demo';
const demo = `/w/${DEMO}`;
const nordlicht = `${demo}/agreements/nordlicht`;

const statement: NonNullable<Visit['act']> = async (page) => {
  await page.locator('main table a').first().click();
  await page.locator('.proof-line').first().waitFor();
};

const firstIn = (selector: string, then: string) => async (page: Page) => {
  await page.locator(selector).first().click();
  await page.locator(then).first().waitFor();
};

const toColumns: NonNullable<Visit['act']> = async (page, words) => {
  await page.getByRole('button', { name: words.ownTable.file.sample }).click();
  await page.getByRole('heading', { name: words.ownTable.columns.title }).waitFor();
};

const toQuestions: NonNullable<Visit['act']> = async (page, words) => {
  await toColumns(page, words);
  await page.getByRole('button', { name: words.ownTable.columns.toQuestions }).click();
  await page.getByRole('heading', { level: 2, name: words.ownTable.questions.title }).waitFor();
};

const recomputed: NonNullable<Visit['act']> = async (page, words) => {
  await page.getByRole('button', { name: words.recompute.sample, exact: true }).click();
  await page.locator('.verdict').waitFor();
};

/** Every screen of the demo company. */
export const demoVisits: readonly Visit[] = [
  { name: 'today', path: demo },
  { name: 'today-partner', path: demo, as: 'agentur' },
  { name: 'today-council', path: demo, as: 'betriebsrat' },
  { name: 'today-auditor', path: demo, as: 'pruefung' },
  { name: 'inbox', path: demo, as: 'vertrieb' },
  { name: 'leads', path: `${demo}/leads` },
  { name: 'lead', path: `${demo}/leads`, act: firstIn('main table tbody a', 'h1') },
  { name: 'figures', path: `${demo}/figures` },
  { name: 'definitions', path: `${demo}/definitions` },
  { name: 'definition', path: `${demo}/definitions`, act: firstIn('.definition h2 a, .definition h3 a', '.definition__standing') },
  { name: 'definition-edit', path: `${demo}/definitions/qualified-lead-three-a/edit` },
  { name: 'definition-new', path: `${demo}/definitions/new` },
  { name: 'compare', path: `${demo}/definitions/compare` },
  { name: 'overlaps', path: `${demo}/overlaps` },
  { name: 'agreements', path: `${demo}/agreements` },
  { name: 'agreement-new', path: `${demo}/agreements/new` },
  { name: 'contract', path: nordlicht },
  { name: 'claims', path: `${nordlicht}/claims` },
  { name: 'claim', path: `${nordlicht}/claims`, act: firstIn('li.claim-row a', '.steps') },
  { name: 'claims-inbox', path: `${demo}/claims` },
  { name: 'claims-inbox-partner', path: `${demo}/claims?show=all`, as: 'agentur' },
  {
    name: 'claims-bulk',
    path: `${demo}/claims`,
    async act(page, words) {
      await page.locator('.inbox-row input[type=checkbox]').first().check();
      await page.getByRole('button', { name: words.claimInbox.bulk.accept }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'statements', path: `${nordlicht}/statements` },
  { name: 'money', path: `${demo}/money` },
  { name: 'money-partner', path: `${demo}/money`, as: 'agentur' },
  { name: 'statement', path: `${demo}/money`, act: statement },
  {
    name: 'line',
    path: `${demo}/money`,
    async act(page, words) {
      await statement(page, words);
      await page.locator('button.proof-line__closed').nth(1).click();
      await page.locator('.steps').waitFor();
      await page.locator('.proof-line[data-open=true]').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'settle',
    path: `${nordlicht}/settle`,
    async act(page, words) {
      await page.getByRole('button', { name: words.statement.preview }).click();
      await page.locator('.totals').waitFor();
    },
  },
  { name: 'settings', path: `${demo}/settings` },
  { name: 'settings-workspace', path: `${demo}/settings/workspace` },
  { name: 'settings-keys', path: `${demo}/settings/keys` },
  { name: 'members', path: `${demo}/members` },
  {
    name: 'invite',
    path: `${demo}/members`,
    async act(page, words) {
      await page.getByRole('button', { name: words.members.invite }).click();
      await page.getByRole('dialog').getByLabel(words.members.role).selectOption('partner');
    },
  },
  { name: 'imports', path: `${demo}/imports` },
  { name: 'own-table', path: `${demo}/imports/new` },
  { name: 'own-table-columns', path: `${demo}/imports/new`, act: toColumns },
  { name: 'own-table-questions', path: `${demo}/imports/new`, act: toQuestions },
  {
    name: 'own-table-preview',
    path: `${demo}/imports/new`,
    async act(page, words) {
      await toQuestions(page, words);
      await page.getByRole('button', { name: words.ownTable.questions.toPreview }).click();
      await page.getByRole('heading', { name: words.ownTable.preview.title }).waitFor();
    },
  },
  { name: 'people', path: `${demo}/people` },
  { name: 'contacts', path: `${demo}/contacts` },
  { name: 'events', path: `${demo}/events` },
  {
    name: 'event',
    path: `${demo}/events`,
    async act(page) {
      await page.locator('main table tbody a').first().click();
      await page.waitForURL(/event=/);
    },
  },
  { name: 'seals', path: `${demo}/seals` },
  { name: 'account', path: '/account' },
  {
    name: 'account-two-steps',
    path: '/account',
    async act(page, words) {
      await page.getByRole('button', { name: words.account.begin }).click();
      await page.getByText(words.account.stepThree).waitFor();
    },
  },
  { name: 'clients', path: '/clients', as: 'agentur' },
  { name: 'recompute', path: '/recompute' },
  { name: 'recompute-ok', path: '/recompute', act: recomputed },
  {
    name: 'recompute-wrong',
    path: '/recompute',
    async act(page, words) {
      await recomputed(page, words);
      await page.getByRole('button', { name: words.recompute.tamper }).click();
      await page.locator('.verdict[data-ok=false]').waitFor();
    },
  },
  { name: 'lost', path: '/nowhere' },
  { name: 'no-permission', path: `${demo}/members`, as: 'vertrieb' },
];
