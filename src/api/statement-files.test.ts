import { expect, it } from 'vitest';
import { partnerAgreement } from './testing/partner-agreement.ts';
import { testApi } from './testing/test-api.ts';

it('a statement opens in a spreadsheet as what it says, and computes nothing there', async () => {
  const api = await testApi();
  const key = await api.key();
  const now = new Date();
  const { body } = await api.call('POST', '/api/agreements', { key, raw: partnerAgreement('a', now.getUTCFullYear()) });
  for (const party of ['shop', 'partner'])
    await api.call('POST', '/api/agreements/a/signatures', { key, body: { hash: body.hash, party } });
  const at = new Date().toISOString();
  const fact = (kind: string, type: string, data: object, name: string) => {
    return { kind, subject: { type, externalId: name }, occurredAt: at, source: 'crm', externalId: name, data };
  };
  const facts = ['=HYPERLINK("http://x.test";"a")', 'plain'].flatMap((name) => [
    fact('lead.captured', 'lead', { source: 'partner' }, name),
    fact('deal.won', 'deal', { leads: [{ type: 'lead', externalId: name }] }, name),
  ]);
  await api.call('POST', '/api/facts', { key, body: { facts } });
  const settled = await api.call('POST', '/api/agreements/a/statements', { key, body: { through: at.slice(0, 7) } });
  const path = `/api/statements/${settled.body.statementId}/lines.csv`;

  const german = await api.call('GET', path, { key });
  expect(german.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const rows = String(german.body).split('\r\n');
  expect(rows[0]).toMatch(/^\ufeff?Nr\.;Monat;/);
  expect(rows.filter((row) => row.includes('"\'=HYPERLINK(""http://x.test"";""a"")"'))).toHaveLength(1);
  expect(rows.filter((row) => row.includes(';150,00;'))).toHaveLength(2);
  const english = String((await api.call('GET', `${path}?language=en`, { key })).body);
  expect(english).toContain(',150.00,');
  expect(
    await api.call('GET', path.replace(/statements\/[^/]+/, 'statements/00000000-0000-8000-8000-000000000000'), { key }),
  ).toMatchObject({ status: 404 });
});
