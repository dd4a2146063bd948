import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Endpoint } from '#protocol/endpoint.ts';
import { endpoints } from '#protocol/registry.ts';
import { BesiegedServer, expectRefusal } from './besieged-server.ts';
import { hostileBodies, hostileTexts, impossibleTexts } from './hostile-texts.ts';

const server = new BesiegedServer();
beforeAll(() => server.start(), 120_000);
afterAll(() => server.stop());
afterEach(async () => {
  await server.expectAlive();
  server.expectNoFailure();
});

/** Nothing asked here may keep the server, and thereby everybody else, for longer. */
const LONGEST_MS = 5_000;
const MOST_MEMORY_BYTES = 700_000_000;

const pathOf = ({ path }: Endpoint, value: string) => path.replaceAll(/\{\w+\}/g, encodeURIComponent(value));
const named = (list: readonly Endpoint[]) => list.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const);
const withBody = endpoints.filter(({ request }) => request !== undefined);
/** Of these the sense depends on what the door expects; the others are sense nowhere. */
const perhapsMeant = new Set([
  'nothing',
  'a list',
  'a byte order mark and nothing',
  'null',
  'a number with a hundred thousand digits',
  'an exponent without end',
  'another prototype',
  'a tag of another language',
  'thousands of quotes',
]);

describe('a body made to harm', () => {
  it.each(named(withBody))('is refused at %s, quickly and for a reason people can read', async (_, endpoint) => {
    for (const { name, content } of hostileBodies) {
      const type = {
        json: 'application/json',
        facts: 'application/json',
        document: 'text/plain',
        files: 'multipart/form-data; boundary=b',
      };
      const beganMs = performance.now();
      const headers = { 'content-type': type[endpoint.request?.type ?? 'json'] };
      const reply = await server.ask(endpoint.method, pathOf(endpoint, 'x'), content, headers);
      expect(performance.now() - beganMs, name).toBeLessThan(LONGEST_MS);
      if (reply.status >= 400) expectRefusal(reply, name);
      else if (endpoint.name === 'verifyBundle') expect(JSON.parse(reply.text), name).toMatchObject({ ok: false });
      else expect(perhapsMeant.has(name), `${name}: ${reply.status} ${reply.text.slice(0, 300)}`).toBe(true);
    }
    expect(server.peakBytes).toBeLessThan(MOST_MEMORY_BYTES);
  });

  it('is refused line by line in a stream of facts, and the lines around it are kept', async () => {
    const fact = (externalId: string) =>
      JSON.stringify({
        kind: 'lead.captured',
        subject: { type: 'lead', externalId },
        occurredAt: '2026-03-01T09:00:00Z',
        source: 'web',
        externalId,
        data: { source: 'x' },
      });
    const lines = [fact('s-1'), '['.repeat(100_000), '{"kind":"a","kind":"b"}', '{"a":"\\ud800"}', 'null', fact('s-2')];
    const reply = await server.ask('POST', '/api/facts', lines.join('\n'), { 'content-type': 'application/x-ndjson' });
    const answers = reply.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).status);
    expect(answers).toEqual(['recorded', 'refused', 'refused', 'refused', 'refused', 'recorded']);
  });
});

describe('a text made to harm', () => {
  it.each(named(endpoints.filter(({ path }) => path.includes('{'))))(
    'as part of the path of %s finds nothing and breaks nothing',
    async (_, endpoint) => {
      for (const text of [...hostileTexts, 'nul\u0000', '..', '.', '%', 'x'.repeat(5_000)]) {
        const body = endpoint.request?.type === 'json' ? '{}' : undefined;
        const reply = await server.ask(
          endpoint.method,
          pathOf(endpoint, text),
          body,
          body === undefined ? {} : { 'content-type': 'application/json' },
        );
        expect(reply.status, `${text}: ${reply.text}`).toBeLessThan(500);
        if (endpoint.method !== 'GET') expect(reply.status, text).toBeGreaterThanOrEqual(400);
      }
    },
  );

  it.each(named(endpoints.filter(({ method, query }) => method === 'GET' && query !== undefined)))(
    'in the query of %s is refused or means itself',
    async (_, endpoint) => {
      const names = [...Object.keys(endpoint.query?.shape ?? {}), '__proto__', 'constructor', 'unknown'];
      for (const text of [...hostileTexts, 'nul\u0000', '-1', '1e9', '99999999999999999999', '']) {
        const query = names.map((name) => `${name}=${encodeURIComponent(text)}`).join('&');
        const reply = await server.ask('GET', `${pathOf(endpoint, 'x')}?${query}&${names[0]}=twice&bad=%ff%c0`);
        expect(reply.status, `${text}: ${reply.text}`).toBeLessThan(500);
      }
    },
  );

  it('in every text of a fact is kept as it is and given back as it is', async () => {
    const facts = hostileTexts.map((text, n) => ({
      kind: 'lead.captured',
      subject: { type: 'lead', externalId: `t-${n}` },
      occurredAt: '2026-03-01T09:00:00Z',
      source: `s${text.slice(0, 50)}`,
      externalId: `t-${n} ${text.slice(0, 150)}`,
      data: { source: text, medium: text, campaign: text, landingPage: text },
    }));
    const reply = await server.ask('POST', '/api/facts', JSON.stringify({ facts }), { 'content-type': 'application/json' });
    const { answers } = JSON.parse(reply.text) as { answers: { status: string; id: string }[] };
    expect(answers.filter(({ status }) => status !== 'recorded')).toEqual([]);
    for (const [n, { id }] of answers.entries()) {
      const kept = JSON.parse((await server.ask('GET', `/api/facts/${id}`)).text);
      const { source, externalId, data } = facts[n] ?? { source: '', externalId: '', data: {} };
      expect(kept.fact ?? kept).toMatchObject({
        source: source.trim(),
        externalId: externalId.trim(),
        data: Object.fromEntries(Object.entries(data).map(([key, text]) => [key, text.trim()])),
      });
    }
  });

  it('that no store can keep is refused for that reason, fact by fact', async () => {
    const facts = impossibleTexts.flatMap((text) => [
      {
        kind: 'lead.captured',
        subject: { type: 'lead', externalId: text },
        occurredAt: '2026-03-01T09:00:00Z',
        source: 'web',
        data: { source: 'x' },
      },
      {
        kind: 'lead.captured',
        subject: { type: 'lead', externalId: 'i' },
        occurredAt: '2026-03-01T09:00:00Z',
        source: 'web',
        data: { source: text },
      },
    ]);
    const reply = await server.ask('POST', '/api/facts', JSON.stringify({ facts }), { 'content-type': 'application/json' });
    expect(JSON.parse(reply.text).answers.map(({ status }: { status: string }) => status)).toEqual(facts.map(() => 'refused'));
  });
});

