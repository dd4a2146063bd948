import { type CustomTypesConfig, types } from 'pg';

const INT8 = 20;
const DATE = 1082;
const TIMESTAMPTZ = 1184;
const NUMERIC = 1700;

/** How columns are read: int8 as bigint, a day as its text, numeric as text, an instant in its one wire form. */
export const columnTypes: CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (format !== 'binary') {
      if (oid === INT8) return BigInt;
      if (oid === DATE || oid === NUMERIC) return String;
      if (oid === TIMESTAMPTZ) return wireInstant;
    }
    return types.getTypeParser(oid, format);
  },
};

/** 2026-01-31 23:00:00.5+00, as PostgreSQL prints it in UTC, becomes 2026-01-31T23:00:00.500Z. */
export function wireInstant(text: string): string {
  const end = text.length - 3;
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${end > 20 ? text.slice(20, Math.min(end, 23)).padEnd(3, '0') : '000'}Z`;
}
