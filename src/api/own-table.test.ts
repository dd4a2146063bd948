import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { OwnTableWire } from '#protocol/endpoints-own-table.ts';
import { type TestApi, testApi } from './testing/test-api.ts';

const sample = readFileSync(join(import.meta.dirname, '../web/public/beispiel-anfragen.csv'), 'utf8');

function upload(text: string, answers?: unknown): FormData {
  const form = new FormData();
  if (answers !== undefined) form.append('answers', JSON.stringify(answers));
  form.append('files', new File([text], 'anfragen.csv', { type: 'text/csv' }));
  return form;
}

async function look(api: TestApi, key: string, text: string, answers?: unknown) {
  const { status, body } = await api.call('POST', '/api/own-table', { key, raw: upload(text, answers) });
  return { status, body: body as unknown as OwnTableWire };
}

async function bringIn(api: TestApi, key: string, mapping: string, text: string) {
  const form = new FormData();
  form.append('mapping', new File([mapping], 'a.mapping.yaml'));
  form.append('files', new File([text], 'anfragen.csv'));
  return (await api.call('POST', '/api/imports', { key, raw: form })).body as unknown as {
    readonly importId: string;
    readonly recorded: number;
    readonly repeated: number;
    readonly refusedCount: number;
  };
}

describe('a table of one’s own', () => {
  it('is understood without a word, imported by the mapping made of it, and its leads stand under three definitions', async () => {
    const api = await testApi();
    const key = await api.key();
    const { body: table } = await look(api, key, sample);
    expect(table.open).toEqual([]);
    expect(table.report).toMatchObject({ importId: null, refusedCount: 0, byKind: { 'lead.captured': 160 } });
    expect((await api.call('GET', '/api/facts', { key })).body.facts).toEqual([]);
    const { mapping } = table;
    const done = await bringIn(api, key, mapping ?? '', sample);
    expect(done).toMatchObject({ recorded: table.report?.recorded, refusedCount: 0 });
    expect(await bringIn(api, key, mapping ?? '', sample)).toMatchObject({ recorded: 0, repeated: done.recorded });
    const kept = await api.call('GET', `/api/imports/${done.importId}/mapping`, { key });
    expect(String(kept.body)).toBe(mapping);
    const compared = await api.call('GET', `/api/definitions/compare?definitions=${table.suited.join(',')}`, { key });
    const { definitions, leads, differing } = compared.body as unknown as {
      readonly definitions: readonly { readonly counts: { readonly yes: number } }[];
      readonly leads: number;
      readonly differing: readonly { readonly leads: number }[];
    };
    expect(leads).toBe(160);
    expect(new Set(definitions.map(({ counts }) => counts.yes)).size).toBe(3);
    expect(differing.every((pair) => pair.leads > 0)).toBe(true);
    await api.call('POST', `/api/imports/${done.importId}/undo`, { key, body: { reason: 'only a trial' } });
    const after = await api.call('GET', '/api/definitions/compare', { key });
    expect(after.body).toMatchObject({ leads: 0 });
  });

  it('reads rows as the answers say, names refused ones by line, and says what is still open', async () => {
    const api = await testApi();
    const key = await api.key();
    const text = 'id;created;source;stage;closed\n1;03/04/2026;web;Offen;\n2;05/06/2026;;Gewonnen;\n3;gestern;web;Offen;\n';
    const { body: first } = await look(api, key, text.replace('gestern', '07/08/2026'));
    expect(first.open).toContainEqual({ what: 'time', column: 'created' });
    expect(first.mapping).toBeNull();
    const answers = { ...first.proposed, times: { created: 'DD/MM/YYYY', closed: 'DD/MM/YYYY' } };
    const { body: decided } = await look(api, key, text, { ...answers, roles: { ...answers.roles, closed: 'closed' } });
    expect(decided.report).toMatchObject({ refusedCount: 2, refused: [{ line: 3 }, { line: 4 }] });
    const { body: lenient } = await look(api, key, text, answers);
    expect(lenient.report).toMatchObject({ refusedCount: 1, refused: [{ line: 4, code: 'import.value_unreadable' }] });
  });

  it('refuses what is no table, no file and no answer', async () => {
    const api = await testApi();
    const key = await api.key();
    expect(await look(api, key, '')).toMatchObject({ status: 422, body: { code: 'import.file_unreadable' } });
    expect(await api.call('POST', '/api/own-table', { key, raw: new FormData() })).toMatchObject({ status: 400 });
    expect(await look(api, key, 'a;b\n1;2\n', { name: 'UPPER' })).toMatchObject({ status: 400, body: { params: { at: 'answers.name' } } });
  });
});

