import type { FactDraft } from '#core/facts/fact.ts';
import { readPayload } from '#core/facts/fact-kind.ts';
import { findFactKind } from '#core/facts/registry.ts';
import { present } from '#core/kernel/assert.ts';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { appendAll } from './append-all.ts';
import type { Leads } from './lead-ports.ts';
import type { Asker, Ports } from './ports.ts';

/** What somebody does with a lead, in the words of the facts it becomes. */
export type LeadStep =
  | {
      readonly step: 'contacted';
      readonly outcome: 'reached' | 'no_answer' | 'voicemail' | 'replied';
      readonly channel: string;
      readonly note?: string | undefined;
    }
  | { readonly step: 'graded'; readonly criterion: string; readonly grade: 'A' | 'B' | 'C' | 'D'; readonly evidence?: string | undefined }
  | { readonly step: 'handed_over'; readonly definition?: string | undefined }
  | { readonly step: 'accepted'; readonly comment?: string | undefined }
  | { readonly step: 'rejected'; readonly reason: string; readonly comment?: string | undefined }
  | { readonly step: 'recycled'; readonly comment?: string | undefined }
  | { readonly step: 'assigned'; readonly to: string; readonly reason?: string | undefined };

export type StepPorts = Pick<Ports, 'log' | 'clock'> & { readonly leads: Leads };

const SOURCE = 'app';

/** The facts that people record on the page of a lead and in the inbox, and may take back themselves. */
const ownSteps = new Set(
  ['contacted', 'graded', 'handed_over', 'accepted', 'rejected', 'recycled', 'assigned', 'answered', 'rated'].map((step) => `lead.${step}`),
);

/** Records what somebody did with a lead, now. Refusals: lead.unknown, fact.payload_invalid. */
export async function actOnLead(
  ports: StepPorts,
  asker: Asker,
  lead: string,
  { step, ...said }: LeadStep,
): Promise<Result<{ readonly factId: string }>> {
  const [known] = await ports.leads.byIds(asker, [lead], null);
  if (known === undefined) return refuse('lead.unknown', { lead: lead.slice(0, 100) });
  const kind = `lead.${step}`;
  const payload = readPayload(present(findFactKind(kind), kind), lead, payloadOf(step, said));
  if (!payload.ok) return payload;
  return record(ports, asker, { kind, subject: lead, data: payload.value as JsonObject });
}

function payloadOf(step: LeadStep['step'], said: object): JsonObject {
  const stated = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined && value !== '')) as JsonObject;
  if (step === 'graded') return { ...stated, by: 'person' };
  return step === 'contacted' ? { ...stated, direction: stated['outcome'] === 'replied' ? 'in' : 'out' } : stated;
}

/** Takes back what one did oneself on the page of a lead; the log keeps both. Refusal: lead.step_unknown. */
export async function takeBackStep(ports: StepPorts, asker: Asker, factId: string): Promise<Result<{ readonly factId: string }>> {
  const [fact] = await ports.log.factsById(asker, [factId]);
  const isOwn = fact !== undefined && fact.actor === asker.actor && fact.source === SOURCE && ownSteps.has(fact.kind);
  if (!isOwn) return refuse('lead.step_unknown', { id: factId });
  return record(ports, asker, {
    kind: 'fact.retracted',
    subject: `fact:${fact.id}`,
    data: { fact: fact.id, reason: 'taken back at once', by: asker.actor },
  });
}

async function record(
  { log, clock }: StepPorts,
  asker: Asker,
  { kind, subject, data }: Pick<FactDraft, 'kind' | 'subject' | 'data'>,
): Promise<Result<{ readonly factId: string }>> {
  const draft: FactDraft = { kind, version: 1, subject, occurredAt: clock.now(), source: SOURCE, revision: 1, actor: asker.actor, data };
  const recorded = await appendAll(log, asker, [draft]);
  return recorded.ok ? ok({ factId: recorded.value[0]?.id ?? '' }) : recorded;
}
