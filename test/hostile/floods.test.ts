import { connect, type Socket } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { partsOf, row, zipOf } from '#connectors/xlsx/workbook.fixture.ts';
import { BesiegedServer, expectRefusal } from './besieged-server.ts';

/** How much pours in: a share in the normal run, a gigabyte where somebody waits for it. */
const FLOOD_MB = Number(process.env['BELEGBAR_FLOOD_MB'] ?? 32);
/** More than the server may take on for any of it. */
const MOST_MORE_BYTES = 260_000_000;

const server = new BesiegedServer();
let restingBytes = 0;
beforeAll(async () => {
  await server.start();
  // Once through every door, so that what is loaded and compiled on the way does not count.
  await server.ask('POST', '/api/imports?dryRun=true', formOf('id\nx\n'));
  await server.ask('POST', '/api/verify', '{}', { 'content-type': 'text/plain' });
  server.forgetPeak();
  restingBytes = server.peakBytes;
}, 120_000);
afterAll(() => server.stop());
afterEach(async () => {
  await server.expectAlive();
  server.expectNoFailure();
  expect(server.peakBytes - restingBytes, 'memory taken on').toBeLessThan(MOST_MORE_BYTES);
});

const MEGABYTE = 1 << 20;
const mapping = `
mapping: flood
source: crm
timeZone: UTC
files: { rows: rows.* }
facts:
  - from: rows
    kind: lead.captured
    subject: { type: lead, externalId: { column: id } }
    externalId: { column: id }
    occurredAt: { column: at }
    data: { source: { column: id } }
`;

function formOf(table: string | Uint8Array<ArrayBuffer>, text = mapping): FormData {
  const form = new FormData();
  form.append('mapping', text);
  form.append('files', new File([table], 'rows.csv'));
  return form;
}

/** Pieces of a megabyte between a beginning and an end, made while they are sent. */
function flood(start: string, piece: Uint8Array, end = '', megabytes = FLOOD_MB): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let sent = -1;
  return new ReadableStream({
    pull(controller) {
      if (sent < 0) controller.enqueue(encoder.encode(start));
      else if (sent < megabytes) controller.enqueue(piece);
      else {
        controller.enqueue(encoder.encode(end));
        controller.close();
      }
      sent += 1;
    },
  });
}

const letters = new Uint8Array(MEGABYTE).fill(0x78);
const brackets = new Uint8Array(MEGABYTE).fill(0x5b);
const quotes = new Uint8Array(MEGABYTE).fill(0x22);
const part = (name: string, file = '') => `--b\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n`;
const asForm = { 'content-type': 'multipart/form-data; boundary=b' };

/** A server that has refused may end the connection while much of the body is still under way. */
async function refusedOrCut(ask: Promise<{ status: number; text: string }>): Promise<void> {
  const reply = await ask.catch(() => undefined);
  if (reply !== undefined) expectRefusal(reply, 'a flood');
}

describe('a flood', () => {
  it('in one line of a stream of facts ends the stream with its refusal', async () => {
    const reply = await server
      .ask('POST', '/api/facts', flood('{"kind":"', letters), { 'content-type': 'application/x-ndjson' })
      .catch(() => undefined);
    if (reply !== undefined) expect(JSON.parse(reply.text)).toMatchObject({ status: 'refused', code: 'input.too_large' });
  });

  it('in a body of JSON is refused at the first megabyte', async () => {
    await refusedOrCut(server.ask('POST', '/api/facts', flood('{"kind":"', letters), { 'content-type': 'application/json' }));
  });

  it('in a mapping is refused', async () => {
    await refusedOrCut(server.ask('POST', '/api/imports', flood(part('mapping'), letters, '\r\n--b--'), asForm));
  });

  it('in the head of a part is refused', async () => {
    await refusedOrCut(server.ask('POST', '/api/imports', flood('--b\r\ncontent-disposition: form-data; name="', letters), asForm));
  });

  it.each([
    ['one line', letters],
    ['one line of quotes', quotes],
    ['one line of brackets', brackets],
  ])('of %s in a table is refused as a row, or with the table', async (_, piece) => {
    const start = `${part('mapping')}${mapping}\r\n${part('files', '; filename="rows.csv"')}id,at\n`;
    const reply = await server
      .ask('POST', '/api/imports', flood(start, piece, '\nlast,2026-01-01\n\r\n--b--'), asForm)
      .catch(() => undefined);
    if (reply === undefined) return;
    if (reply.status >= 400) expectRefusal(reply, 'a flood');
    else
      expect(JSON.parse(reply.text)).toMatchObject({
        refused: [{ line: 2, params: { reason: expect.stringMatching(/too_large|quote/) } }],
      });
  });

  it('of parts is refused', async () => {
    const many = `${part('mapping')}${mapping}\r\n${`${part('x')}y\r\n`.repeat(5_000)}--b--`;
    const reply = await server.ask('POST', '/api/imports', many, asForm);
    expect(JSON.parse(reply.text)).toMatchObject({ code: 'input.too_large', params: { what: 'parts' } });
  });

  it('of brackets in a proof file is refused before it is parsed', async () => {
    const beganMs = performance.now();
    const reply = await server.ask('POST', '/api/verify', flood('', brackets, '', 55), { 'content-type': 'text/plain' });
    expect(JSON.parse(reply.text)).toMatchObject({ ok: false, mismatch: { part: 'form' } });
    expect(performance.now() - beganMs).toBeLessThan(15_000);
  });

  it('inside of a workbook is refused as it unfolds', async () => {
    const parts = partsOf({ sheets: { S: row(1, 'id', 'at') } });
    const packed = deflateRawSync(Buffer.concat([Buffer.from('<worksheet><sheetData>'), Buffer.alloc(FLOOD_MB * MEGABYTE, '<row/>')]));
    const bomb = zipOf(parts.map((one) => (one.name.includes('sheet1') ? { ...one, packed } : one)));
    const reply = await server.ask('POST', '/api/imports', formOf(new Uint8Array(bomb)));
    expect(JSON.parse(reply.text)).toMatchObject({
      code: 'import.file_unreadable',
      params: { reason: expect.stringMatching(/packed_too_much|damaged/) },
    });
  });

  it('of connections that say little keeps nobody else out', async () => {
    const { hostname, port } = new URL(server.product.url);
    const silent: Socket[] = [];
    for (let n = 0; n < 300; n += 1) {
      const socket = connect(Number(port), hostname, () =>
        socket.write(n % 2 === 0 ? 'GET /api/hea' : 'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{'),
      );
      socket.on('error', () => {});
      silent.push(socket);
    }
    await server.expectAlive();
    for (const socket of silent) socket.destroy();
  });
});
