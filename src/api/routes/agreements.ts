import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { checkNumber } from '#core/kernel/hash.ts';
import { ok } from '#core/kernel/result.ts';
import * as endpoints from '#protocol/endpoints-agreements.ts';
import type { AgreementVersion } from '#usecases/agreement-state.ts';
import { mayReadAgreement, maySignAsPerson, maySignFor, readableAgreements } from '#usecases/confine-partner.ts';
import { proposeAgreement } from '#usecases/propose-agreement.ts';
import { listAgreements, type ReadAgreement, readAgreement } from '#usecases/read-agreement.ts';
import { signAgreement } from '#usecases/sign-agreement.ts';
import { type Mounted, on } from '../mount.ts';
import type { ApiParts } from '../parts.ts';

export function agreementRoutes({ ports, access }: ApiParts): readonly Mounted[] {
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
      const person = caller.person?.name ?? caller.asker.actor;
      const signed = await signAgreement(ports, caller.asker, { agreementId: params.id, party: body.party, person, hash: body.hash });
      return signed.ok ? ok({ ...signed.value, missingSignatures: [...signed.value.missingSignatures] }) : signed;
    }),
  ];
}

function summaryWire({ newest, state }: ReadAgreement) {
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
  return { version: agreement.version, hash, checkNumber: checkNumber(hash), proposedAt, effectiveFrom, signatures: [...signatures] };
}
