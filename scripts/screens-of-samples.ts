import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { amendedYaml, clausesId } from '../test/browser/sample-clauses.ts';
import { contractId, mappingYaml } from '../test/browser/sample-contract.ts';
import type { Visit } from './screens.ts';

const clauses = `/w/winter/agreements/${clausesId}`;
const contract = `/w/kessler/agreements/${contractId}`;
const leads = 'Nr;Eingang;Quelle;Kampagne\nL-9001;01.03.2026 09:15:00;linkedin;laserteile-angebot\nL-9002;31.02.2026 10:00:00;messe;\n';
const deals = 'Auftrag;Lead;Gewonnen;Volumen\nA-9001;L-9001;09.03.2026 16:40:00;18.250,00\n';

/** What the demo company has no example of: a new company, unsigned and amended contracts, requests, objections and taxes. */
export function sampleVisits(folder: string): readonly Visit[] {
  const written = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const mapping = written('crm.mapping.yaml', mappingYaml());
  const tables = [written('leads.csv', leads), written('auftraege.csv', deals)];
  const amended = amendedYaml(new Date()).replace('version: 2', 'version: 3').replace('"150.00"', '"140.00"');
  const amendedFile = written('amended.yaml', amended);
  return [
    { name: 'first-steps', path: '/w/leer' },
    ...['leads', 'figures', 'agreements', 'claims', 'money', 'events', 'settings/keys', 'definitions/compare'].map((page) => ({
      name: `empty-${page.replace('/', '-')}`,
      path: `/w/leer/${page}`,
    })),
    {
      name: 'import-preview',
      path: '/w/leer/imports',
      async act(page, words) {
        await page.getByLabel(words.imports.mapping, { exact: true }).setInputFiles(mapping);
        await page.getByLabel(words.imports.files, { exact: true }).setInputFiles(tables);
        await page.getByRole('button', { name: words.imports.preview }).click();
        await page.getByRole('heading', { name: words.imports.previewTitle }).waitFor();
      },
    },
    { name: 'contract-unsigned', path: `${contract}-messe` },
    {
      name: 'reject',
      path: `${contract}/claims`,
      async act(page, words) {
        await page.getByRole('button', { name: words.claims.reject }).first().click();
        await page.getByRole('radio').first().waitFor();
      },
    },
    { name: 'clauses', path: clauses },
    { name: 'redlines', path: `${clauses}?from=1&to=2` },
    { name: 'redlines-beside', path: `${clauses}?from=1&to=2&view=side` },
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
        await page.getByLabel(words.agreement.name, { exact: true }).setInputFiles(amendedFile);
        await page.getByRole('heading', { name: words.course.previewTitle }).waitFor();
      },
    },
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
        await page.locator('main table a').first().click();
        await page.locator('button.proof-line__closed', { hasText: words.shell.subject.window }).first().click();
        await page.locator('.steps').waitFor();
      },
    },
    {
      name: 'invitation',
      path: '/w/kessler/members',
      async act(page, words) {
        await page.getByRole('button', { name: words.members.invite }).click();
        await page.getByLabel(words.members.email).fill(`max-${Date.now()}@kessler.example`);
        await page.getByRole('button', { name: words.members.inviteSubmit }).click();
        await page.goto(await page.getByLabel(words.members.linkLabel).inputValue());
        await page.getByRole('button', { name: words.invitation.accept }).waitFor();
      },
    },
  ];
}
