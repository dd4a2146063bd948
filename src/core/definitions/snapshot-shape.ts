/** The subjects a definition can be about; the same ones a claim can rest on. */
export type ClaimSubject = 'lead' | 'appointment' | 'deal' | 'order' | 'milestone';

export const claimSubjects: readonly ClaimSubject[] = ['lead', 'appointment', 'deal', 'order', 'milestone'];

/** `int` is a whole number, money in minor units; `timestamp` an instant. */
export type FieldType = 'string' | 'int' | 'bool' | 'timestamp';

/** The records of a snapshot and their fields. The guide docs/guides/write-a-definition.md says what each field means. */
export const records = {
  lead: {
    id: 'string',
    source: 'string',
    medium: 'string',
    campaign: 'string',
    landingPage: 'string',
    form: 'string',
    receivedVia: 'string',
    capturedAt: 'timestamp',
    accepted: 'bool',
    rejected: 'bool',
    rating: 'int',
  },
  person: { position: 'string', language: 'string' },
  company: { name: 'string', domain: 'string', industry: 'string', employees: 'int', region: 'string' },
  touch: { touch: 'string', at: 'timestamp', source: 'string', medium: 'string', campaign: 'string' },
  appointment: {
    id: 'string',
    starts: 'timestamp',
    ends: 'timestamp',
    channel: 'string',
    bookedAt: 'timestamp',
    rescheduled: 'int',
    cancelled: 'bool',
    cancelledAt: 'timestamp',
    outcome: 'string',
    evidence: 'string',
  },
  deal: {
    id: 'string',
    stage: 'string',
    amountMinor: 'int',
    currency: 'string',
    openedAt: 'timestamp',
    won: 'bool',
    wonAt: 'timestamp',
    lost: 'bool',
    lostAt: 'timestamp',
  },
  order: {
    id: 'string',
    customer: 'string',
    placedAt: 'timestamp',
    currency: 'string',
    netMinor: 'int',
    vatMinor: 'int',
    paidMinor: 'int',
    paid: 'bool',
    refundedMinor: 'int',
  },
  milestone: { id: 'string', evidencedAt: 'timestamp', evidenced: 'bool', accepted: 'bool', refused: 'bool' },
} as const satisfies Record<string, Record<string, FieldType>>;

export type RecordName = keyof typeof records;

/**
 * `map`: free keys, an absent key is unknown. `counts`: whole numbers by key, an absent key is known to be 0.
 * `any` values are texts, whole numbers, decimals and flags.
 */
export type VariableShape =
  | { readonly kind: 'record'; readonly record: RecordName }
  | { readonly kind: 'list'; readonly record: RecordName }
  | { readonly kind: 'map'; readonly value: 'string' | 'bool' | 'any' }
  | { readonly kind: 'counts' };

const record = (name: RecordName): VariableShape => ({ kind: 'record', record: name });
const list = (name: RecordName): VariableShape => ({ kind: 'list', record: name });

/** What is known about a lead itself and about who stands behind it; every subject that leads back to a lead sees it. */
const aboutLead = {
  lead: record('lead'),
  answers: { kind: 'map', value: 'any' },
  answered: { kind: 'map', value: 'bool' },
  grades: { kind: 'map', value: 'string' },
  person: record('person'),
  company: record('company'),
  touches: list('touch'),
  engagement: { kind: 'counts' },
} as const satisfies Record<string, VariableShape>;

/** The variables a rule sees, by the subject of its definition. A deal and an order see the first lead of the deal. */
export const variablesOf: Readonly<Record<ClaimSubject, Readonly<Record<string, VariableShape>>>> = {
  lead: { ...aboutLead, appointments: list('appointment'), deals: list('deal') },
  appointment: { appointment: record('appointment'), ...aboutLead },
  deal: { deal: record('deal'), orders: list('order'), ...aboutLead },
  order: { order: record('order'), deal: record('deal'), ...aboutLead },
  milestone: { milestone: record('milestone') },
};

/** Touches a snapshot lists; `engagement` counts all of them. */
export const NEWEST_TOUCHES = 500;
