import { describe, expect, it } from 'vitest';
import { testApi } from './testing/test-api.ts';

const mapping = `
mapping: leads
source: crm
timeZone: Europe/Berlin
files:
  leads: leads.csv
facts:
  - from: leads
    kind: lead.captured
    subject: { type: lead, externalId: { column: id } }
    externalId: { column: id }
    occurredAt: { column: at, time: YYYY-MM-DD HH:mm:ss }
    data:
      source: { column: origin, blank: (blank) }
`;

function upload(leads: string, text = mapping): FormData {
  const form = new FormData();
  form.append('files', new File([leads], 'leads.csv', { type: 'text/csv' }));
  form.append('mapping', text);
  return form;
}

const leads = 'id,at,origin\n1,2025-02-03 09:15:00,partner\n2,yesterday,partner\n3,2025-02-11 08:00:00,\n';

describe('importing files through the interface', () => {
  it('records the good rows, names the others by line, and changes nothing when repeated', async () => {
    const api = await testApi();
    const key = await api.key();
    const first = await api.call('POST', '/api/imports', { key, raw: upload(leads) });
    expect(first).toMatchObject({
      status: 200,
      body: {
        read: 3,
        recorded: 2,
        repeated: 0,
        refusedCount: 1,
        refused: [{ file: 'leads.csv', line: 3 }],
        byKind: { 'lead.captured': 2 },
      },
    });
    const again = await api.call('POST', '/api/imports', { key, raw: upload(leads) });
    expect(again.body).toMatchObject({ importId: first.body.importId, recorded: 0, repeated: 2 });
    expect((await api.call('GET', '/api/imports', { key })).body.imports).toHaveLength(1);
    expect((await api.call('GET', `/api/imports/${first.body.importId}`, { key })).body).toMatchObject({ state: 'done', read: 3 });
  });

  it('shows in a dry run what it would record, and keeps nothing', async () => {
    const api = await testApi();
    const key = await api.key();
    const shown = await api.call('POST', '/api/imports?dryRun=true', { key, raw: upload(leads) });
    expect(shown.body).toMatchObject({ importId: null, recorded: 2, preview: [{ kind: 'lead.captured' }, { kind: 'lead.captured' }] });
    expect((await api.call('GET', '/api/facts', { key })).body.facts).toEqual([]);
    expect((await api.call('GET', '/api/imports', { key })).body.imports).toEqual([]);
  });

  it('takes an import back, and records it again afterwards', async () => {
    const api = await testApi();
    const key = await api.key();
    const { importId } = (await api.call('POST', '/api/imports', { key, raw: upload(leads) })).body;
    const undone = await api.call('POST', `/api/imports/${importId}/undo`, { key, body: { reason: 'wrong file' } });
    expect(undone).toMatchObject({ status: 200, body: { retracted: 2 } });
    expect((await api.call('GET', '/api/funnel', { key })).body).toEqual({ rows: [] });
    expect((await api.call('POST', '/api/imports', { key, raw: upload(leads) })).body).toMatchObject({ recorded: 2 });
    expect((await api.call('GET', '/api/funnel', { key })).body).toMatchObject({ rows: [{ leads: 1 }, { leads: 1 }] });
  });

  it('says what is wrong with an upload', async () => {
    const api = await testApi();
    const key = await api.key();
    const broken = await api.call('POST', '/api/imports', { key, raw: upload(leads, 'mapping: x') });
    expect(broken).toMatchObject({ status: 422, body: { code: 'import.mapping_invalid' } });
    const withoutFile = new FormData();
    withoutFile.append('mapping', mapping);
    expect(await api.call('POST', '/api/imports', { key, raw: withoutFile })).toMatchObject({
      status: 400,
      body: { params: { at: 'files' } },
    });
    expect(await api.call('POST', '/api/imports', { key, raw: 'x' })).toMatchObject({ status: 400, body: { code: 'input.invalid' } });
    const cut = { 'content-type': 'multipart/form-data; boundary=b' };
    expect(
      await api.call('POST', '/api/imports', { key, raw: '--b\r\ncontent-disposition: form-data; name="mapping"\r\n\r\nx', headers: cut }),
    ).toMatchObject({
      status: 400,
      body: { code: 'input.invalid' },
    });
    expect(api.failures).toEqual([]);
  });
});
