import type { IsoDay } from '#core/kernel/instant.ts';

/** A region with public holidays of its own. */
export interface HolidayRegion {
  /** ISO 3166-2, such as DE-BW. */
  readonly key: string;
  readonly country: 'DE' | 'AT' | 'CH';
  readonly name: string;
}

export interface PublicHoliday {
  readonly on: IsoDay;
  readonly name: { readonly de: string; readonly en: string };
}

/** Public holidays of German, Austrian and Swiss regions, without those that only some of their municipalities keep. */
export interface Holidays {
  regions(): readonly HolidayRegion[];
  /** In the order of days; empty if the region is not known. */
  inYear(region: string, year: number): readonly PublicHoliday[];
}
