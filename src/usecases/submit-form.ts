import { type FactDraft, subjectId } from '#core/facts/fact.ts';
import { readPayload } from '#core/facts/fact-kind.ts';
import { matchValues } from '#core/facts/identity/match.ts';
import { phoneCountryOf } from '#core/facts/identity/phone.ts';
import { findFactKind } from '#core/facts/registry.ts';
import { present } from '#core/kernel/assert.ts';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { DAY_MS, fromIso, type IsoInstant } from '#core/kernel/instant.ts';
import { ok, type Result } from '#core/kernel/result.ts';
import { appendAll } from './append-all.ts';
import type { CapturedLead } from './identity-ports.ts';
import type { ExternalIds } from './import-files.ts';
import type { Asker, Ports, Workspace } from './ports.ts';

export interface Submission {
  /** Which form or site it comes from. */
  readonly source: string;
  /** Its number there; the same submission sent again is the same one. */
  readonly externalId: string;
  readonly occurredAt: IsoInstant;
  readonly person: { readonly name?: string; readonly email?: string; readonly phone?: string };
  /** Where the person works; one name is one company. */
  readonly company?: { readonly name: string };
  /** Source, medium, campaign, form, landing page and answers, as in lead.captured. */
  readonly lead: JsonObject;
}

export interface Submitted {
  /** `lead`: a new one. `touch`: the same person asked before, this is a touch of that lead. `follow_up`: a new lead after the window. */
  readonly became: 'lead' | 'touch' | 'follow_up';
  /** The lead it is or belongs to. */
  readonly lead: string;
  /** The earlier lead that a follow-up follows. */
  readonly follows: string | null;
  readonly person: string;
}

/**
 * Takes in a form that somebody sent. Nothing is dropped: up to and including the window after a lead of the same person (90 x 24 h
 * unless the workspace says otherwise) it is a touch of that lead, later a new lead that names the old one. The person is known by
 * address, not by name or by a mailbox of several. Refusals: fact.payload_invalid.
 */
export async function submitForm(
  ports: Pick<Ports, 'identity' | 'log' | 'exclusive'> & { readonly externalIds: ExternalIds },
  asker: Asker,
  workspace: Workspace,
  sent: Submission,
): Promise<Result<Submitted>> {
  // One after the other: of two forms 90 seconds apart the second must see the lead of the first.
  return ports.exclusive.exclusively(asker, 'forms', async () => {
    const replaceExternalId = await ports.externalIds.replacer(asker);
    const submission = { ...sent, externalId: replaceExternalId(sent.externalId) };
    const { source, externalId } = submission;
    const ownLead = subjectId(asker.workspace, source, 'lead', externalId);
    const ownPerson = subjectId(asker.workspace, source, 'person', externalId);
    const country = phoneCountryOf(workspace.timeZone);
    await ports.identity.refresh(asker, country);
    const address = matchValues('email', submission.person.email ?? '', country).filter(({ kind, shared }) => kind === 'email' && !shared);
    const known = address.length === 0 ? [] : await ports.identity.peopleWith(asker, address);
    const person = known[0] ?? ownPerson;
    const leads = await ports.identity.leadsOf(asker, known.length === 0 ? [ownPerson] : known);
    // Sent again, it is what it was the first time.
    if (leads.some(({ lead }) => lead === ownLead)) return ok({ became: 'lead', lead: ownLead, follows: null, person });
    const { repeatDays } = await ports.identity.settings(asker);
    const place = placeOf(submission.occurredAt, leads, repeatDays);
    const drafts: FactDraft[] = [];
    const company = companyOf(asker, submission);
    if (company?.ok === false) return company;
    if (company !== undefined) drafts.push(company.value);
    const employer = company === undefined ? {} : { company: company.value.subject };
    const said = { ...submission.person, ...employer } as JsonObject;
    const personData = readPayload(present(findFactKind('person.recorded'), 'kind'), person, said);
    if (!personData.ok) return personData;
    if (Object.keys(personData.value).length > 0)
      drafts.push(draftOf(asker, submission, 'person.recorded', person, personData.value as JsonObject));
    if (place.became === 'touch') {
      const { source: channel, medium, campaign } = submission.lead;
      const data = { touch: 'form', ...defined({ source: channel, medium, campaign }) };
      const touch = readPayload(present(findFactKind('touch.recorded'), 'kind'), person, data);
      if (!touch.ok) return touch;
      drafts.push(draftOf(asker, submission, 'touch.recorded', person, touch.value as JsonObject));
    } else {
      const data = { ...submission.lead, ...employer, person, ...(place.earlier === undefined ? {} : { follows: place.earlier.lead }) };
      const captured = readPayload(present(findFactKind('lead.captured'), 'kind'), ownLead, data);
      if (!captured.ok) return captured;
      drafts.push(draftOf(asker, submission, 'lead.captured', ownLead, captured.value as JsonObject));
    }
    const recorded = await appendAll(ports.log, asker, drafts);
    if (!recorded.ok) return recorded;
    const { became, earlier } = place;
    const lead = became === 'touch' && earlier !== undefined ? earlier.lead : ownLead;
    return ok({ became, lead, follows: became === 'follow_up' ? (earlier?.lead ?? null) : null, person });
  });
}

/** What a form is, given the leads of the same person before it; the window is days of 24 h, its last instant inside. */
export function placeOf(
  occurredAt: IsoInstant,
  leads: readonly CapturedLead[],
  repeatDays: number,
): { readonly became: Submitted['became']; readonly earlier?: CapturedLead } {
  const at = fromIso(occurredAt);
  const earlier = leads.findLast(({ capturedAt }) => fromIso(capturedAt) <= at);
  if (earlier === undefined) return { became: 'lead' };
  return { became: at - fromIso(earlier.capturedAt) <= repeatDays * DAY_MS ? 'touch' : 'follow_up', earlier };
}

function companyOf(asker: Asker, submission: Submission): Result<FactDraft> | undefined {
  if (submission.company === undefined) return undefined;
  const { name } = submission.company;
  const subject = subjectId(asker.workspace, submission.source, 'company', name.trim().toLowerCase());
  const recorded = readPayload(present(findFactKind('company.recorded'), 'kind'), subject, { name });
  return recorded.ok ? ok(draftOf(asker, submission, 'company.recorded', subject, recorded.value as JsonObject)) : recorded;
}

function draftOf(asker: Asker, { source, externalId, occurredAt }: Submission, kind: string, subject: string, data: JsonObject): FactDraft {
  return { kind, version: 1, subject, occurredAt, source, externalId, revision: 1, actor: asker.actor, data };
}

function defined(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
