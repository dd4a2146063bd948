import * as fc from 'fast-check';
import { addDays, startOfDay } from '#core/kernel/instant.ts';
import type { RandomAgreement } from './random-agreement.ts';
import { type Event, START } from './random-events.ts';

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;

const kinds = ['rejected', 'notice', 'refund', 'churn', 'met', 'failed', 'captured', 'won', 'again', 'again'] as const;
type Echo = { readonly kind: (typeof kinds)[number]; readonly index: number; readonly early: number };

/** What follows another event by exactly a term of the contract, or an hour earlier or later. */
export const randomEchoes: fc.Arbitrary<readonly Echo[]> = fc.array(
  fc.record({ kind: fc.constantFrom(...kinds), index: fc.nat(500), early: fc.constantFrom(0, 0, 0, 0, 1, -1) }),
  { minLength: 3, maxLength: 15, size: 'max' },
);

interface Terms {
  readonly term: { readonly to: string };
  readonly timeZone: string;
  readonly review: { readonly days: number; readonly silence?: { readonly noticeWithinDays: number } };
  readonly components: readonly {
    readonly clawBack?: { readonly days: number };
    readonly holdBack?: { readonly releaseAfterDays: number };
    readonly dedup?: { readonly days: number | 'forever' };
  }[];
}

const founding = ['lead.captured', 'appointment.booked', 'deal.won', 'order.placed'];

export function echoesOf(echoes: readonly Echo[], { versions }: RandomAgreement, events: readonly Event[]): readonly Event[] {
  const founded = events.filter(({ kind }) => founding.includes(kind));
  return echoes.flatMap(({ kind, index, early }): Event[] => {
    const event = founded[index % Math.max(founded.length, 1)];
    const terms = versions[index % versions.length] as Terms | undefined;
    if (event === undefined || terms === undefined) return [];
    const { clawBack, holdBack, dedup } = terms.components[index % terms.components.length] ?? {};
    const { subject, hours, late } = event;
    const happened = (name: string, at: number, data: Event['data'], about = subject): Event[] => [
      { kind: name, subject: about, hours: at - early, late: 0, data },
    ];
    const inDays = (days: number | undefined, from: number) => from + (days ?? 10) * DAY_HOURS;
    const claim = { agreement: 'AGREEMENT' };
    const released = inDays(holdBack?.releaseAfterDays, hours);
    switch (kind) {
      case 'rejected':
        return happened('claim.rejected', inDays(terms.review.days, hours + late), { ...claim, reason: 'other' });
      case 'notice': {
        const data = { ...claim, notice: 'silence', deadline: new Date(START).toISOString(), channel: 'mail' };
        return happened('notice.delivered', inDays(terms.review.silence?.noticeWithinDays, hours + late), data);
      }
      case 'refund':
        return subject.startsWith('order:')
          ? happened('order.refunded', inDays(clawBack?.days, hours), { net: event.data['net'] ?? null, reason: 'back' })
          : [];
      case 'churn':
        return happened('subscription.ended', index % 2 === 0 ? released : inDays(clawBack?.days, hours), { reason: 'left' }, 'person:0');
      case 'met':
        return happened('holdback.condition_met', released, { ...claim, condition: 'paid' });
      case 'failed':
        return happened('holdback.condition_failed', released, { ...claim, condition: 'paid' });
      case 'again': {
        // The same person, company or deal once more, as far away as the dedup window reaches.
        const apart = typeof dedup?.days === 'number' ? dedup.days : 5;
        return event.kind === 'lead.captured' || event.kind === 'order.placed'
          ? happened(event.kind, inDays(apart, hours), event.data, `${subject.split(':')[0] ?? ''}:${30 + (index % 6)}`)
          : [];
      }
      case 'captured': {
        const end = (startOfDay(addDays(terms.term.to, 1), terms.timeZone) - START) / HOUR_MS;
        return happened('lead.captured', end, { source: 'google', person: 'person:0' }, `lead:${20 + (index % 3)}`);
      }
      default: {
        if (!subject.startsWith('lead:')) return [];
        // Rejected first and won after all; perhaps then silence, with a notice of its own.
        const won = inDays(2 + (index % 40), hours + late);
        const data = { ...claim, notice: 'silence', deadline: new Date(START).toISOString(), channel: 'mail' };
        return [
          ...happened('claim.rejected', inDays(1, hours + late), { ...claim, reason: 'other' }),
          ...happened('deal.won', won, { leads: [subject] }, `deal:${20 + (index % 5)}`),
          ...happened('notice.delivered', inDays(terms.review.silence?.noticeWithinDays, won - early), data),
          ...(index % 4 === 0 ? happened('claim.accepted', won + DAY_HOURS, claim) : []),
        ];
      }
    }
  });
}

/** Cuts at the very end of a review, where silence does not count yet, and at the release of what was held back. */
export function cutsAt(echoes: readonly Echo[], { versions }: RandomAgreement, events: readonly Event[]): readonly number[] {
  const founded = events.filter(({ kind }) => founding.includes(kind));
  const [first] = echoes;
  const event = founded[(first?.index ?? 0) % Math.max(founded.length, 1)];
  const terms = versions[0] as Terms | undefined;
  if (first === undefined || event === undefined || terms === undefined || first.index % 3 !== 0) return [];
  const { holdBack } = terms.components[0] ?? {};
  const at =
    first.index % 2 === 0
      ? event.hours + event.late + terms.review.days * DAY_HOURS
      : event.hours + (holdBack?.releaseAfterDays ?? 0) * DAY_HOURS;
  return at > 1_200 ? [at] : [];
}
