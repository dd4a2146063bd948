import { beforeEach, describe, expect, it } from 'vitest';
import { qualifiedLeadBant } from '#core/definitions/templates/qualified-lead-bant.ts';
import { addDays, dayOf } from '#core/kernel/instant.ts';
import { yamlText } from '#core/kernel/yaml-text.ts';
import { draftAgreement, writtenForm } from '#core/promises/agreements/draft-agreement.ts';
import { type DraftAnswers, freshAnswers } from '#core/promises/agreements/draft-answers.ts';
import { agreementHash, definitionRef, readAgreement } from '#core/promises/agreements/read-agreement.ts';
import { type TestApi, testApi } from './testing/test-api.ts';

const today = dayOf(Date.now(), 'Europe/Berlin');
const { key, version, subject, title } = qualifiedLeadBant;
const answers: DraftAnswers = {
  ...freshAnswers({
    payer: { key: 'acme', name: 'Acme GmbH', business: true, vatId: '' },
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    from: today,
    to: addDays(today, 364),
  }),
  id: 'suedwind',
  payee: { key: 'suedwind', name: 'Agentur Südwind GmbH', business: true, vatId: '' },
  result: { key, version, subject, title },
  amount: '180',
  capCount: 5,
  sources: ['google_ads'],
  payerPerson: 'Ruth Kessler',
  payeePerson: 'Ole Harms',
  processingDocument: 'AV-1',
};
const { agreement } = draftAgreement(answers);
const yaml = yamlText(writtenForm(agreement));

describe('A contract drafted on the page', () => {
  let api: TestApi;
  beforeEach(async () => {
    api = await testApi();
  });
  const post = (cookie: string, path: string, raw: string) =>
    api.call('POST', path, { cookie, workspace: 'acme', raw, headers: { 'content-type': 'application/yaml' } });

  it('has the check number that the page showed, and records nothing until it is proposed', async () => {
    const read = readAgreement(writtenForm(agreement), new Map([[definitionRef(qualifiedLeadBant), qualifiedLeadBant]]));
    const owner = await api.cookieOf('owner@acme.test');
    const dryRun = await post(owner, '/api/agreements?dryRun=true', yaml);
    expect(dryRun.body).toMatchObject({ id: 'suedwind', hash: read.ok ? agreementHash(read.value) : '', recorded: false, missing: [] });
    const listed = await api.call('GET', '/api/agreements', { cookie: owner, workspace: 'acme' });
    expect(listed.body).toEqual({ agreements: [] });
  });

  it('adopts its template with the proposal, and is in force when both have signed the one number', async () => {
    const owner = await api.cookieOf('owner@acme.test');
    const { body } = await post(owner, '/api/agreements', yaml);
    expect(body).toMatchObject({ recorded: true });
    const definitions = await api.call('GET', '/api/definitions', { cookie: owner, workspace: 'acme' });
    expect(definitions.body).toMatchObject({ definitions: [{ key, version }] });
    const partner = await api.cookieFor('ole@suedwind.test', 'partner', 'suedwind', ['suedwind']);
    const sign = (cookie: string, party: string, hash: string) =>
      api.call('POST', '/api/agreements/suedwind/signatures', { cookie, workspace: 'acme', body: { hash, party } });
    expect((await sign(partner, 'suedwind', 'f'.repeat(64))).body.code).toBe('agreement.hash_mismatch');
    expect((await sign(owner, 'acme', body.hash)).body).toMatchObject({ state: 'proposed', missingSignatures: ['suedwind'] });
    expect((await sign(partner, 'suedwind', body.hash)).body).toMatchObject({ state: 'in_force', missingSignatures: [] });
  });

  it('names what is missing by its part', async () => {
    const owner = await api.cookieOf('owner@acme.test');
    const { processing: _, ...without } = writtenForm(agreement);
    const answer = await post(owner, '/api/agreements?dryRun=true', yamlText(without));
    expect(answer.body).toMatchObject({ hash: null, missing: ['processing'] });
  });

  it('is proposed by whoever may propose, and by nobody else', async () => {
    const seller = await api.cookieFor('seller@acme.test', 'sales');
    expect((await post(seller, '/api/agreements', yaml)).status).toBe(403);
    const marketing = await api.cookieFor('marketing@acme.test', 'marketing');
    expect((await post(marketing, '/api/agreements', yaml)).status).toBe(200);
  });
});
