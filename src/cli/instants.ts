import { addDays, type IsoInstant, isDay, isMonth, parseInstant, startOfDay, toIso } from '#core/kernel/instant.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { UsageError } from './usage-error.ts';

/** An instant as typed: with zone or offset, or a day, which begins at midnight in the zone. Refusal: time.not_an_instant. */
export function instantOf(text: string, timeZone: string): IsoInstant {
  return toIso(isDay(text) ? startOfDay(text, timeZone) : valueOrThrow(parseInstant(text)));
}

/** A deadline: a day counts to its end. */
export function endOf(text: string, timeZone: string): IsoInstant {
  return isDay(text) ? toIso(startOfDay(addDays(text, 1), timeZone) - 1) : instantOf(text, timeZone);
}

export function monthOf(option: string, text: string): string {
  if (isMonth(text)) return text;
  throw new UsageError({ de: `--${option} ist ein Monat wie 2026-03.`, en: `--${option} is a month such as 2026-03.` });
}
