/** Where a text is quoted, so that brackets and slashes inside quotes mean nothing. `comment`: the rule has remarks. */
export function scan(text: string): { readonly quotedAt: Uint8Array; readonly comment: boolean } {
  const quotedAt = new Uint8Array(text.length);
  let comment = false;
  let at = 0;
  while (at < text.length) {
    const sign = text.charAt(at);
    if (sign === '"' || sign === "'") {
      const end = endOfQuote(text, at);
      quotedAt.fill(1, at, end);
      at = end;
      continue;
    }
    if (text.startsWith('//', at)) comment = true;
    at += 1;
  }
  return { quotedAt, comment };
}

function endOfQuote(text: string, start: number): number {
  const sign = text.charAt(start);
  const mark = text.startsWith(sign.repeat(3), start) ? sign.repeat(3) : sign;
  const raw = /[rR]/.test(text.charAt(start - 1));
  for (let at = start + mark.length; at < text.length; at++) {
    if (text.charAt(at) === '\\' && !raw) at += 1;
    else if (text.startsWith(mark, at)) return at + mark.length;
  }
  return text.length;
}

/**
 * The text of a part of a rule. The parser leaves out the brackets around a part and those at its ends, so that the range is widened
 * until every bracket has its partner.
 */
export function textOf(text: string, quotedAt: Uint8Array, start: number, end: number): string {
  let from = start;
  let to = end;
  let open = 0;
  let missing = 0;
  for (let at = from; at < to; at++) {
    if (quotedAt[at] === 1) continue;
    if ('([{'.includes(text.charAt(at))) open += 1;
    if (!')]}'.includes(text.charAt(at))) continue;
    if (open > 0) open -= 1;
    else missing += 1;
  }
  for (; missing > 0 && from > 0; from--) if (text.charAt(from - 1) === '(') missing -= 1;
  for (; open > 0 && to < text.length; to++) if (')]}'.includes(text.charAt(to))) open -= 1;
  return text.slice(from, to).trim();
}
