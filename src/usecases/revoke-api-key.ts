import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Access } from './access-ports.ts';
import type { Asker } from './ports.ts';

/** Ends a key at once. Refusal: access.key_unknown. */
export async function revokeApiKey(access: Access, asker: Asker, id: string): Promise<Result<undefined>> {
  return (await access.keys.revoke(asker.workspace, id)) ? ok(undefined) : refuse('access.key_unknown');
}
