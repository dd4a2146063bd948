import type { ColumnRole } from '#core/kernel/own-table-words.ts';
import { NAMES, TOUCHES } from './guess-names.ts';

/** Letters and digits only, umlauts written out: "E-Mail-Adresse" and "email_adresse" are one name. */
export function plainName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]/g, '');
}

const roleByName = new Map(
  (Object.entries(NAMES) as [ColumnRole, readonly string[]][]).flatMap(([role, names]) =>
    names.map((name, rank) => [name, { role, rank }] as const),
  ),
);

/** What the name of a column speaks for; a smaller rank is the better name for it. */
export function roleOfName(name: string): { readonly role: ColumnRole; readonly rank: number } | undefined {
  const plain = plainName(name);
  return roleByName.get(plain) ?? roleByName.get(plain.replace(/(in)?(eur|euro|usd|netto|brutto)$/, ''));
}

/** The touch that a column or a word in one is about. */
export function touchOfName(name: string): string | undefined {
  const plain = plainName(name);
  return TOUCHES.find(([pattern]) => pattern.test(plain))?.[1];
}

/** A name for a touch nobody foresaw. */
export function touchNamed(name: string): string {
  const letters = name.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss');
  return (
    letters
      .replaceAll(/[^a-z0-9]+/g, '_')
      .replaceAll(/^_+|_+$/g, '')
      .slice(0, 60) || 'action'
  );
}
