import { DAY_MS, type Instant, type IsoInstant, toIso } from '#core/kernel/instant.ts';

const DAYS_KEPT = 20_000;
const dayTexts = new Map<number, string>();
const minuteTexts = Array.from({ length: 1_440 }, (_, minute) => toIso(minute * 60_000).slice(11, 17));
const secondTexts = Array.from({ length: 60 }, (_, second) => toIso(second * 1_000).slice(17));

/** The text that core's `toIso` writes, put together from parts made before: an import writes one or two per row. */
export function writeIso(at: Instant): IsoInstant {
  const day = Math.floor(at / DAY_MS);
  const ms = at - day * DAY_MS;
  if (ms % 1_000 !== 0) return toIso(at);
  let text = dayTexts.get(day);
  if (text === undefined) {
    if (dayTexts.size >= DAYS_KEPT) dayTexts.clear();
    text = toIso(at).slice(0, 11);
    dayTexts.set(day, text);
  }
  const second = ms / 1_000;
  return text + (minuteTexts[Math.floor(second / 60)] ?? '') + (secondTexts[second % 60] ?? '');
}
