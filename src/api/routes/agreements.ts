import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { checkNumber } from '#core/kernel/hash.ts';
import type { IsoInstant } from '#core/kernel/instant.ts';
import { ok, type Result } from '#core/kernel/result.ts';
import * as endpoints from '#protocol/endpoints-agreements.ts';
import { type AgreementCourse, type AgreementVersion, stateOf } from '#usecases/agreement-state.ts';
import { type CourseRequest, endAgreement, pauseAgreement, resumeAgreement } from '#usecases/change-course.ts';
import type { Side } from '#usecases/claim-to-decide.ts';
import { mayReadAgreement, maySignAsPerson, maySignFor, readableAgreements, wholeWorkspace } from '#usecases/confine-partner.ts';
import { deliverNotices } from '#usecases/deliver-notices.ts';
import { type AmendmentPreview, previewAmendment } from '#usecases/preview-amendment.ts';
import { proposeAgreement } from '#usecases/propose-agreement.ts';
import { listAgreements, type ReadAgreement, readAgreement } from '#usecases/read-agreement.ts';
import { signAgreement } from '#usecases/sign-agreement.ts';
import type { Caller } from '../caller.ts';
import { type Mounted, on } from '../mount.ts';
import { present } from '../optional-fields.ts';
import type { ApiParts } from '../parts.ts';
import { partyOf, personOf } from '../side-of.ts';

export function agreementRoutes(parts: ApiParts): readonly Mounted[] {
  const { ports, access } = parts;
  return [
    on(endpoints.listAgreements, async ({ caller }) => {
      const readable = await readableAgreements(ports, caller.asker);
      const all = await listAgreements(ports, caller.asker);
      return ok({ agreements: all.filter(({ newest }) => readable.has(newest.stored.agreement.id)).map(summaryWire) });
    }),
    on(endpoints.proposeAgreement, async ({ caller, body, query }) => {
      const dryRun = query.dryRun ?? false;
      const proposed = await proposeAgreement(ports, caller.asker, { text: body, dryRun });
      if (!proposed.ok) {
        const { code, params } = proposed.refusal;
        if (!dryRun || code !== 'agreement.incomplete') return proposed;
        const missing = params['missing'];
        return ok({
          id: null,
          version: null,
          hash: null,
          checkNumber: null,
          recorded: false,
          missing: typeof missing === 'object' ? [...missing] : [],
        });
      }
      const { agreement, hash, recorded } = proposed.value;
      return ok({ id: agreement.id, version: agreement.version, hash, checkNumber: checkNumber(hash), recorded, missing: [] });
    }),
    on(endpoints.readAgreement, async ({ caller, params }) => {
      const may = mayReadAgreement(caller.asker, params.id);
      if (!may.ok) return may;
      const read = await readAgreement(ports, caller.asker, params.id);
      return read.ok ? ok(agreementWire(read.value)) : read;
    }),
    on(endpoints.signAgreement, async ({ caller, params, body }) => {
      const may = mayReadAgreement(caller.asker, params.id);
      if (!may.ok) return may;
      const maySign =
        caller.person === undefined
          ? await maySignFor(access, caller.asker, caller.party, body.party, params.id)
          : await maySignAsPerson(ports, caller.asker, caller.party, params.id, body.party);
      if (!maySign.ok) return maySign;
      const person = personOf(caller);
      const signed = await signAgreement(ports, caller.asker, { agreementId: params.id, party: body.party, person, hash: body.hash });
      return signed.ok ? ok({ ...signed.value, missingSignatures: [...signed.value.missingSignatures] }) : signed;
    }),
    on(endpoints.previewAmendment, async ({ caller, body }) => {
      const preview = await previewAmendment(ports, caller.asker, { text: body });
      return preview.ok ? ok(previewWire(preview.value)) : preview;
    }),
    on(endpoints.pauseAgreement, async ({ caller, params, body }) => {
      const side = await partyOf(parts, caller, params.id);
      if (!side.ok) return side;
      return courseWire(await pauseAgreement(ports, caller.asker, changeOf(caller, params.id, side.value, body)), ports.clock.now());
    }),
    on(endpoints.resumeAgreement, async ({ caller, params, body }) => {
      const side = await partyOf(parts, caller, params.id);
      if (!side.ok) return side;
      return courseWire(await resumeAgreement(ports, caller.asker, changeOf(caller, params.id, side.value, body)), ports.clock.now());
    }),
    on(endpoints.endAgreement, async ({ caller, params, body }) => {
      const side = await partyOf(parts, caller, params.id);
      if (!side.ok) return side;
      const request = { ...changeOf(caller, params.id, side.value, body), lastOn: body.lastOn };
      return courseWire(await endAgreement(ports, caller.asker, request), ports.clock.now());
    }),
    on(endpoints.deliverNotices, async ({ caller, params }) => {
      const may = mayReadAgreement(caller.asker, params.id);
      // Which claims get a notice is the agreement's to say, whoever sets it off.
      return may.ok ? deliverNotices(ports, wholeWorkspace(caller.asker), params.id) : may;
    }),
  ];
}

function changeOf(caller: Caller, agreementId: string, side: Side, { reason }: { readonly reason: string }): CourseRequest {
  return { agreementId, side, person: personOf(caller), reason };
}

function courseWire(course: Result<AgreementCourse>, now: IsoInstant) {
  if (!course.ok) return course;
  const { pausedSince, endsOn } = course.value;
  return ok({ state: stateOf(course.value, now), ...present({ pausedSince, endsOn }) });
}

function previewWire({ changes, moved, beforeMinor, afterMinor, ...preview }: AmendmentPreview) {
  return {
    ...preview,
    changes: [...changes],
    moved: moved.map(({ component, period, ...sums }) => ({
      component,
      period,
      beforeMinor: String(sums.beforeMinor),
      afterMinor: String(sums.afterMinor),
    })),
    beforeMinor: String(beforeMinor),
    afterMinor: String(afterMinor),
  };
}

function summaryWire({ newest, state, pausedSince, endsOn }: ReadAgreement) {
  const { agreement, hash, proposedAt } = newest.stored;
  const { payer, payee } = agreement.parties;
  return {
    id: agreement.id,
    title: agreement.title,
    version: agreement.version,
    hash,
    checkNumber: checkNumber(hash),
    state,
    payer: { key: payer.key, name: payer.name },
    payee: { key: payee.key, name: payee.name },
    currency: agreement.currency,
    timeZone: agreement.timeZone,
    termFrom: agreement.term.from,
    termTo: agreement.term.to,
    proposedAt,
    ...present({ pausedSince, endsOn }),
  };
}

function agreementWire(read: ReadAgreement) {
  const { agreement, text } = read.newest.stored;
  const bound = new Map(read.definitions.map((stored) => [stored.hash, stored.definition]));
  return {
    ...summaryWire(read),
    document: agreement as unknown as JsonObject,
    text,
    signatures: [...read.newest.signatures],
    missingSignatures: [...read.newest.missing],
    versions: read.versions.map(versionWire),
    definitions: agreement.definitions.map(({ key, version, hash }) => {
      const definition = bound.get(hash);
      return { key, version, hash, ...(definition === undefined ? {} : { document: definition as unknown as JsonObject }) };
    }),
  };
}

function versionWire({ stored: { agreement, hash, proposedAt }, signatures, effectiveFrom }: AgreementVersion) {
  const document = agreement as unknown as JsonObject;
  return {
    version: agreement.version,
    hash,
    checkNumber: checkNumber(hash),
    proposedAt,
    effectiveFrom,
    signatures: [...signatures],
    document,
  };
}
