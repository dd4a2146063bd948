import type { IsoInstant } from '#core/kernel/instant.ts';
import { startOfDay, toIso } from '#core/kernel/instant.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import { amendmentProblems } from '#core/promises/agreements/amendment.ts';
import { agreementHash, definitionRef, type KnownDefinitions, readAgreement } from '#core/promises/agreements/read-agreement.ts';
import { type VolumeDip, volumeDips } from '#core/promises/agreements/volume-dips.ts';
import { agreementSubject } from '#core/settlement/contract.ts';
import { recordAdoption } from './adopt-definition.ts';
import { type AgreementCourse, type AgreementVersion, agreementCourse, stateOf } from './agreement-state.ts';
import { appendAll } from './append-all.ts';
import { knownDefinitions } from './list-definitions.ts';
import type { Asker, Ports } from './ports.ts';
import { readDocument } from './read-document.ts';

type ProposingPorts = Pick<Ports, 'documents' | 'log' | 'clock' | 'exclusive'>;

export interface ProposeRequest {
  readonly text: string;
  readonly dryRun?: boolean;
  readonly on?: IsoInstant;
}

export interface ProposedAgreement {
  readonly agreement: Agreement;
  readonly hash: string;
  readonly recorded: boolean;
}

/** Volume prices under which one result more brings less in all: allowed, but to be seen before anybody signs. */
export function dipsOf({ components, currency }: Agreement): readonly (VolumeDip & { readonly component: string })[] {
  return components.flatMap(({ key, price }) => volumeDips(price, currency).map((dip) => ({ component: key, ...dip })));
}

/**
 * Proposes a version of an agreement for signing; the definitions it binds are adopted with it. `on` backdates the proposal of a
 * historic workspace, as far as the log still lets facts be backfilled. Refusals: document.invalid, agreement.incomplete,
 * agreement.document_invalid, agreement.already_ended, agreement.not_in_force, agreement.amendment_invalid, agreement.version_taken, fact.backfill_after_seal.
 */
export async function proposeAgreement(ports: ProposingPorts, asker: Asker, request: ProposeRequest): Promise<Result<ProposedAgreement>> {
  const raw = readDocument(request.text, 'agreement');
  if (!raw.ok) return raw;
  const known = await knownDefinitions(ports, asker);
  const read = readAgreement(raw.value, known);
  if (!read.ok) return read;
  return ports.exclusive.exclusively(asker, signingOf(read.value.id), () => propose(ports, asker, request, read.value, known));
}

/** Proposing and signing wait for each other, so that nothing is signed that another proposal has just replaced. */
export function signingOf(agreementId: string): string {
  return `signing of ${agreementId}`;
}

async function propose(
  ports: ProposingPorts,
  asker: Asker,
  request: ProposeRequest,
  agreement: Agreement,
  known: KnownDefinitions,
): Promise<Result<ProposedAgreement>> {
  const hash = agreementHash(agreement);
  const course = await agreementCourse(ports, asker, agreement.id);
  const versions = course.ok ? course.value.versions : [];
  if (versions.some(({ stored }) => stored.hash === hash)) return ok({ agreement, hash, recorded: false });
  const amendable = course.ok ? mayBeAmended(course.value, agreement.id, request.on ?? ports.clock.now()) : ok(undefined);
  if (!amendable.ok) return amendable;
  const amendment = checkAmendment(versions, agreement);
  if (!amendment.ok) return amendment;
  if (versions.some(({ stored }) => stored.agreement.version === agreement.version)) {
    return refuse('agreement.version_taken', { agreement: agreement.id, version: agreement.version });
  }
  if (request.dryRun === true) return ok({ agreement, hash, recorded: false });
  for (const binding of agreement.definitions) {
    const definition = known.get(definitionRef(binding));
    const adopted = definition && (await recordAdoption(ports, asker, definition, request.on));
    if (adopted !== undefined && !adopted.ok) return adopted;
  }
  const proposedAt = request.on ?? ports.clock.now();
  await ports.documents.saveAgreement(asker, { agreement, hash, text: request.text, proposedAt });
  const recorded = await appendAll(ports.log, asker, [
    {
      kind: 'agreement.proposed',
      version: 1,
      subject: agreementSubject(agreement.id),
      occurredAt: proposedAt,
      ...(request.on === undefined ? {} : { recordedAt: request.on }),
      source: 'app',
      externalId: `${agreement.id}/${hash}`,
      revision: 1,
      actor: asker.actor,
      data: { hash, by: asker.actor, effectiveFrom: toIso(startOfDay(agreement.effectiveFrom ?? agreement.term.from, agreement.timeZone)) },
    },
  ]);
  return recorded.ok ? ok({ agreement, hash, recorded: true }) : recorded;
}

/** What is signed can only be amended: by a later version that keeps what settled periods rest on. Refusal: agreement.amendment_invalid. */
export function checkAmendment(versions: readonly AgreementVersion[], agreement: Agreement): Result<undefined> {
  const signed = versions.findLast(({ effectiveFrom }) => effectiveFrom !== null);
  const problems = signed === undefined ? [] : amendmentProblems(signed.stored.agreement, agreement);
  return problems.length === 0 ? ok(undefined) : refuse('agreement.amendment_invalid', { agreement: agreement.id, problems });
}

/**
 * What has ended, or was told to end, cannot be amended any more: periods that are settled rest on its end. A version that nobody has signed
 * may still be replaced. Refusals: agreement.already_ended, agreement.not_in_force.
 */
export function mayBeAmended(course: AgreementCourse, agreementId: string, now: IsoInstant): Result<undefined> {
  const state = stateOf(course, now);
  if (state === 'proposed') return ok(undefined);
  if (course.endsOn !== undefined) return refuse('agreement.already_ended', { agreement: agreementId, lastOn: course.endsOn });
  return state === 'ended' ? refuse('agreement.not_in_force', { agreement: agreementId }) : ok(undefined);
}
