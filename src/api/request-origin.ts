import { ok, type Result, refuse } from '#core/kernel/result.ts';

/**
 * Refuses writes that another web site makes a browser send along with our cookie. Browsers state the origin of every write; programs
 * with a key send no cookie. Refusal: access.origin_foreign.
 */
export function checkOrigin(request: Request, publicUrl: string): Result<undefined> {
  if (request.method === 'GET' || request.method === 'HEAD') return ok(undefined);
  const { headers } = request;
  const origin = headers.get('origin');
  if (origin === null) {
    const site = headers.get('sec-fetch-site');
    const own = headers.has('authorization') || !headers.has('cookie') || site === 'same-origin';
    return own && site !== 'cross-site' ? ok(undefined) : refuse('access.origin_foreign');
  }
  const host = headers.get('host');
  const own = origin === new URL(publicUrl).origin || (host !== null && URL.canParse(origin) && new URL(origin).host === host);
  return own ? ok(undefined) : refuse('access.origin_foreign');
}
