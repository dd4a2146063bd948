/** Countries whose national way of writing numbers is understood: 0 before the area code. */
export type PhoneCountry = 'DE' | 'AT' | 'CH';

const callingCodes: Readonly<Record<PhoneCountry, string>> = { DE: '49', AT: '43', CH: '41' };

/** Where a workspace in this time zone writes numbers from; a number without country code is read as one of there. */
export function phoneCountryOf(timeZone: string): PhoneCountry {
  if (timeZone === 'Europe/Vienna') return 'AT';
  return timeZone === 'Europe/Zurich' ? 'CH' : 'DE';
}

/**
 * A number in E.164, such as +498912345678: international with + or 00, or national with a leading 0. A 0 in brackets after the country
 * code is not dialled from abroad and falls away. Undefined if it could be more than one number, or none.
 */
export function readPhone(raw: string, country: PhoneCountry): string | undefined {
  const text = raw
    .normalize('NFKC')
    .trim()
    .replace(/^tel:/i, '')
    .replace(/\(0\)/g, (zero, at: number) => (/^(\+|00)/.test(raw.trim()) && at > 0 ? ' ' : zero));
  if (!/^\+?[\d\s()./\-\u2010-\u2015]+$/.test(text)) return undefined;
  const plus = text.startsWith('+');
  const digits = text.replaceAll(/\D/g, '');
  const international = plus ? digits : digits.startsWith('00') ? digits.slice(2) : undefined;
  if (international !== undefined) return international.startsWith('0') ? undefined : e164(withoutTrunkZero(international));
  // Without a leading 0 it may be a number inside of a town, of which there are many.
  return digits.startsWith('0') ? e164(callingCodes[country] + digits.slice(1)) : undefined;
}

/** People write +49 0 89 ...; in these countries no number goes on with 0 after the country code. */
function withoutTrunkZero(digits: string): string {
  const code = Object.values(callingCodes).find((one) => digits.startsWith(one));
  return code !== undefined && digits.startsWith('0', code.length) ? code + digits.slice(code.length + 1) : digits;
}

/** At most 15 digits, says E.164; below 8 it is a service or an extension. */
function e164(digits: string): string | undefined {
  return digits.length >= 8 && digits.length <= 15 && !/^\d{1,3}0*$/.test(digits) ? `+${digits}` : undefined;
}
