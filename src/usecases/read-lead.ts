import type { Fact } from '#core/facts/fact.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { type ClaimOnLead, claimsWhere } from './claims-of-leads.ts';
import { withClearTexts } from './clear-texts.ts';
import { chooseLeadDefinition, type LeadDefinition } from './lead-definition.ts';
import type { LeadCourse, Leads } from './lead-ports.ts';
import { type LeadView, leadViews, type ViewPorts } from './lead-view.ts';
import type { Asker, Ports } from './ports.ts';
import type { DeterminingPorts } from './refresh-determinations.ts';

export type ReadLeadPorts = ViewPorts & DeterminingPorts & Pick<Ports, 'documents' | 'clock'> & { readonly leads: Leads };

export interface LeadDetail {
  readonly lead: LeadView;
  readonly definitions: readonly LeadDefinition[];
  readonly definition: string | null;
  readonly deals: LeadCourse['deals'];
  readonly orders: LeadCourse['orders'];
  /** Newest first, with personal texts where the asker may read them. */
  readonly facts: readonly Fact[];
  /** How many there are; more than are shown for a very long history. */
  readonly factCount: number;
  /** Null for those who may not read claims. */
  readonly claims: readonly ClaimOnLead[] | null;
}

const FACTS_SHOWN = 200;

/** One lead with everything that hangs on it. Refusal: lead.unknown. */
export async function readLead(
  ports: ReadLeadPorts,
  asker: Asker,
  lead: string,
  may: { readonly readPersonal: boolean; readonly readClaims: boolean },
): Promise<Result<LeadDetail>> {
  const chosen = await chooseLeadDefinition(ports, asker);
  if (!chosen.ok) return chosen;
  const [stored] = await ports.leads.byIds(asker, [lead], chosen.value.chosen?.hash ?? null);
  if (stored === undefined) return refuse('lead.unknown', { lead: lead.slice(0, 100) });
  const { deals, orders, appointments, facts, factCount } = await ports.leads.course(asker, lead, stored.person, FACTS_SHOWN);
  const own = new Set([lead, ...appointments, ...deals.map(({ deal }) => deal), ...orders.map(({ order }) => order)]);
  const [view] = await leadViews(ports, asker, [stored], may.readPersonal);
  if (view === undefined) return refuse('lead.unknown', { lead: lead.slice(0, 100) });
  return ok({
    lead: view,
    definitions: chosen.value.definitions,
    definition: chosen.value.chosen?.definition ?? null,
    deals,
    orders,
    facts: may.readPersonal ? await withClearTexts(ports, asker, facts) : facts,
    factCount,
    claims: may.readClaims ? await claimsWhere(ports, asker, ({ subject }) => own.has(subject)) : null,
  });
}
