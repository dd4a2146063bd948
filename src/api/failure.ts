import { randomUUID } from 'node:crypto';
import type { Refusal } from '#core/kernel/result.ts';
import type { ApiParts } from './parts.ts';

/** What the world's failing looks like from outside: a reference to the log, and nothing of the inside. */
export function failureOf(endpoint: string, error: unknown, onFailure: ApiParts['onFailure']): Refusal {
  const reference = randomUUID().slice(0, 8);
  onFailure({ reference, endpoint, error });
  return { code: isConnectionLost(error) ? 'database.unavailable' : 'server.failed', params: { reference } };
}

/** PostgreSQL is away or going away: codes of class 08 and 57, or a socket that broke. */
function isConnectionLost(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return /^(08|57P)/.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'].includes(code);
}
