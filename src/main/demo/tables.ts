import { type DemoCalendar, daysLater, germanDay, germanTime, hasHappened, hoursLater, type LocalTime } from './calendar.ts';
import type { ChannelCost } from './costs.ts';
import type { Deal } from './deals.ts';
import type { Enquiry } from './enquiries.ts';

/** A table as the company's programs export it: semicolons, German dates, decimal commas. */
export interface Table {
  readonly name: string;
  readonly text: string;
}

type Cell = string | number | undefined;

function table(name: string, header: string, rows: readonly (readonly Cell[])[]): Table {
  const lines = rows.map((row) => row.map((cell) => cell ?? '').join(';'));
  return { name, text: `${[header, ...lines].join('\n')}\n` };
}

function time(calendar: DemoCalendar, at: LocalTime | undefined): string {
  return at === undefined || !hasHappened(calendar, at) ? '' : germanTime(at);
}

function euros(amount: number): string {
  const [whole, cents] = amount.toFixed(2).split('.');
  return `${(whole ?? '').replace(/\B(?=(\d{3})+$)/g, '.')},${cents}`;
}

export function enquiryTable(calendar: DemoCalendar, enquiries: readonly Enquiry[]): Table {
  const header =
    'Nummer;Eingang;Quelle;Medium;Kampagne;FirmaNr;Firma;Branche;Mitarbeiter;PersonNr;Name;E-Mail;Position;Zugeteilt am;Verkäufer;Erstkontakt am;Budget;Entscheider;Bedarf;Zeitplan;Bewertet am';
  const rows = enquiries.map((one) => {
    const id = one.number.slice(2);
    const mail = `${one.person.toLowerCase().replaceAll(' ', '.')}@firma-${id}.example`;
    const contact = [`F-${id}`, one.company, one.industry, one.employees, `P-${id}`, one.person, plainMail(mail), one.position];
    const assigned = [time(calendar, hoursLater(one.at, 1)), one.seller, time(calendar, one.contactedAt)];
    const grades = [...one.grades].map((grade) => (grade === '-' ? '' : grade));
    const origin = [one.channel, media[one.channel], one.campaign];
    return [one.number, germanTime(one.at), ...origin, ...contact, ...assigned, ...grades, time(calendar, one.gradedAt)];
  });
  return table('anfragen.csv', header, rows);
}

const media: Readonly<Record<string, string>> = {
  google_ads: 'cpc',
  linkedin: 'paid_social',
  messe: 'trade_fair',
  industrieportal: 'listing',
  empfehlung: 'referral',
};

function plainMail(mail: string): string {
  return mail.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss');
}

export function touchTable(enquiries: readonly Enquiry[]): Table {
  const rows = enquiries.flatMap((one) =>
    one.touches.map((touch, index) => [
      `K-${one.number.slice(2)}-${index + 1}`,
      `P-${one.number.slice(2)}`,
      germanTime(touch.at),
      touch.touch,
      one.channel === 'unbekannt' ? '' : one.channel,
    ]),
  );
  return table('kontakte.csv', 'Nummer;PersonNr;Zeit;Art;Quelle', rows);
}

export function appointmentTable(calendar: DemoCalendar, enquiries: readonly Enquiry[]): Table {
  const rows = enquiries.flatMap(({ number, seller, appointment }) => {
    if (appointment === undefined) return [];
    const { bookedAt, startsAt, outcome } = appointment;
    const isCancelled = outcome === 'cancelled_in_time';
    const seen = outcome === undefined || isCancelled ? undefined : hoursLater(startsAt, 1);
    const evidenced = time(calendar, seen);
    return [
      [
        `T-${number.slice(2)}`,
        number,
        germanTime(bookedAt),
        germanTime(startsAt),
        seller,
        isCancelled ? time(calendar, daysLater(bookedAt, 1)) : '',
        evidenced === '' ? '' : outcome,
        evidenced,
      ],
    ];
  });
  return table('termine.csv', 'Nummer;Anfrage;Vereinbart am;Beginn;Mit;Abgesagt am;Ausgang;Festgestellt am', rows);
}

export function dealTable(calendar: DemoCalendar, deals: readonly Deal[]): Table {
  const rows = deals.map(({ number, enquiry, openedAt, netEuros, wonAt, lost }) => [
    number,
    enquiry.number,
    germanTime(openedAt),
    enquiry.seller,
    euros(netEuros),
    time(calendar, wonAt),
    time(calendar, lost?.at),
    lost?.reason,
  ]);
  return table('abschluesse.csv', 'Nummer;Anfrage;Angebot am;Verkäufer;Auftragswert;Gewonnen am;Verloren am;Grund', rows);
}

export function orderTable(calendar: DemoCalendar, deals: readonly Deal[]): Table {
  const rows = deals.flatMap(({ number, order }) => {
    if (order === undefined) return [];
    const { invoice, refund } = order;
    const invoiced = time(calendar, invoice.at);
    const refunded = time(calendar, refund?.at);
    return [
      [
        order.number,
        number,
        germanTime(order.at),
        euros(order.netEuros),
        euros(order.netEuros * 0.19),
        invoiced === '' ? '' : invoice.number,
        invoiced,
        invoiced === '' ? '' : germanDay(invoice.dueOn),
        refunded,
        refunded === '' ? '' : euros(refund?.netEuros ?? 0),
      ],
    ];
  });
  const header = 'Nummer;Abschluss;Bestellt am;Netto;USt;Rechnung;Rechnung am;Fällig am;Erstattet am;Erstattet netto';
  return table('bestellungen.csv', header, rows);
}

export function paymentTable(calendar: DemoCalendar, deals: readonly Deal[]): Table {
  const rows = deals.flatMap(({ order }) => {
    const paid = time(calendar, order?.paidAt);
    return order === undefined || paid === '' ? [] : [[`Z-${order.number.slice(2)}`, order.number, paid, euros(order.netEuros * 1.19)]];
  });
  return table('zahlungen.csv', 'Nummer;Bestellung;Eingang;Betrag', rows);
}

export function costTable(costs: readonly ChannelCost[]): Table {
  const rows = costs.map(({ on, channel, kind, euros: amount, clicks, impressions }) => [
    `${channel}-${on}`,
    germanDay(on),
    channel,
    kind,
    euros(amount),
    clicks,
    impressions,
  ]);
  return table('werbekosten.csv', 'Nummer;Tag;Quelle;Art;Kosten;Klicks;Einblendungen', rows);
}
