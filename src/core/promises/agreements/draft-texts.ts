import type { ClaimSubject } from '#core/definitions/snapshot-shape.ts';
import type { Bilingual, ClawBackEvent, ComponentClause } from './agreement.ts';

/** What differs by what is paid for: when it counts, how often, what takes it back, and why it may be rejected. */
interface SubjectStandards {
  readonly after: ComponentClause['measurement']['after'];
  readonly measuredDays: number;
  readonly dedupBy: NonNullable<ComponentClause['dedup']>['by'] | undefined;
  readonly clawBack: readonly ClawBackEvent[];
  readonly takes: 'proportional' | 'full';
  readonly reasons: readonly { readonly key: string; readonly label: Bilingual; readonly criterion?: string }[];
}

const duplicate = { key: 'duplicate', label: { de: 'doppelt gemeldet', en: 'reported twice' } };
const knownBefore = { key: 'known-before', label: { de: 'war schon Kunde', en: 'was a customer before' } };
const other = { key: 'other', label: { de: 'anderer Grund', en: 'another reason' } };
const ofLeads = [
  { key: 'not-our-market', label: { de: 'kein Zielkunde', en: 'not a target customer' }, criterion: 'need' },
  { key: 'no-budget', label: { de: 'kein Budget', en: 'no budget' }, criterion: 'budget' },
  { key: 'unreachable', label: { de: 'nicht erreichbar', en: 'cannot be reached' } },
  duplicate,
  knownBefore,
  other,
];

export const standardsOf: Readonly<Record<ClaimSubject, SubjectStandards>> = {
  lead: { after: 'lead_captured', measuredDays: 90, dedupBy: 'company', clawBack: [], takes: 'full', reasons: ofLeads },
  appointment: { after: 'lead_captured', measuredDays: 90, dedupBy: 'company', clawBack: [], takes: 'full', reasons: ofLeads },
  deal: {
    after: 'lead_captured',
    measuredDays: 365,
    dedupBy: 'company',
    clawBack: ['chargeback', 'deal_reopened'],
    takes: 'full',
    reasons: [duplicate, knownBefore, other],
  },
  order: {
    after: 'deal_won',
    measuredDays: 365,
    dedupBy: 'order',
    clawBack: ['refund', 'chargeback'],
    takes: 'proportional',
    reasons: [{ key: 'not-delivered', label: { de: 'nicht ausgeführt', en: 'not carried out' } }, duplicate, knownBefore, other],
  },
  milestone: {
    after: 'term_begun',
    measuredDays: 3_660,
    dedupBy: undefined,
    clawBack: [],
    takes: 'full',
    reasons: [
      { key: 'not-shown', label: { de: 'der Nachweis fehlt', en: 'the evidence is missing' } },
      { key: 'incomplete', label: { de: 'nicht vollständig', en: 'not complete' } },
      other,
    ],
  },
};

const paidFor: Readonly<Record<ClaimSubject, Bilingual>> = {
  lead: { de: 'Lead', en: 'lead' },
  appointment: { de: 'Termin', en: 'appointment' },
  deal: { de: 'gewonnenem Geschäft', en: 'deal won' },
  order: { de: 'Bestellung', en: 'order' },
  milestone: { de: 'Meilenstein', en: 'milestone' },
};

interface Blanks {
  readonly subject: ClaimSubject | undefined;
  readonly result: Bilingual | undefined;
  readonly partner: string;
  readonly reviewDays: number;
  readonly noticeDays: number;
  readonly hasArbiter: boolean;
}

/** The standard wording of the parts that every contract needs, in both languages. */
export function standardTexts({ subject = 'lead', result, partner, reviewDays, noticeDays, hasArbiter }: Blanks) {
  const per = paidFor[subject];
  const of = partner === '' ? '' : `, ${partner}`;
  const inDays = reviewDays === 1 ? { de: 'einem Tag', en: '1 day' } : { de: `${reviewDays} Tagen`, en: `${reviewDays} days` };
  return {
    title: { de: `Vergütung je ${per.de}${of}`, en: `Fee per ${per.en}${of}` },
    result: result ?? per,
    sources: {
      de: 'Leads mit Quelle und Kampagne und was aus ihnen wurde, aus dem System des Auftraggebers.',
      en: "Leads with source and campaign and what became of them, from the client's system.",
    },
    baseline: {
      de: 'Bezahlt wird je Ergebnis, nicht für eine Veränderung gegenüber vorher.',
      en: 'Results are paid one by one, not as a change against an earlier period.',
    },
    payerReview: {
      de: `Jedes Ergebnis wird binnen ${inDays.de} angenommen oder mit Grund und Beleg abgelehnt.`,
      en: `Every result is accepted, or rejected with a reason and evidence, within ${inDays.en}.`,
    },
    payerReport: {
      de: 'Leads, Termine, Geschäfte und Bestellungen werden binnen 7 Tagen im vereinbarten System eingetragen.',
      en: 'Leads, appointments, deals and orders are recorded in the agreed system within 7 days.',
    },
    payeeTags: { de: 'Jeder Lead trägt Quelle und Kampagne.', en: 'Every lead carries its source and campaign.' },
    payeeReport: {
      de: 'Bis zum 5. Werktag jedes Monats liegt ein Bericht vor: was lief, was es gekostet hat, was daraus wurde.',
      en: 'A report is there by the 5th working day of every month: what ran, what it cost, what came of it.',
    },
    evidence: {
      de: 'Die Agentur legt das Ergebnis als Dokument oder Link vor.',
      en: 'The agency presents the result as a document or a link.',
    },
    acceptance: { de: 'Der Auftraggeber prüft es und nimmt es ab.', en: 'The client examines it and accepts it.' },
    exit: {
      de: `Jede Seite kann mit ${noticeDays} Tagen Frist zum Monatsende aussteigen. Ansprüche, die bis dahin entstanden sind, laufen aus wie vereinbart.`,
      en: `Either side may leave with ${noticeDays} days' notice to the end of a month. Claims that arose until then run out as agreed.`,
    },
    dispute: hasArbiter
      ? {
          de: 'Einwände klären die Genannten beider Seiten binnen 14 Tagen, sonst entscheidet die Schiedsperson.',
          en: 'The named persons of both sides settle objections within 14 days, else the arbiter decides.',
        }
      : {
          de: 'Einwände klären die Genannten beider Seiten binnen 14 Tagen.',
          en: 'The named persons of both sides settle objections within 14 days.',
        },
  } as const satisfies Record<string, Bilingual>;
}
