import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { hashWire, instantWire } from './wire.ts';

export const sealWire = z.object({ size: z.number().int(), root: hashWire, previous: hashWire.nullable(), at: instantWire });

/** The first thing in a proof file that differs from its recomputation. */
export const mismatchWire = z.object({
  part: z.string().meta({ description: 'form, seal, facts, agreement, definition, period, claim, line, totals, hash or digest' }),
  line: z.number().int().optional().meta({ description: 'Number of the statement line, from 1, where a line differs' }),
  where: z.string().meta({ description: 'A line key and figure, a member of the file, a definition' }),
  expected: z.string().meta({ description: 'What follows from the facts' }),
  found: z.string().meta({ description: 'What the file says' }),
});

export const verificationWire = z.object({
  ok: z.boolean(),
  checked: z.object({ lines: z.number().int(), facts: z.number().int(), claims: z.number().int() }),
  mismatch: mismatchWire.nullable(),
});

export const listSeals = endpoint({
  name: 'listSeals',
  area: 'proof',
  method: 'GET',
  path: '/api/seals',
  summary: 'All seals, newest first. Keep them elsewhere: a later change of sealed facts can then be found.',
  access: { who: 'workspace', permission: 'seals.read' },
  response: { type: 'json', schema: z.object({ seals: z.array(sealWire) }) },
  refusals: [],
});

export const verifyBundle = endpoint({
  name: 'verifyBundle',
  area: 'proof',
  method: 'POST',
  path: '/api/verify',
  summary:
    'Recomputes a proof file and names the first line that differs. The same check runs in the browser and on the command line; nothing is kept.',
  access: { who: 'person' },
  query: z.object({ seal: hashWire.optional().meta({ description: 'A root received earlier, to compare with' }) }),
  request: { type: 'document', describes: 'A proof file' },
  response: { type: 'json', schema: verificationWire },
  refusals: ['document.invalid', 'input.too_large'],
});