describe('a request that no client would send', () => {
  const head = (more: string) => `POST /api/facts HTTP/1.1\r\nHost: x\r\n${more}\r\n\r\n`;

  it.each([
    ['headers of a megabyte', `GET /api/health HTTP/1.1\r\nHost: x\r\nx: ${'y'.repeat(1_000_000)}\r\n\r\n`, /^HTTP\/1.1 431/],
    ['ten thousand headers', `GET /api/health HTTP/1.1\r\nHost: x\r\n${'a: b\r\n'.repeat(10_000)}\r\n`, /^HTTP\/1.1 431/],
    ['a line break in a header', 'GET /api/health HTTP/1.1\r\nHost: x\r\nx: a\rb\r\n\r\n', /^HTTP\/1.1 400/],
    ['two lengths', head('Content-Length: 1\r\nContent-Length: 2'), /^HTTP\/1.1 400/],
    ['a length and pieces', `${head('Content-Length: 4\r\nTransfer-Encoding: chunked')}0\r\n\r\n`, /^HTTP\/1.1 400/],
    ['a length below zero', head('Content-Length: -1'), /^HTTP\/1.1 400/],
    ['no version', 'GET /api/health\r\n\r\n', /^HTTP\/1.1 400/],
    ['no HTTP at all', '\u0016\u0003\u0001\u0002\u0000\u0001', /^HTTP\/1.1 400|^$/],
    ['a path out of the folder', 'GET /../../../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', notPasswords()],
    [
      'an encoded path out of it',
      'GET /assets/..%2f..%2f..%2fpackage.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      notPasswords(),
    ],
    ['a path encoded twice', 'GET /%252e%252e/%252e%252e/package.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', notPasswords()],
    ['an absolute path', 'GET //etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', notPasswords()],
    ['a path with NUL', 'GET /assets/x%00.js HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', notPasswords()],
    ['a broken escape', 'GET /%ff%c0%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', notPasswords()],
    [
      'the address of another machine',
      'GET http://example.test/etc/passwd HTTP/1.1\r\nHost: example.test\r\nConnection: close\r\n\r\n',
      notPasswords(),
    ],
  ])('with %s gets a short answer', async (_, bytes, answer) => {
    expect(await server.raw(bytes)).toMatch(answer);
  });

  it('cannot keep a connection by promising a body to a door that does not let it in', async () => {
    const beganMs = performance.now();
    const answer = await server.raw(head('Content-Type: application/json\r\nContent-Length: 900000'), 20_000);
    expect(answer).toMatch(/^HTTP\/1.1 401/);
    expect(performance.now() - beganMs, 'the server ended the connection').toBeLessThan(15_000);
  });

  it.each([
    'x-workspace',
    'authorization',
    'cookie',
    'origin',
    'accept-language',
    'idempotency-key',
    'if-none-match',
    'x-forwarded-for',
    'content-type',
  ])('with nonsense in the header %s is answered', async (name) => {
    for (const text of [
      '%00',
      "' or 1=1",
      'a'.repeat(8_000),
      'Bearer ',
      '\u00ff\u00fe',
      '=;=;,,',
      'multipart/form-data; boundary=',
      '../..',
    ]) {
      const { status } = await server.ask('POST', '/api/imports', 'x', { [name]: text });
      expect(status).toBeLessThan(500);
    }
  });
});

function notPasswords(): RegExp {
  return /^HTTP\/1.1 (200|302|400|404)(?![\s\S]*(root:|"dependencies"))/;
}
