import type { FactDraft } from '#core/facts/fact.ts';
import { readPayload } from '#core/facts/fact-kind.ts';
import { findFactKind } from '#core/facts/registry.ts';
import { present } from '#core/kernel/assert.ts';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { addDays, dayOf, fromIso, type IsoDay, type IsoInstant } from '#core/kernel/instant.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import { agreementSubject } from '#core/settlement/contract.ts';
import { type AgreementCourse, agreementCourse, isSigned, stateOf } from './agreement-state.ts';
import { appendAll } from './append-all.ts';
import type { Side } from './claim-to-decide.ts';
import { wholeWorkspace } from './confine-partner.ts';
import type { Asker, Ports } from './ports.ts';
import { signingOf } from './propose-agreement.ts';

type CoursePorts = Pick<Ports, 'documents' | 'log' | 'clock' | 'exclusive'>;

export interface CourseRequest {
  readonly agreementId: string;
  readonly side: Side;
  readonly person: string;
  readonly reason: string;
}

/**
 * From now on new leads are outside the terms, until it is resumed; what was captured before goes on. The payee may pause only where an
 * obligation of the payer says so. Refusals: agreement.unknown, agreement.not_in_force, agreement.already_paused, agreement.pause_not_agreed.
 */
export async function pauseAgreement(ports: CoursePorts, asker: Asker, request: CourseRequest): Promise<Result<AgreementCourse>> {
  return change(ports, asker, request, (course, agreement) => {
    if (course.pausedSince !== undefined) return refuse('agreement.already_paused', { agreement: agreement.id, since: course.pausedSince });
    const agreed = agreement.obligations.payer.some(({ consequence }) => consequence?.kind === 'may_pause');
    if (request.side !== 'payer' && !(request.side === 'payee' && agreed))
      return refuse('agreement.pause_not_agreed', { agreement: agreement.id });
    return ok({ kind: 'agreement.paused', data: {} });
  });
}

/** The side that paused it, or the payer, resumes it. Refusals: agreement.unknown, agreement.not_in_force, agreement.not_paused, access.party_reserved. */
export async function resumeAgreement(ports: CoursePorts, asker: Asker, request: CourseRequest): Promise<Result<AgreementCourse>> {
  return change(ports, asker, request, (course, agreement) => {
    if (course.pausedSince === undefined) return refuse('agreement.not_paused', { agreement: agreement.id });
    const isAllowed = request.side === 'payer' || request.side === course.pausedBy;
    return isAllowed
      ? ok({ kind: 'agreement.resumed', data: {} })
      : refuse('access.party_reserved', { party: agreement.parties.payer.key });
  });
}

/**
 * Ends the term early: `lastOn` is its last day, and keeps the notice of the exit rule. What was captured by then runs out as agreed.
 * Refusals: agreement.unknown, agreement.not_in_force, agreement.already_ended, agreement.end_outside_term, agreement.notice_too_short.
 */
export async function endAgreement(
  ports: CoursePorts,
  asker: Asker,
  request: CourseRequest & { readonly lastOn: IsoDay },
): Promise<Result<AgreementCourse>> {
  return change(ports, asker, request, (course, agreement, now) => {
    const { id, term, timeZone, exit } = agreement;
    if (course.endsOn !== undefined) return refuse('agreement.already_ended', { agreement: id, lastOn: course.endsOn });
    const { lastOn } = request;
    if (lastOn < term.from || lastOn >= term.to) return refuse('agreement.end_outside_term', { lastOn, from: term.from, to: term.to });
    const earliest = addDays(dayOf(fromIso(now), timeZone), exit.noticeDays);
    if (lastOn < earliest) return refuse('agreement.notice_too_short', { lastOn, earliest, days: exit.noticeDays });
    return ok({ kind: 'agreement.ended', data: { lastOn } });
  });
}

type Decide = (
  course: AgreementCourse,
  agreement: Agreement,
  now: IsoInstant,
) => Result<{ readonly kind: string; readonly data: Readonly<Record<string, string>> }>;

async function change(ports: CoursePorts, asker: Asker, request: CourseRequest, decide: Decide): Promise<Result<AgreementCourse>> {
  const { agreementId, side, person, reason } = request;
  return ports.exclusive.exclusively(wholeWorkspace(asker), signingOf(agreementId), async () => {
    const course = await agreementCourse(ports, asker, agreementId);
    if (!course.ok) return course;
    const now = ports.clock.now();
    const signed = course.value.versions.findLast(({ effectiveFrom }) => effectiveFrom !== null);
    if (signed === undefined || !isSigned(course.value.versions) || stateOf(course.value, now) === 'ended')
      return refuse('agreement.not_in_force', { agreement: agreementId });
    const decided = decide(course.value, signed.stored.agreement, now);
    if (!decided.ok) return decided;
    const { kind } = decided.value;
    const subject = agreementSubject(agreementId);
    const payload = readPayload(present(findFactKind(kind), 'kind'), subject, { ...decided.value.data, reason, party: side, by: person });
    if (!payload.ok) return refuse('input.invalid', { at: 'reason', expects: 'text of 1 to 200 characters' });
    const draft: FactDraft = {
      kind,
      version: 1,
      subject,
      occurredAt: now,
      source: 'app',
      revision: 1,
      actor: asker.actor,
      data: payload.value as JsonObject,
    };
    const recorded = await appendAll(ports.log, wholeWorkspace(asker), [draft]);
    return recorded.ok ? agreementCourse(ports, asker, agreementId) : recorded;
  });
}
