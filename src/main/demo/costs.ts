import { addDays, type IsoDay } from '#core/kernel/instant.ts';
import { type DemoCalendar, dayIn } from './calendar.ts';
import type { Dice } from './dice.ts';
import type { Channel } from './enquiry-plan.ts';

/** What a channel cost in one month. */
export interface ChannelCost {
  readonly on: IsoDay;
  readonly channel: Channel;
  readonly kind: 'media' | 'fee' | 'content' | 'hours' | 'tool';
  readonly euros: number;
  readonly clicks?: number;
  readonly impressions?: number;
}

/** Months of the two fairs, with stand and staff. */
const fairs: Readonly<Record<number, number>> = { 2: 9_400, 8: 7_850 };

/** Costs per channel and month; months of which only some days belong to the demo are charged for those. */
export function costsOf({ from, months, today }: DemoCalendar, chance: Dice): readonly ChannelCost[] {
  const before = from.slice(0, 7) < (months[0] ?? '') ? [from.slice(0, 7)] : [];
  return [...before, ...months].flatMap((month, place): readonly ChannelCost[] => {
    const index = place - before.length;
    const last = dayIn(month, 31);
    const on = last < today ? last : addDays(today, -1);
    const began = from > `${month}-01` ? from : `${month}-01`;
    const daysHad = on < began ? 0 : Number(on.slice(8)) - Number(began.slice(8)) + 1;
    if (daysHad === 0) return [];
    const part = (euros: number) => Math.round((euros * daysHad) / Number(last.slice(8)));
    const ads = part(chance.between(1_720, 2_080));
    const social = part(chance.between(890, 1_060));
    const fair = fairs[index];
    return [
      { on, channel: 'google_ads', kind: 'media', euros: ads, clicks: Math.round(ads / 2.9), impressions: ads * 21 },
      { on, channel: 'linkedin', kind: 'media', euros: social, clicks: Math.round(social / 5.6), impressions: social * 34 },
      { on, channel: 'industrieportal', kind: 'fee', euros: part(390) },
      { on, channel: 'empfehlung', kind: 'content', euros: part(80) },
      ...(fair === undefined ? [] : [{ on, channel: 'messe', kind: 'fee', euros: part(fair) } as const]),
    ];
  });
}