describe('definitions side by side', () => {
  it('shows page by page only the leads two of them differ about, each with the condition that made it so', async () => {
    const api = await testApi();
    const key = await api.key();
    const { body: table } = await look(api, key, sample);
    await bringIn(api, key, table.mapping ?? '', sample);
    const asked = '/api/definitions/compare?definitions=qualified-lead-interest,qualified-lead-won';
    const all = (await api.call('GET', asked, { key })).body as unknown as {
      readonly page: { readonly pages: number; readonly total: number };
    };
    expect(all.page).toMatchObject({ total: 160, pages: 4 });
    const differing = (await api.call('GET', `${asked}&differ=1-2&page=2`, { key })).body as unknown as {
      readonly differing: readonly { readonly leads: number }[];
      readonly page: {
        readonly total: number;
        readonly leads: readonly { readonly answers: readonly { readonly answer: string; readonly failing: readonly number[] }[] }[];
      };
    };
    expect(differing.page.total).toBe(differing.differing[0]?.leads);
    for (const { answers } of differing.page.leads) {
      expect(answers[0]?.answer).not.toBe(answers[1]?.answer);
      for (const { answer, failing } of answers) if (answer === 'no') expect(failing.length).toBeGreaterThan(0);
    }
    expect(await api.call('GET', '/api/definitions/compare?definitions=nobody', { key })).toMatchObject({
      body: { code: 'definition.unknown' },
    });
    expect(await api.call('GET', `${asked}&differ=1-3`, { key })).toMatchObject({ status: 400 });
  });

  it('reads adopted definitions as projected, and gives the same figures as evaluating them on the spot', async () => {
    const api = await testApi();
    const key = await api.key();
    const { body: table } = await look(api, key, sample);
    await bringIn(api, key, table.mapping ?? '', sample);
    const keys = ['qualified-lead-interest', 'qualified-lead-offer', 'qualified-lead-won'];
    const figures = async (names: readonly string[]) => {
      const { body } = await api.call('GET', `/api/definitions/compare?definitions=${names.join(',')}&differ=1-3`, { key });
      const { definitions, differing, page, months } = body as unknown as {
        readonly definitions: readonly { readonly counts: unknown; readonly adopted: boolean }[];
        readonly differing: unknown;
        readonly page: unknown;
        readonly months: number;
      };
      return { counts: definitions.map((one) => one.counts), differing, page, months, adopted: definitions.map((one) => one.adopted) };
    };
    const before = await figures(keys);
    expect(before.adopted).toEqual([false, false, false]);
    const { templates } = (await api.call('GET', '/api/definition-templates', { key })).body as unknown as {
      readonly templates: readonly { readonly key: string; readonly text: string }[];
    };
    for (const name of keys) {
      const template = templates.find((one) => one.key === name);
      expect(await api.call('POST', '/api/definitions', { key, raw: template?.text ?? '' })).toMatchObject({ status: 201 });
    }
    expect(await figures(keys)).toEqual({ ...before, adopted: [true, true, true] });
  });

  it('evaluates the first 5,000 leads in the order of the log where nobody has adopted the definitions, and says that there are more', async () => {
    const api = await testApi();
    const key = await api.key();
    const early = Array.from({ length: 5_000 }, (_, row) => `L-${row};13.02.2026;Messe\n`).join('');
    const text = `Lead-Nr;Erstkontakt;Quelle\n${early}`;
    const { body: table } = await look(api, key, text);
    await bringIn(api, key, table.mapping ?? '', text);
    const asked = '/api/definitions/compare?definitions=qualified-lead-interest';
    expect((await api.call('GET', asked, { key })).body).toMatchObject({ leads: 5_000, cut: false });
    await bringIn(api, key, table.mapping ?? '', 'Lead-Nr;Erstkontakt;Quelle\nlater;20.02.2026;Web\n');
    const { body } = await api.call('GET', asked, { key });
    expect(body).toMatchObject({ leads: 5_000, cut: true });
    const { page } = body as unknown as { readonly page: { readonly leads: readonly { readonly externalId: string }[] } };
    expect(page.leads.map(({ externalId }) => externalId)).not.toContain('later');
  });
});
