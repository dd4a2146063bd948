/** How a style shows a number: as a number, a day, a day with a time, or a time of day. */
export type Shown = 'number' | 'day' | 'moment' | 'time';

/** ECMA-376 part 1, 18.8.30: what the numbers of built-in formats mean; those of East Asian versions included. */
export function builtInShown(formatId: number): Shown {
  if (formatId === 22) return 'moment';
  if ((formatId >= 14 && formatId <= 17) || (formatId >= 27 && formatId <= 31) || formatId === 36) return 'day';
  if ((formatId >= 50 && formatId <= 54) || formatId === 57 || formatId === 58) return 'day';
  if ((formatId >= 18 && formatId <= 21) || (formatId >= 32 && formatId <= 35) || (formatId >= 45 && formatId <= 47)) return 'time';
  return formatId === 55 || formatId === 56 ? 'time' : 'number';
}

/** The same for a format code such as `dd.mm.yyyy hh:mm`; what stands in quotes or brackets or behind a backslash means nothing. */
export function shownByCode(code: string): Shown {
  const bare = (code.split(';')[0] ?? '')
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .toLowerCase();
  if (/general|standard|[0#?]/.test(bare.replace(/\.0+/g, ''))) return 'number';
  const hasDay = /[yd]|mmm/.test(bare) || /^m+$/.test(bare.trim());
  const hasTime = /[hs]|am\/pm/.test(bare);
  if (hasDay) return hasTime ? 'moment' : 'day';
  return hasTime ? 'time' : 'number';
}

/** Workbooks keep fifteen significant digits of a number that has a fraction; behind those stands what binary fractions leave over. */
const KEPT_DIGITS = 15;

/** A number as it is stored, as a decimal without an exponent; undefined if it is none. */
export function decimalOf(stored: string): string | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/.exec(stored);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  let digits = (whole + fraction).replace(/^0+/, '');
  // How many of the digits stand behind the point.
  let scale = fraction.length - Number(exponent);
  if (digits === '') return '0';
  if (digits.length > KEPT_DIGITS && scale > 0) {
    const cut = digits.length - KEPT_DIGITS;
    const kept = BigInt(digits.slice(0, KEPT_DIGITS)) + ((digits[KEPT_DIGITS] ?? '0') >= '5' ? 1n : 0n);
    digits = kept.toString();
    scale -= cut;
  }
  if (Math.abs(scale) > 400) return undefined;
  if (scale <= 0) return `${minus(sign)}${digits}${'0'.repeat(-scale)}`;
  const padded = digits.padStart(scale + 1, '0');
  const after = padded.slice(-scale).replace(/0+$/, '');
  return `${minus(sign)}${padded.slice(0, -scale)}${after === '' ? '' : `.${after}`}`;
}

function minus(sign: string): string {
  return sign === '-' ? '-' : '';
}

const DAY_S = 86_400;

/**
 * A serial number as a day and a time of the clock on the wall, to the second; undefined outside of what workbooks can show. The system of 1900 counts
 * a 29 February 1900 that never was: its number 60 stays that day, for the reader of days to refuse.
 */
export function momentOf(serial: number, shown: Exclude<Shown, 'number'>, is1904: boolean): string | undefined {
  if (!(serial >= 0 && serial < 2_958_466)) return undefined;
  const seconds = Math.round(serial * DAY_S);
  const day = Math.floor(seconds / DAY_S);
  const time = new Date((seconds - day * DAY_S) * 1_000).toISOString().slice(11, 19);
  if (shown === 'time' && day === 0) return time;
  const date = dayOf(day, is1904);
  return shown === 'day' && time === '00:00:00' ? date : `${date} ${time}`;
}

function dayOf(day: number, is1904: boolean): string {
  if (!is1904 && day === 60) return '1900-02-29';
  const from = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30);
  return new Date(from + day * DAY_S * 1_000).toISOString().slice(0, 10);
}

/** `AB12` is column 27, counted from 0; undefined where the reference names none. */
export function columnOf(reference: string | undefined): number | undefined {
  const letters = /^([A-Z]{1,3})\d{1,7}$/.exec(reference ?? '')?.[1];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
