import { ok } from '#core/kernel/result.ts';
import type { AnswerOf } from '#protocol/endpoint.ts';
import * as endpoints from '#protocol/endpoints-leads.ts';
import { actOnLead, takeBackStep } from '#usecases/act-on-lead.ts';
import type { ClaimOnLead } from '#usecases/claims-of-leads.ts';
import { type LeadPage, listLeads } from '#usecases/list-leads.ts';
import { type InboxItem, readInbox } from '#usecases/read-inbox.ts';
import { type LeadDetail, readLead } from '#usecases/read-lead.ts';
import { readsPersonal } from '../caller.ts';
import { type Mounted, on } from '../mount.ts';
import { present } from '../optional-fields.ts';
import type { ApiParts } from '../parts.ts';
import { decidesClaims } from '../side-of.ts';

export function leadRoutes(parts: ApiParts): readonly Mounted[] {
  const { ports, personal, access } = parts;
  const all = { ...ports, personal, access };
  return [
    on(endpoints.listLeads, async ({ caller, query }) => {
      const page = await listLeads(all, caller.asker, present(query), readsPersonal(caller));
      return page.ok ? ok(pageWire(page.value)) : page;
    }),
    on(endpoints.searchLeads, async ({ caller, body }) => {
      const page = await listLeads(all, caller.asker, present(body), readsPersonal(caller));
      return page.ok ? ok(pageWire(page.value)) : page;
    }),
    on(endpoints.readLead, async ({ caller, params }) => {
      const may = { readPersonal: readsPersonal(caller), readClaims: caller.permissions.has('claims.read') };
      const found = await readLead(all, caller.asker, params.lead, may);
      return found.ok ? ok(detailWire(found.value)) : found;
    }),
    on(endpoints.actOnLead, async ({ caller, params, body }) =>
      actOnLead(all, caller.asker, params.lead, body, decidesClaims(parts, caller)),
    ),
    on(endpoints.takeBackLeadStep, async ({ caller, params }) => takeBackStep(all, caller.asker, params.id, decidesClaims(parts, caller))),
    on(endpoints.readInbox, async ({ caller, query }) => {
      const inbox = await readInbox(all, caller.asker, {
        owner: query.owner ?? 'mine',
        limit: query.limit ?? 50,
        mayReadPersonal: readsPersonal(caller),
        mayDecideClaims: caller.permissions.has('claims.decide') && caller.permissions.has('claims.read'),
      });
      return inbox.ok ? ok({ ...inbox.value, items: inbox.value.items.map(itemWire) }) : inbox;
    }),
  ];
}

function pageWire({ leads, ...page }: LeadPage): AnswerOf<typeof endpoints.listLeads> {
  return { leads, ...page };
}

function detailWire({ deals, orders, claims, facts, ...detail }: LeadDetail): AnswerOf<typeof endpoints.readLead> {
  return {
    ...detail,
    facts: [...facts],
    deals: deals.map(({ amountMinor, ...deal }) => ({ ...deal, amountMinor: amountMinor === null ? null : String(amountMinor) })),
    orders: orders.map(({ netMinor, refundedMinor, receivedMinor, ...order }) => ({
      ...order,
      netMinor: String(netMinor),
      refundedMinor: String(refundedMinor),
      receivedMinor: String(receivedMinor),
    })),
    claims: claims?.map(claimWire) ?? null,
  };
}

function claimWire({ amountMinor, ...claim }: ClaimOnLead) {
  return { ...claim, amountMinor: String(amountMinor) };
}

function itemWire(item: InboxItem): endpoints.InboxItemWire {
  return 'claim' in item ? { ...item, claim: claimWire(item.claim) } : item;
}
