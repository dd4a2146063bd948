import * as fc from 'fast-check';
import { toIso } from '#core/kernel/instant.ts';
import { type Event, START } from './random-events.ts';

const DAY_HOURS = 24;
const hoursIn = (from: number, to: number) => fc.integer({ min: from, max: to }).map((day) => day * DAY_HOURS);
const dayIn = (from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((day) => toIso(START + day * DAY_HOURS * 3_600_000).slice(0, 10));

const plain = (kind: string, subject: string, hours: number, data: Event['data'], late = 0): Event => ({
  kind,
  subject,
  hours,
  late,
  data,
});

const atHours = (hours: number) => toIso(START + hours * 3_600_000);

/** Proposal and signatures of one version: the first before everything else, later ones with effect in the middle of a month. */
function signedBy(index: number, hours: number, effectiveHours: number, between: number): Event[] {
  const data = { hash: `HASH${index}`, by: 'client', effectiveFrom: atHours(effectiveHours) };
  const signature = (party: string, at: number) =>
    plain('agreement.signed', 'AGREEMENT', at, { hash: `HASH${index}`, party, person: party });
  return [
    plain('agreement.proposed', 'AGREEMENT', hours - 5, data),
    signature('client', hours),
    signature('partner', hours + between),
    ...(between % 2 === 0 ? [] : [signature('client', hours + between + 1)]),
  ];
}

/** A stretch that begins, ends or lasts, and may be known late. */
const stretch = (begins: string, ends: string, subject: string, data: Event['data']) =>
  fc
    .record({
      from: hoursIn(0, 90),
      for: fc.option(hoursIn(0, 30), { nil: undefined, freq: 5 }),
      late: fc.constantFrom(0, 0, 240, 1_200),
      endsLate: fc.constantFrom(0, 0, 240, 1_500),
    })
    .map((drawn): Event[] => [
      plain(begins, subject, drawn.from, data, drawn.late),
      ...(drawn.for === undefined ? [] : [plain(ends, subject, drawn.from + drawn.for, data, drawn.endsLate)]),
    ]);

const pause = stretch('agreement.paused', 'agreement.resumed', 'AGREEMENT', { reason: 'holidays', by: 'client' });
const outage = stretch('tracking.lost', 'tracking.restored', 'source:ga4', { cause: 'consent banner' });

/** An early end, known after every signature: what it leaves is left of the newest version. */
const end = fc
  .record({ hours: hoursIn(61, 110), lastOn: dayIn(40, 120), reason: fc.constant('moves on'), by: fc.constant('client') })
  .map(({ hours, ...data }): Event => plain('agreement.ended', 'AGREEMENT', hours, data));

const often = <T>(arbitrary: fc.Arbitrary<T>, weight: number): fc.Arbitrary<readonly T[]> =>
  fc.oneof({ weight: 10 - weight, arbitrary: fc.constant([]) }, { weight, arbitrary: fc.array(arbitrary, { minLength: 1, maxLength: 2 }) });

/** What happens to the agreement itself: its versions are signed, it is paused, it ends early, tracking is lost. */
export function randomCourse(versions: number): fc.Arbitrary<readonly Event[]> {
  const signing = fc.record({ hours: hoursIn(5, 55), effective: hoursIn(0, 90), between: fc.constantFrom(0, 1, 24, 48) });
  return fc
    .record({
      first: fc.record({ hours: fc.constantFrom(-40, -40, -40, -40, -40, 120), between: fc.constantFrom(0, 1) }),
      later: fc.array(signing, { minLength: versions - 1, maxLength: versions - 1 }),
      pauses: often(pause, 3),
      outages: often(outage, 4),
      ends: often(end, 2),
    })
    .map(({ first, later, pauses, outages, ends }) => {
      const ordered = [...later].sort((a, b) => a.hours - b.hours);
      return [
        ...signedBy(0, first.hours, -50, first.between),
        ...ordered.flatMap(({ hours, effective, between }, index) => signedBy(index + 1, hours + 2 * index, effective, between)),
        ...pauses.flat(),
        ...outages.flat(),
        ...ends,
      ];
    });
}
