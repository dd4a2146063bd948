import * as z from 'zod';
import { agreementStates } from './agreement-states.ts';
import { endpoint } from './endpoint.ts';
import {
  bilingualWire,
  currencyWire,
  dayWire,
  dryRunQuery,
  hashWire,
  instantWire,
  jsonObjectWire,
  minorWire,
  monthWire,
  nameParam,
  partyWire,
} from './wire.ts';

/** `proposed`: not every party has signed the newest version; `in_force`: some version is signed by every party. */
export const agreementStateWire = z.enum(agreementStates);

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
  pausedSince: instantWire.optional().meta({ description: 'Since when new leads are outside the terms' }),
  endsOn: dayWire.optional().meta({ description: 'The last day, where the term ends before its time' }),
});
export type AgreementSummaryWire = z.infer<typeof agreementSummaryWire>;

export const agreementVersionWire = z.object({
  version: z.number().int(),
  hash: hashWire,
  checkNumber: z.string(),
  proposedAt: instantWire,
  effectiveFrom: instantWire.nullable(),
  signatures: z.array(signatureWire),
  document: jsonObjectWire.meta({ description: 'This version, as in core Agreement' }),
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

export const previewAmendment = endpoint({
  name: 'previewAmendment',
  area: 'agreements',
  method: 'POST',
  path: '/api/agreements/preview',
  summary:
    'What an amendment would have moved, had it held from the first day: every result so far under the signed and under the new terms. Nothing is recorded.',
  access: { who: 'workspace', permission: 'agreements.propose' },
  request: { type: 'document', describes: 'A later version of an agreement' },
  response: {
    type: 'json',
    schema: z.object({
      agreementId: z.string(),
      version: z.number().int(),
      currency: currencyWire,
      changes: z.array(z.object({ path: z.string(), before: z.string(), after: z.string() })),
      moved: z.array(z.object({ component: z.string(), period: monthWire, beforeMinor: minorWire, afterMinor: minorWire })),
      beforeMinor: minorWire,
      afterMinor: minorWire,
    }),
  },
  refusals: [
    'document.invalid',
    'agreement.document_invalid',
    'agreement.incomplete',
    'agreement.unknown',
    'agreement.not_in_force',
    'agreement.amendment_invalid',
    'definition.unknown',
  ],
});
export type AmendmentPreviewWire = z.infer<(typeof previewAmendment)['response']['schema']>;

const reason = z.string().trim().min(1).max(200);
const courseWire = z.object({ state: agreementStateWire, pausedSince: instantWire.optional(), endsOn: dayWire.optional() });

export const pauseAgreement = endpoint({
  name: 'pauseAgreement',
  area: 'agreements',
  method: 'POST',
  path: '/api/agreements/{id}/pause',
  summary: 'From now on new leads are outside the terms, until it is resumed. The payee may only where an obligation of the payer says so.',
  access: { who: 'workspace', permission: 'agreements.sign' },
  params: z.object({ id: nameParam }),
  request: { type: 'json', schema: z.object({ reason }) },
  response: { type: 'json', schema: courseWire },
  refusals: [
    'agreement.unknown',
    'agreement.not_in_force',
    'agreement.already_paused',
    'agreement.pause_not_agreed',
    'access.party_reserved',
  ],
});

export const resumeAgreement = endpoint({
  name: 'resumeAgreement',
  area: 'agreements',
  method: 'POST',
  path: '/api/agreements/{id}/resume',
  summary: 'New leads are inside the terms again.',
  access: { who: 'workspace', permission: 'agreements.sign' },
  params: z.object({ id: nameParam }),
  request: { type: 'json', schema: z.object({ reason }) },
  response: { type: 'json', schema: courseWire },
  refusals: ['agreement.unknown', 'agreement.not_in_force', 'agreement.not_paused', 'access.party_reserved'],
});

export const endAgreement = endpoint({
  name: 'endAgreement',
  area: 'agreements',
  method: 'POST',
  path: '/api/agreements/{id}/end',
  summary: 'Ends the term early, with the notice of the exit rule. What was captured by the last day runs out as agreed.',
  access: { who: 'workspace', permission: 'agreements.sign' },
  params: z.object({ id: nameParam }),
  request: { type: 'json', schema: z.object({ reason, lastOn: dayWire.meta({ description: 'The last day of the term' }) }) },
  response: { type: 'json', schema: courseWire },
  refusals: [
    'agreement.unknown',
    'agreement.not_in_force',
    'agreement.already_ended',
    'agreement.end_outside_term',
    'agreement.notice_too_short',
    'access.party_reserved',
  ],
});

export const deliverNotices = endpoint({
  name: 'deliverNotices',
  area: 'agreements',
  method: 'POST',
  path: '/api/agreements/{id}/notices',
  summary:
    'Tells the payer which open claims count by silence and when. It happens by itself every hour; whoever does not want to wait asks for it.',
  access: { who: 'workspace', permission: 'claims.contest' },
  params: z.object({ id: nameParam }),
  request: { type: 'json', schema: z.object({}) },
  response: { type: 'json', schema: z.object({ notices: z.number().int() }) },
  refusals: ['agreement.unknown', 'agreement.not_in_force'],
});
