import { ok } from '#core/kernel/result.ts';
import * as endpoints from '#protocol/endpoints-claims.ts';
import { mayDecideAsPayer, mayReadAgreement } from '#usecases/confine-partner.ts';
import { acceptClaim, rejectClaim } from '#usecases/decide-claim.ts';
import { contestClaim, decideDispute, recordCondition } from '#usecases/dispute-claim.ts';
import { listClaims, readClaim } from '#usecases/list-claims.ts';
import { type Caller, readsMembers } from '../caller.ts';
import { claimDetailWire, claimSummaryWire } from '../claim-wire.ts';
import { type Mounted, on } from '../mount.ts';
import { type Present, present } from '../optional-fields.ts';
import type { ApiParts } from '../parts.ts';
import { personOf, sideOf } from '../side-of.ts';

export function claimRoutes(parts: ApiParts): readonly Mounted[] {
  const { ports, access } = parts;
  return [
    on(endpoints.listClaims, async ({ caller, params, query }) => {
      const may = mayReadAgreement(caller.asker, params.id);
      if (!may.ok) return may;
      const page = await listClaims(ports, caller.asker, { agreementId: params.id, ...present(query) });
      if (!page.ok) return page;
      const { claims, counts, nextAfter } = page.value;
      return ok({ claims: claims.map(claimSummaryWire), counts, ...present({ nextAfter }) });
    }),
    on(endpoints.readClaim, async ({ caller, params }) => {
      const may = mayReadAgreement(caller.asker, params.id);
      if (!may.ok) return may;
      const claim = await readClaim(ports, caller.asker, nameOf(params));
      return claim.ok ? ok(claimDetailWire(claim.value, await memberNames(access, caller))) : claim;
    }),
    on(endpoints.acceptClaim, async ({ caller, params, body }) => {
      const may = await mayDecideAsPayer(ports, access, caller.asker, caller.party, params.id);
      return may.ok ? acceptClaim(ports, caller.asker, { ...nameOf(params), ...words(body) }) : may;
    }),
    on(endpoints.rejectClaim, async ({ caller, params, body }) => {
      const may = await mayDecideAsPayer(ports, access, caller.asker, caller.party, params.id);
      return may.ok ? rejectClaim(ports, caller.asker, { ...nameOf(params), reason: body.reason, ...words(body) }) : may;
    }),
    on(endpoints.contestClaim, async ({ caller, params, body }) => {
      const side = await sideOf(parts, caller, params.id);
      if (!side.ok) return side;
      const reason = present({ reason: body.reason === '' ? undefined : body.reason });
      return contestClaim(ports, caller.asker, { ...nameOf(params), side: side.value, ...reason, ...words(body) });
    }),
    on(endpoints.decideDispute, async ({ caller, params, body }) => {
      const side = await sideOf(parts, caller, params.id);
      if (!side.ok) return side;
      const { outcome } = body;
      return decideDispute(ports, caller.asker, {
        ...nameOf(params),
        side: side.value,
        outcome,
        person: personOf(caller),
        ...words(body),
      });
    }),
    on(endpoints.recordCondition, async ({ caller, params, body }) => {
      const may = await mayDecideAsPayer(ports, access, caller.asker, caller.party, params.id);
      if (!may.ok) return may;
      const { condition, met } = body;
      return recordCondition(ports, caller.asker, { ...nameOf(params), condition, met, ...words(body) });
    }),
  ];
}

/** Who stands behind `member:<id>`, for those who read names of people. */
async function memberNames({ people }: ApiParts['access'], caller: Caller): Promise<ReadonlyMap<string, string>> {
  if (!readsMembers(caller)) return new Map();
  const members = await people.membersOf(caller.asker.workspace);
  return new Map(members.map(({ id, name }) => [`member:${id}`, name]));
}

function nameOf({ id, component, subject }: { readonly id: string; readonly component: string; readonly subject: string }) {
  return { agreementId: id, component, subject };
}

/** Comment and evidence; left empty is not given. */
function words({ comment, evidence }: { readonly comment?: string | undefined; readonly evidence?: string | undefined }): Present<{
  comment: string | undefined;
  evidence: string | undefined;
}> {
  return present({ comment: comment === '' ? undefined : comment, evidence: evidence === '' ? undefined : evidence });
}
