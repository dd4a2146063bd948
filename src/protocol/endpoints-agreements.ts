import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { bilingualWire, currencyWire, dayWire, dryRunQuery, hashWire, instantWire, jsonObjectWire, nameParam, partyWire } from './wire.ts';

/** `proposed`: not every party has signed the newest version; `in_force`: some version is signed by every party. */
export const agreementStateWire = z.enum(['proposed', 'in_force', 'paused', 'ended']);

export const signatureWire = z.object({
  party: z.string(),
  person: z.string(),
  signedAt: instantWire,
  factId: z.string(),
});

export const agreementSummaryWire = z.object({
  id: z.string(),
  title: bilingualWire,
  version: z.number().int(),
  hash: hashWire,
  checkNumber: z.string(),
  state: agreementStateWire,
  payer: partyWire,
  payee: partyWire,
  currency: currencyWire,
  timeZone: z.string(),
  termFrom: dayWire,
  termTo: dayWire,
  proposedAt: instantWire,
});
export type AgreementSummaryWire = z.infer<typeof agreementSummaryWire>;

export const agreementVersionWire = z.object({
  version: z.number().int(),
  hash: hashWire,
  checkNumber: z.string(),
  proposedAt: instantWire,
  effectiveFrom: instantWire.nullable(),
  signatures: z.array(signatureWire),
});

export const agreementWire = agreementSummaryWire.extend({
  document: jsonObjectWire.meta({ description: 'The newest version, as in core Agreement' }),
  text: z.string().meta({ description: 'The YAML text as it was proposed' }),
  signatures: z.array(signatureWire).meta({ description: 'Of the newest version' }),
  missingSignatures: z.array(z.string()).meta({ description: 'Parties that have not signed the newest version' }),
  versions: z.array(agreementVersionWire),
  /** The definitions the newest version binds itself to. */
  definitions: z.array(z.object({ key: z.string(), version: z.number().int(), hash: hashWire, document: jsonObjectWire.optional() })),
});
export type AgreementWire = z.infer<typeof agreementWire>;

export const listAgreements = endpoint({
  name: 'listAgreements',
  area: 'agreements',
  method: 'GET',
  path: '/api/agreements',
  summary: 'All agreements, each in its newest version; a partner sees its own.',
  access: { who: 'workspace', permission: 'agreements.read' },
  response: { type: 'json', schema: z.object({ agreements: z.array(agreementSummaryWire) }) },
  refusals: [],
});

export const proposeAgreement = endpoint({
  name: 'proposeAgreement',
  area: 'agreements',
  method: 'POST',
  path: '/api/agreements',
  summary: 'Proposes a version of an agreement. A dry run answers the full list of what is missing.',
  access: { who: 'workspace', permission: 'agreements.propose' },
  query: z.object({ dryRun: dryRunQuery }),
  request: { type: 'document', describes: 'An agreement' },
  response: {
    type: 'json',
    schema: z.object({
      id: z.string().nullable(),
      version: z.number().int().nullable(),
      hash: hashWire.nullable(),
      checkNumber: z.string().nullable(),
      recorded: z.boolean(),
      missing: z.array(z.string()).meta({ description: 'What the agreement lacks; empty if it can be proposed' }),
    }),
  },
  refusals: [
    'document.invalid',
    'agreement.document_invalid',
    'agreement.incomplete',
    'agreement.amendment_invalid',
    'agreement.version_taken',
    'definition.unknown',
  ],
});

export const readAgreement = endpoint({
  name: 'readAgreement',
  area: 'agreements',
  method: 'GET',
  path: '/api/agreements/{id}',
  summary: 'One agreement: document, check number, state, signatures, versions.',
  access: { who: 'workspace', permission: 'agreements.read' },
  params: z.object({ id: nameParam }),
  response: { type: 'json', schema: agreementWire },
  refusals: ['agreement.unknown'],
});

export const signAgreement = endpoint({
  name: 'signAgreement',
  area: 'agreements',
  method: 'POST',
  path: '/api/agreements/{id}/signatures',
  summary: 'Signs the content of an agreement by its hash, for one party. In force when every party has signed the same hash.',
  access: { who: 'workspace', permission: 'agreements.sign' },
  params: z.object({ id: nameParam }),
  request: {
    type: 'json',
    schema: z.object({ hash: z.string().meta({ description: 'Full hash, or the check number shown with it' }), party: z.string() }),
  },
  response: {
    type: 'json',
    schema: z.object({ hash: hashWire, party: z.string(), state: agreementStateWire, missingSignatures: z.array(z.string()) }),
  },
  refusals: ['agreement.unknown', 'agreement.hash_mismatch', 'agreement.not_proposed', 'agreement.party_unknown'],
});
