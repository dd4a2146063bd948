import { hex, sha256Hex } from '#core/kernel/hash.ts';
import { randomId } from '#core/kernel/ids.ts';
import type { Access, ApiKey, Scope } from './access-ports.ts';
import type { Asker, Workspace } from './ports.ts';

/** What is kept of a key's secret. Its 192 random bits need no slow hash. */
export function secretHash(secret: string): string {
  return sha256Hex(`api-key:${secret}`);
}

/**
 * A new key of one workspace. Its secret is answered this one time and says what kind of workspace it opens, so that a key of a
 * demo is recognised wherever it turns up.
 */
export async function createApiKey(
  access: Access,
  asker: Asker,
  workspace: Workspace,
  request: { readonly name: string; readonly scopes: readonly Scope[] },
): Promise<{ readonly key: ApiKey; readonly secret: string }> {
  const secret = `belegbar_${workspace.purpose}_${hex(access.random(24))}`;
  const key = await access.keys.save({
    id: randomId(access.random(16)),
    workspace: asker.workspace,
    name: request.name,
    scopes: request.scopes,
    startsWith: secret.slice(0, secret.lastIndexOf('_') + 5),
    secretHash: secretHash(secret),
    createdBy: asker.actor,
  });
  return { key, secret };
}
