import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { claimStates, claimSummaryWire } from './endpoints-claims.ts';
import { bilingualWire, currencyWire, instantWire, minorWire, nameParam, numberQuery, refusalWire } from './wire.ts';

/** More at once would be decided without being looked at. */
export const DECIDED_AT_MOST = 500;

export const claimActs = ['accept', 'reject', 'contest', 'decide'] as const;
export const inboxShows = ['waiting', 'all', ...claimStates.filter((state) => state !== 'observed')] as const;
export type InboxShow = (typeof inboxShows)[number];

export const claimClockWire = z.object({
  kind: z.enum(['review', 'silence', 'objection']).meta({
    description: 'review: the payer may still reject; silence: after this it counts by silence; objection: the payee may still object',
  }),
  from: instantWire,
  until: instantWire,
});

export const inboxClaimWire = claimSummaryWire.extend({
  agreementId: z.string(),
  amountMinor: minorWire.nullable().meta({ description: 'What it comes to, whatever of it is under review; null if it does not count' }),
  acts: z.array(z.enum(claimActs)).meta({ description: 'What the side of the caller may do now' }),
  waits: z.boolean().meta({ description: 'It is the turn of the side of the caller' }),
  clock: claimClockWire.nullable(),
  company: z.string().optional().meta({ description: 'Not for partners' }),
  person: z.string().optional().meta({ description: 'Only for who may read personal values' }),
});
export type InboxClaimWire = z.infer<typeof inboxClaimWire>;

export const inboxContractWire = z.object({
  id: z.string(),
  title: bilingualWire,
  side: z.enum(['payer', 'payee', 'arbiter']).meta({ description: 'For whom the caller speaks' }),
  payer: z.string(),
  payee: z.string(),
  currency: currencyWire,
  timeZone: z.string(),
  reasons: z.array(z.object({ key: z.string(), label: bilingualWire })),
  components: z.array(z.object({ key: z.string(), title: bilingualWire })),
});
export type InboxContractWire = z.infer<typeof inboxContractWire>;

export const readClaimInbox = endpoint({
  name: 'readClaimInbox',
  area: 'claims',
  method: 'GET',
  path: '/api/claims',
  summary:
    'The claims of all contracts in force that the caller may see: what waits for its side by due time; all or one state newest results first.',
  access: { who: 'workspace', permission: 'claims.read' },
  query: z.object({
    show: z.enum(inboxShows).optional().meta({ description: 'waiting unless stated' }),
    agreement: nameParam.optional(),
    component: nameParam.optional(),
    text: z.string().max(100).optional().meta({ description: 'Part of the number of the subject' }),
    after: z.string().max(500).optional().meta({ description: 'The `nextAfter` of the page before' }),
    limit: numberQuery(1, DECIDED_AT_MOST).optional(),
  }),
  response: {
    type: 'json',
    schema: z.object({
      claims: z.array(inboxClaimWire),
      nextAfter: z.string().optional(),
      contracts: z.array(inboxContractWire),
      counts: z
        .record(z.enum(inboxShows).exclude(['all']), z.number().int())
        .meta({ description: 'Within the chosen contract, component and text, over all pages' }),
      now: instantWire,
    }),
  },
  refusals: [],
});

const words = z.string().trim().max(2_000);

export const claimNameWire = z.object({ agreementId: nameParam, component: nameParam, subject: nameParam });

export const decidedRowWire = claimNameWire.extend({
  externalId: z.string().optional(),
  outcome: z.enum(['possible', 'decided', 'refused']).meta({ description: 'possible: a dry run found nothing against it' }),
  refusal: refusalWire.optional(),
  factId: z.string().optional(),
  amountMinor: minorWire.meta({ description: 'What the claim comes to before the decision' }),
  lastDay: z.boolean().meta({ description: 'Its review period ends today' }),
});
export type DecidedRowWire = z.infer<typeof decidedRowWire>;

export const decideClaims = endpoint({
  name: 'decideClaims',
  area: 'claims',
  method: 'POST',
  path: '/api/claims/decisions',
  summary:
    'The payer accepts or rejects many claims with one reason, at most 500, or only sees what would happen (dryRun). Each is decided as if alone; what cannot be is refused by row.',
  access: { who: 'workspace', permission: 'claims.decide' },
  request: {
    type: 'json',
    schema: z.object({
      claims: z.array(claimNameWire).min(1).max(DECIDED_AT_MOST),
      decision: z.enum(['accept', 'reject']),
      reason: z.string().max(60).optional().meta({ description: 'For rejecting: a reason that each of the contracts names' }),
      comment: words.optional(),
      evidence: words.optional(),
      dryRun: z.boolean().optional(),
    }),
  },
  response: {
    type: 'json',
    schema: z.object({
      rows: z.array(decidedRowWire),
      sums: z.array(
        z.object({
          agreementId: z.string(),
          title: bilingualWire,
          currency: currencyWire,
          count: z.number().int().meta({ description: 'Claims that are, or would be, decided' }),
          refused: z.number().int(),
          amountMinor: minorWire.meta({ description: 'What those claims come to' }),
          effectMinor: minorWire.meta({
            description: 'By how much the contract as a whole changes: others may move up behind what is rejected',
          }),
        }),
      ),
    }),
  },
  refusals: ['access.party_reserved'],
});
