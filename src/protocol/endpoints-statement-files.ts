import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { idParam } from './wire.ts';

export const readStatementCsv = endpoint({
  name: 'readStatementCsv',
  area: 'statements',
  method: 'GET',
  path: '/api/statements/{id}/lines.csv',
  summary: 'The lines of a statement as CSV for spreadsheet programs; a text that could be taken for a formula begins with an apostrophe.',
  access: { who: 'workspace', permission: 'statements.read' },
  params: z.object({ id: idParam }),
  query: z.object({ language: z.enum(['de', 'en']).optional().meta({ description: 'Of heads and numbers; de unless stated' }) }),
  response: { type: 'file', mediaType: 'text/csv', describes: 'A table with one row per line' },
  refusals: ['statement.unknown'],
});
