import type { Definition } from '#core/definitions/definition.ts';
import type { ClaimSubject } from '#core/definitions/snapshot-shape.ts';
import { definitionTemplates } from '#core/definitions/templates/registry.ts';

const both = (text: string) => ({ de: text, en: text });

/** Rules that between them use everything a rule may say; some can fail or stay open. */
const rules: Readonly<Record<ClaimSubject, readonly string[]>> = {
  lead: [
    'lead.accepted || (lead.rating >= 3 && !lead.rejected)',
    'touches.exists(t, t.medium == "cpc" && t.at >= lead.capturedAt - duration("720h")) ? answers.budget > 1000 : answered["team"]',
    'count([grades.need == "A", grades.budget != "D", lead.rating > 2]) >= 2',
    'deals.exists(d, d.won) || appointments.filter(a, a.outcome == "held").size() > 0',
    'person.position.contains("lead") && company.employees % 7 < 4 || touched("demo") > 1 // people who decide',
    'has(lead.campaign) && lead.campaign in ["spring", r"sum\\mer", \'autumn\'] && "budget" in answers',
    'appointments.exists_one(a, a.rescheduled > 0) || touches.map(t, t.source).exists(s, s == "linkedin")',
    'size(lead.source) > 3 && (lead.source.startsWith("g") || lead.source.endsWith("in"))',
    'atMost(1, [grades.need == "D", grades.budget == "D", answers.budget < 500])',
    'deals.all(d, appointments.exists(a, a.starts < d.openedAt + duration("48h30m")))',
    'lead.rating / (lead.rating - 3) > -1',
    'touches.filter(t, t.source == "linkedin").size() < 2 && engagement.demo + engagement["webinar"] * 2 >= 1',
    'person.language == "de" ? grades.need in ["A", "B"] : grades.budget in ["A", "B"]',
    'touches[0].source == "google" && lead.capturedAt > timestamp("2026-01-20T01:00:00+01:00")',
    'company.industry == "retail" && company.employees >= 20',
    'lead.capturedAt > timestamp("2026-01-01T00:00:00Z")',
  ],
  appointment: [
    '!appointment.cancelled && appointment.starts > timestamp("2026-01-20T00:00:00Z") && appointment.rescheduled < 2',
    'appointment.outcome == "held" && appointment.evidence in ["attendance_log", "both_confirmed", "host"]',
    'appointment.starts - appointment.bookedAt >= duration("24h") && lead.source != "direct"',
    'appointment.starts > timestamp("2026-03-01T00:00:00Z")',
  ],
  deal: [
    'deal.won && deal.amountMinor >= 500000 && deal.currency == "EUR"',
    'orders.exists(o, o.paid) || deal.stage in ["won", "signed"]',
    'deal.wonAt - deal.openedAt < duration("480h")',
    '(deal.won || deal.lost) && touched("demo") >= 1',
    'deal.won && company.employees > 30',
  ],
  order: [
    'order.netMinor - order.refundedMinor > 10000',
    'order.paid && !deal.lost',
    'order.customer.startsWith("company:") ? company.employees > 10 : person.language == "de"',
    'order.paidMinor * 2 > order.netMinor || deal.won',
  ],
  milestone: ['milestone.evidenced && !milestone.refused || milestone.accepted'],
};

const ownDefinitions: readonly Definition[] = Object.entries(rules).flatMap(([subject, texts]) =>
  texts.map((rule, index) => ({
    key: `own-${subject}-${index}`,
    version: 1,
    subject: subject as ClaimSubject,
    title: both(rule),
    wording: both(rule),
    rule,
    examples: [{ name: 'nothing is known', answer: 'open' as const, snapshot: {} }],
  })),
);

/** The templates with parameters that the events of random-events.ts can meet. */
export const randomDefinitions: readonly Definition[] = [
  ...definitionTemplates.map((one) =>
    one.key === 'qualified-lead-icp' ? { ...one, parameters: { employeesAtLeast: 50, industry: 'retail' } } : one,
  ),
  ...ownDefinitions.map((one, index) => (index % 2 === 0 ? one : { ...one, overrides: {} })),
];

/** Those that allow a person to decide otherwise, as `key@version`. */
export const overridable: readonly string[] = ownDefinitions.filter((_, index) => index % 2 === 1).map(({ key }) => `${key}@1`);

/** What events meet easily. */
const easy = [
  'deal-won',
  'order-placed',
  'order-paid',
  'appointment-held',
  'own-lead-15',
  'own-lead-7',
  'own-deal-1',
  'own-appointment-3',
  'own-lead-14',
  'own-deal-4',
];
export const easyDefinitions = randomDefinitions.filter(({ key }) => easy.includes(key));
