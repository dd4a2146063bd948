import { randomUUID } from 'node:crypto';
import { FIT_TEXT } from '#core/kernel/json-text.ts';
import type { Refusal } from '#core/kernel/result.ts';
import type { ApiParts } from './parts.ts';

/** What the world's failing looks like from outside: a reference to the log, and nothing of the inside. */
export function failureOf(endpoint: string, error: unknown, onFailure: ApiParts['onFailure']): Refusal {
  if (isUnfitText(error)) return { code: 'input.invalid', params: { at: 'text', expects: FIT_TEXT } };
  const reference = randomUUID().slice(0, 8);
  // Whoever hung up before the request was whole gets no answer, and nothing here failed.
  if (isHungUp(error)) return { code: 'server.failed', params: { reference } };
  onFailure({ reference, endpoint, error });
  if (isDiskFull(error)) return { code: 'database.disk_full', params: { reference } };
  return { code: isConnectionLost(error) ? 'database.unavailable' : 'server.failed', params: { reference } };
}

/** Node's own words for a request whose sender went away while it was read. */
function isHungUp(error: unknown): boolean {
  return codeOf(error) === 'ECONNRESET' && error instanceof Error && error.message === 'aborted';
}

/** Text that got past the schemas and that no PostgreSQL can keep: NUL, or bytes that are no characters. */
function isUnfitText(error: unknown): boolean {
  return ['22021', '22P05'].includes(codeOf(error));
}

/** Of the database, or of the folder where uploads lie while they are read. */
function isDiskFull(error: unknown): boolean {
  return ['53100', 'ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** PostgreSQL is away or going away: codes of class 08 and 57, or a socket that broke. */
function isConnectionLost(error: unknown): boolean {
  const code = codeOf(error);
  return /^(08|57P)/.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'].includes(code);
}
