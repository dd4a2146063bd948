import type { FactDraft } from '#core/facts/fact.ts';
import { readPayload } from '#core/facts/fact-kind.ts';
import { findFactKind } from '#core/facts/registry.ts';
import { present } from '#core/kernel/assert.ts';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { fromIso } from '#core/kernel/instant.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Access } from './access-ports.ts';
import { appendAll } from './append-all.ts';
import type { DecidingPorts } from './claim-to-decide.ts';
import { type MayDecide, mayRejectLead, mayTakeBackRejection } from './claims-behind-lead.ts';
import type { RejectionWords } from './decide-claim.ts';
import type { Leads } from './lead-ports.ts';
import type { PersonalValues } from './people-ports.ts';
import type { AppendOptions, Asker } from './ports.ts';

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
  | {
      readonly step: 'rejected';
      readonly reason: string;
      readonly comment?: string | undefined;
      /** Asked for where claims fall with the lead. */
      readonly evidence?: string | undefined;
    }
  | { readonly step: 'recycled'; readonly comment?: string | undefined }
  | { readonly step: 'assigned'; readonly to: string; readonly reason?: string | undefined };

export type StepPorts = DecidingPorts & {
  readonly leads: Leads;
  readonly access: Pick<Access, 'people'>;
  readonly personal: Pick<PersonalValues, 'employeeNames'>;
};

const SOURCE = 'app';

/** The facts that people record on the page of a lead and in the inbox, and may take back themselves. */
const ownSteps = new Set(
  ['contacted', 'graded', 'handed_over', 'accepted', 'rejected', 'recycled', 'assigned', 'answered', 'rated'].map((step) => `lead.${step}`),
);

/**
 * Records what somebody did with a lead, now. A rejection with which claims fall asks for what rejecting the claims does.
 * Refusals: lead.unknown, lead.owner_unknown, fact.payload_invalid, and those of `mayRejectLead`.
 */
export async function actOnLead(
  ports: StepPorts,
  asker: Asker,
  lead: string,
  { step, ...said }: LeadStep,
  mayDecide: MayDecide,
): Promise<Result<{ readonly factId: string }>> {
  const [known] = await ports.leads.byIds(asker, [lead], null);
  if (known === undefined) return refuse('lead.unknown', { lead: lead.slice(0, 100) });
  if ('to' in said && !(await isKnownOwner(ports, asker, said.to))) return refuse('lead.owner_unknown', { to: said.to });
  const kind = `lead.${step}`;
  const payload = readPayload(present(findFactKind(kind), kind), lead, payloadOf(step, said));
  if (!payload.ok) return payload;
  const may = step === 'rejected' ? await mayRejectLead(ports, asker, lead, rejectionIn(said), mayDecide) : ok(undefined);
  return may.ok ? record(ports, asker, { kind, subject: lead, data: payload.value as JsonObject }) : may;
}

/** Leads are given to members of the workspace, by account or name, and to names that facts of other systems carry. */
async function isKnownOwner({ access, personal }: StepPorts, asker: Asker, to: string): Promise<boolean> {
  const members = (await access.people.membersOf(asker.workspace)).filter(({ role }) => role !== 'partner');
  if (to.startsWith('member:')) return members.some(({ id }) => to === `member:${id}`);
  const name = to.trim().toLowerCase();
  if (members.some((member) => member.name.trim().toLowerCase() === name)) return true;
  return (await personal.employeeNames(asker, { texts: [to] })).length > 0;
}

function rejectionIn(said: object): RejectionWords {
  const { reason = '', ...words } = stated(said) as Partial<RejectionWords>;
  return { reason, ...words };
}

function stated(said: object): JsonObject {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined && value !== '')) as JsonObject;
}

function payloadOf(step: LeadStep['step'], said: object): JsonObject {
  if (step === 'graded') return { ...stated(said), by: 'person' };
  return step === 'contacted'
    ? { ...stated(said), direction: 'outcome' in said && said.outcome === 'replied' ? 'in' : 'out' }
    : stated(said);
}

/** The page offers it for ten seconds; somebody who thinks longer or is offline for a moment is let through too. */
const TAKEN_BACK_WITHIN_MS = 2 * 60_000;

/**
 * Takes back at once what one did oneself on the page of a lead; the log keeps both. What decided claims needs the right to decide them.
 * Refusals: lead.step_unknown, lead.step_taken_back, lead.step_too_old, and those of `mayDecide`.
 */
export async function takeBackStep(
  ports: StepPorts,
  asker: Asker,
  factId: string,
  mayDecide: MayDecide,
): Promise<Result<{ readonly factId: string }>> {
  const [fact] = await ports.log.factsById(asker, [factId]);
  const isOwn = fact !== undefined && fact.actor === asker.actor && fact.source === SOURCE && ownSteps.has(fact.kind);
  if (!isOwn) return refuse('lead.step_unknown', { id: factId });
  const subject = `fact:${fact.id}`;
  const [before] = await ports.log.factsOfSubject(asker, subject);
  if (before !== undefined) return refuse('lead.step_taken_back');
  if (fromIso(ports.clock.now()) - fromIso(fact.recordedAt) > TAKEN_BACK_WITHIN_MS) return refuse('lead.step_too_old');
  const may = fact.kind === 'lead.rejected' ? await mayTakeBackRejection(ports, asker, fact.subject, fact.id, mayDecide) : ok(undefined);
  if (!may.ok) return may;
  const data = { fact: fact.id, reason: 'taken back at once', by: asker.actor };
  const taken = await record(ports, asker, { kind: 'fact.retracted', subject, data }, [{ subject, lastSeq: null }]);
  // Two taps at once: one of them wins, the other hears the same as a later one.
  return !taken.ok && taken.refusal.code === 'fact.revision_unexpected' ? refuse('lead.step_taken_back') : taken;
}

async function record(
  { log, clock }: Pick<StepPorts, 'log' | 'clock'>,
  asker: Asker,
  { kind, subject, data }: Pick<FactDraft, 'kind' | 'subject' | 'data'>,
  expected: AppendOptions['expected'] = [],
): Promise<Result<{ readonly factId: string }>> {
  const draft: FactDraft = { kind, version: 1, subject, occurredAt: clock.now(), source: SOURCE, revision: 1, actor: asker.actor, data };
  const recorded = await appendAll(log, asker, [draft], { expected });
  return recorded.ok ? ok({ factId: recorded.value[0]?.id ?? '' }) : recorded;
}
