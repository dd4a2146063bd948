const monthsDe = ['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni', 'Juli', 'August', 'September', 'Oktober', 'November', 'Dezember'];
const monthsEn = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** A window of tiers and caps by its key (2026-01, 2026-Q1, term), so that it can stand behind "in": "im 1. Quartal 2026". */
export function windowTextDe(window: string): string {
  const { year, month, quarter } = partsOf(window);
  if (month !== undefined) return `im ${monthsDe[month - 1] ?? month} ${year}`;
  if (quarter !== undefined) return `im ${quarter}. Quartal ${year}`;
  return window === 'term' ? 'in der gesamten Laufzeit' : `in ${window}`;
}

/** The same in English: "in January 2026". */
export function windowTextEn(window: string): string {
  const { year, month, quarter } = partsOf(window);
  if (month !== undefined) return `in ${monthsEn[month - 1] ?? month} ${year}`;
  if (quarter !== undefined) return `in quarter ${quarter} of ${year}`;
  return window === 'term' ? 'in the whole term' : `in ${window}`;
}

function partsOf(window: string): { readonly year?: string | undefined; readonly month?: number; readonly quarter?: string } {
  const [, year, quarter, month] = /^(\d{4})-(?:Q(\d)|(\d\d))$/.exec(window) ?? [];
  return { year, ...(month === undefined ? {} : { month: Number(month) }), ...(quarter === undefined ? {} : { quarter }) };
}
