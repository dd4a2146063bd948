import { ok, type RefusalParams } from '#core/kernel/result.ts';
import * as endpoints from '#protocol/endpoints-claim-inbox.ts';
import { mayDecideAsPayer } from '#usecases/confine-partner.ts';
import { type DecidedRow, type DecidedSum, decideClaims } from '#usecases/decide-claims.ts';
import { type InboxClaim, type InboxContract, readClaimInbox } from '#usecases/read-claim-inbox.ts';
import { readsPersonal } from '../caller.ts';
import { claimSummaryWire } from '../claim-wire.ts';
import { type Mounted, on } from '../mount.ts';
import { present } from '../optional-fields.ts';
import type { ApiParts } from '../parts.ts';

export function claimInboxRoutes({ ports, access }: ApiParts): readonly Mounted[] {
  return [
    on(endpoints.readClaimInbox, async ({ caller, query }) => {
      const { show = 'waiting', agreement, component, text, after, limit } = query;
      const asked = {
        party: caller.party,
        personal: readsPersonal(caller),
        show,
        ...present({ agreementId: agreement, component, text, after, limit }),
      };
      const inbox = await readClaimInbox(ports, caller.asker, asked);
      const { nextAfter, counts, now } = inbox;
      return ok({
        claims: inbox.claims.map(inboxClaimWire),
        contracts: inbox.contracts.map(contractWire),
        counts,
        now,
        ...present({ nextAfter }),
      });
    }),
    on(endpoints.decideClaims, async ({ caller, body }) => {
      const { claims, decision, reason, comment, evidence, dryRun } = body;
      const decided = await decideClaims(ports, caller.asker, {
        claims,
        decision,
        ...present({ reason, comment: comment || undefined, evidence: evidence || undefined, dryRun }),
        mayDecide: (agreementId) => mayDecideAsPayer(ports, access, caller.asker, caller.party, agreementId),
      });
      return ok({ rows: decided.rows.map(rowWire), sums: decided.sums.map(sumWire) });
    }),
  ];
}

function inboxClaimWire(claim: InboxClaim) {
  const { agreementId, amountMinor, acts, waits, clock, company, person } = claim;
  return {
    ...claimSummaryWire(claim),
    agreementId,
    amountMinor: amountMinor === null ? null : String(amountMinor),
    acts: [...acts],
    waits,
    clock,
    ...present({ company, person }),
  };
}

function contractWire({ reasons, components, ...contract }: InboxContract) {
  return { ...contract, reasons: reasons.map(({ key, label }) => ({ key, label })), components: [...components] };
}

function rowWire({ agreementId, component, subject, outcome, externalId, refusal, factId, amountMinor, lastDay }: DecidedRow) {
  const told = refusal === undefined ? undefined : { code: refusal.code, params: paramsWire(refusal.params) };
  return {
    agreementId,
    component,
    subject,
    outcome,
    lastDay,
    amountMinor: String(amountMinor),
    ...present({ externalId, factId, refusal: told }),
  };
}

function sumWire({ amountMinor, effectMinor, ...sum }: DecidedSum) {
  return { ...sum, amountMinor: String(amountMinor), effectMinor: String(effectMinor) };
}

function paramsWire(params: RefusalParams): Record<string, string | number | boolean | string[]> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === 'object' ? [...value] : value]));
}
