export interface Tampering {
  readonly text: string;
  readonly before: string;
  readonly after: string;
}

/** A copy in which one digit of one line's amount differs: what a dishonest or broken hand might do. */
export function changeOneDigit(text: string): Tampering | undefined {
  // In the canonical form the statement follows all earlier ones, and a line begins with its amount.
  const begin = text.lastIndexOf('"statement":{');
  const places = [...text.matchAll(/"amountMinor":"(-?)([1-9]\d*)","arithmetic"/g)].filter((place) => place.index > begin);
  const place = places.at(Math.floor(places.length / 2));
  if (place === undefined) return undefined;
  const [whole, sign = '', digits = ''] = place;
  const at = Math.max(0, digits.length - 4);
  const digit = Number(digits[at]);
  const changed = `${digits.slice(0, at)}${digit === 9 ? 8 : digit + 1}${digits.slice(at + 1)}`;
  const replaced = whole.replace(`"${sign}${digits}"`, `"${sign}${changed}"`);
  return {
    text: text.slice(0, place.index) + replaced + text.slice(place.index + whole.length),
    before: sign + digits,
    after: sign + changed,
  };
}
