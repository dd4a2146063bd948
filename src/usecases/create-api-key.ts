import { hex, sha256Hex } from '#core/kernel/hash.ts';
import { randomId } from '#core/kernel/ids.ts';
import type { Scope } from '#core/kernel/permissions.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Access, ApiKey } from './access-ports.ts';
import { hasPartner } from './admit-member.ts';
import { checkPartner } from './confine-partner.ts';
import type { Asker, Ports, Workspace } from './ports.ts';

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
  request: {
    readonly name: string;
    readonly scopes: readonly Scope[];
    /** Confines the key to a partner's agreements. */
    readonly partner?: { readonly party: string; readonly agreements: readonly string[] };
  },
): Promise<{ readonly key: ApiKey; readonly secret: string }> {
  const secret = `belegbar_${workspace.purpose}_${hex(access.random(24))}`;
  const key = await access.keys.save({
    id: randomId(access.random(16)),
    workspace: asker.workspace,
    name: request.name,
    scopes: request.scopes,
    party: request.partner?.party ?? null,
    agreements: request.partner?.agreements ?? [],
    startsWith: secret.slice(0, secret.lastIndexOf('_') + 5),
    secretHash: secretHash(secret),
    createdBy: asker.actor,
  });
  return { key, secret };
}

/**
 * The partner a key shall stand for, if its maker names one. Where the partner is a member, it speaks for itself: with a key of the
 * workspace one side would hold both voices.
 * Refusals: input.invalid, agreement.unknown, agreement.party_unknown, access.party_of_payer, access.party_reserved.
 */
export async function partnerOfKey(
  ports: Pick<Ports, 'documents'>,
  access: Pick<Access, 'people'>,
  asker: Asker,
  { party, agreements }: { readonly party?: string; readonly agreements?: readonly string[] },
): Promise<Result<{ readonly party: string; readonly agreements: readonly string[] } | undefined>> {
  if (party === undefined && agreements === undefined) return ok(undefined);
  if (party === undefined) return refuse('input.invalid', { at: 'party', expects: 'the party that the agreements are for' });
  const checked = await checkPartner(ports, asker, { role: 'partner', party, ...(agreements === undefined ? {} : { agreements }) });
  if (!checked.ok) return checked;
  const named = checked.value.agreements;
  return (await hasPartner(access, asker, party, named)) ? refuse('access.party_reserved', { party }) : ok({ party, agreements: named });
}
