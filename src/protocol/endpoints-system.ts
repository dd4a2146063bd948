import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { jsonObjectWire } from './wire.ts';

export const readHealth = endpoint({
  name: 'readHealth',
  area: 'system',
  method: 'GET',
  path: '/api/health',
  summary: 'Whether the server and its database answer.',
  access: { who: 'anyone' },
  response: { type: 'json', schema: z.object({ ok: z.boolean(), version: z.string() }) },
  refusals: ['database.unavailable'],
});

export const readOpenApi = endpoint({
  name: 'readOpenApi',
  area: 'system',
  method: 'GET',
  path: '/api/openapi.json',
  summary: 'This interface as an OpenAPI 3.1 document.',
  access: { who: 'anyone' },
  response: { type: 'json', schema: jsonObjectWire },
  refusals: [],
});

export const readDocs = endpoint({
  name: 'readDocs',
  area: 'system',
  method: 'GET',
  path: '/api/docs',
  summary: 'This interface as a page to read.',
  access: { who: 'anyone' },
  response: { type: 'page' },
  refusals: [],
});
