import { assert, present } from '#core/kernel/assert.ts';
import type { DemoStory } from '#usecases/demo-stories.ts';
import type { DemoCalendar } from './calendar.ts';
import { AGENCY_CHANNELS, AGREEMENT_ID } from './course.ts';
import { type Deal, isRefunded } from './deals.ts';
import { COUNTED, type Enquiry } from './enquiries.ts';
import { CAP_LIMIT, CAP_MONTH, type Treatment } from './outlines.ts';

/** The six stories planted in the demo, in the order in which the home page tells them. */
export function storiesOf({ months }: DemoCalendar, enquiries: readonly Enquiry[], deals: readonly Deal[]): readonly DemoStory[] {
  const treated = (treatment: Treatment) =>
    present(
      enquiries.find(({ story }) => story?.treatment === treatment),
      `a lead: ${treatment}`,
    );
  const silent = treated('silence');
  const wonAfterAll = treated('won_after_all');
  const disputed = treated('disputed');
  const refunded = present(deals.find(({ enquiry }) => isRefunded(enquiry))?.order, 'the refunded order');
  const capped = aboveCap(enquiries, months[CAP_MONTH] ?? '');
  const lead = ({ number }: Enquiry) => ({ source: 'crm', type: 'lead', externalId: number });
  const claimOf = (enquiry: Enquiry) =>
    ({ page: 'claim', agreement: AGREEMENT_ID, component: 'qualified-lead', subject: lead(enquiry) }) as const;
  const { bantAndEngagement, threeA, targetCustomer } = COUNTED;
  const counts = `${bantAndEngagement} · ${threeA} · ${targetCustomer}`;
  return [
    {
      id: 'three-definitions',
      title: { de: 'Ein Wort, drei Bedeutungen', en: 'One word, three meanings' },
      text: {
        de: `Was ein qualifizierter Lead ist, sehen Marketing, Vertrag und Vertrieb verschieden: ${counts} von denselben Anfragen.`,
        en: `What a qualified lead is differs between marketing, contract and sales: ${counts} of the same enquiries.`,
      },
      place: { page: 'compare', definitions: ['qualified-lead-bant', 'qualified-lead-three-a', 'qualified-lead-kessler-target'] },
    },
    {
      id: 'silence',
      title: { de: 'Niemand hat geantwortet', en: 'Nobody answered' },
      text: {
        de: `Anfrage ${silent.number} zählt, weil die Prüffrist trotz Hinweis ohne Antwort verstrich.`,
        en: `Lead ${silent.number} counts, because the review period passed without an answer although a notice was given.`,
      },
      place: claimOf(silent),
    },
    {
      id: 'won-after-all',
      title: { de: 'Abgelehnt und doch gewonnen', en: 'Rejected, and won after all' },
      text: {
        de: `Anfrage ${wonAfterAll.number} wurde vor fünf Monaten abgelehnt und vor zwei Monaten ein Auftrag. Sie wird in dem Monat bezahlt.`,
        en: `Lead ${wonAfterAll.number} was rejected five months ago and became an order two months ago. It is paid in that month.`,
      },
      place: { ...claimOf(wonAfterAll), page: 'line', occurrence: '1' },
    },
    {
      id: 'refund',
      title: { de: 'Erstattet nach der Abrechnung', en: 'Refunded after the statement' },
      text: {
        de: `Bestellung ${refunded.number} war schon abgerechnet, als ein Teil zurückging. Die Rückbelastung ist eine eigene Zeile.`,
        en: `Order ${refunded.number} was settled already when a part of it was returned. The claw-back is a line of its own.`,
      },
      place: {
        page: 'line',
        agreement: AGREEMENT_ID,
        component: 'revenue-share',
        subject: { source: 'erp', type: 'order', externalId: refunded.number },
        occurrence: 'refund:',
      },
    },
    {
      id: 'cap',
      title: { de: 'Mehr als vereinbart', en: 'More than agreed' },
      text: {
        de: `Sieben Anfragen in einem Monat, bezahlt werden ${CAP_LIMIT}: ${capped.number} liegt über der Obergrenze und steht mit null da.`,
        en: `Seven leads in one month, ${CAP_LIMIT} are paid: ${capped.number} lies above the cap and is stated with nothing.`,
      },
      place: { ...claimOf(capped), page: 'line', occurrence: '1' },
    },
    {
      id: 'dispute',
      title: { de: 'Ein Streit, entschieden', en: 'A dispute, decided' },
      text: {
        de: `Anfrage ${disputed.number} wurde abgelehnt, die Agentur erhob Einwand, die Schiedsperson gab ihr recht. Bis dahin hielt sie ihren Platz.`,
        en: `Lead ${disputed.number} was rejected, the agency objected, the arbiter agreed with it. Until then it kept its place.`,
      },
      place: claimOf(disputed),
    },
  ];
}

/** The last of the agency's qualified leads in the month that brought more than the cap pays. */
function aboveCap(enquiries: readonly Enquiry[], month: string): Enquiry {
  const ofMonth = enquiries
    .filter(({ isQualified, channel, gradedAt }) => isQualified && AGENCY_CHANNELS.includes(channel) && gradedAt.startsWith(month))
    .sort((a, b) => (a.gradedAt < b.gradedAt ? -1 : 1));
  assert(ofMonth.length > CAP_LIMIT, 'a month with more leads than the cap pays');
  return present(ofMonth.at(-1), 'the lead above the cap');
}
