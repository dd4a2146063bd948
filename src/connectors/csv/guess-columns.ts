import type { AmountWriting, ColumnKind } from '#core/kernel/own-table-words.ts';
import type { ColumnGuess } from '#usecases/own-table-ports.ts';
import { listedIn } from './fact-rows.ts';
import { isYesOrNo } from './guess-meanings.ts';
import { plainName, roleOfName } from './guess-roles.ts';
import { oneByOrder, timeFits } from './guess-times.ts';
import { moneyPatterns, readMoney } from './money-format.ts';

/** A column is of a kind if nearly all its values are; the others are mistakes to be shown, not a reason to read it as text. */
const NEARLY_ALL = 0.9;
const MOST_VALUES_LISTED = 60;
const FEW_VALUES = 40;
const LONGEST_CATEGORY = 60;
const SAMPLES = 3;
const LONGEST_EMAIL = 254;
const PHONE = /^\+?[\d\s()/.-]{7,25}$/;
const ID = /^[\w./:-]{1,80}$/;

/** The kind of a column by its texts: those that say nothing left out. */
export function guessColumn(name: string, cells: readonly string[], isWorkbook: boolean, currency: string): ColumnGuess {
  const filled = cells.filter((cell) => cell !== '');
  const role = roleOfName(name)?.role ?? null;
  const distinct = countsOf(filled);
  const base = {
    name,
    filled: filled.length,
    misfits: 0,
    samples: [...distinct.keys()].slice(0, SAMPLES).map((text) => text.slice(0, 80)),
    values: [],
    times: [],
    amounts: [],
    undecided: false,
    role,
  };
  if (filled.length === 0) return { ...base, kind: 'empty', reason: 'no_values' };
  const found =
    asTimes(filled, isWorkbook) ??
    asWords(filled, distinct, role) ??
    asNumbers(name, filled, distinct, role, currency) ??
    asTexts(filled, distinct);
  return { ...base, ...found };
}

type Found = Partial<ColumnGuess> & { readonly kind: ColumnKind; readonly reason: ColumnGuess['reason'] };

function asTimes(filled: readonly string[], isWorkbook: boolean): Found | undefined {
  const fits = timeFits(filled);
  const [best] = fits;
  if (best === undefined || best.fitting < filled.length * NEARLY_ALL) return undefined;
  const orders = oneByOrder(fits);
  const undecided = orders.length > 1;
  const ofCells = isWorkbook && best.order === 'ymd';
  const reason = undecided
    ? 'day_and_month_undecided'
    : best.pattern === 'instant'
      ? 'has_offset'
      : ofCells
        ? 'cells_are_dates'
        : 'all_fit';
  const misfits = filled.length - best.fitting;
  return {
    kind: best.precision === 'day' ? 'day' : 'instant',
    reason: misfits > 0 && reason === 'all_fit' ? 'most_fit' : reason,
    misfits,
    times: orders.map(({ pattern }) => pattern),
    undecided,
  };
}

function asWords(filled: readonly string[], distinct: ReadonlyMap<string, number>, role: ColumnGuess['role']): Found | undefined {
  const emails = filled.filter(isEmail).length;
  if (emails >= filled.length * NEARLY_ALL) return fitting('email', filled.length - emails);
  // A phone number is told from other numbers by its sign, its gaps, or the name of the column.
  const phones = filled.filter((text) => PHONE.test(text) && (role === 'phone' || /^\+|^0\d|[\s/()]/.test(text))).length;
  if (phones >= filled.length * NEARLY_ALL && (role === 'phone' || role === null)) return fitting('phone', filled.length - phones);
  if (distinct.size <= 4 && filled.every(isYesOrNo)) return { kind: 'yes_no', reason: 'few_values', values: listed(distinct) };
  return undefined;
}

/** Reads each character once: a cell may be a million of them long, and one upload must not hold up everybody else. */
function isEmail(text: string): boolean {
  if (text.length > LONGEST_EMAIL || /[\s;,]/.test(text)) return false;
  const at = text.indexOf('@');
  const dot = text.indexOf('.', at + 2);
  return at > 0 && text.indexOf('@', at + 1) === -1 && dot !== -1 && dot < text.length - 1;
}

function asNumbers(
  name: string,
  filled: readonly string[],
  distinct: ReadonlyMap<string, number>,
  role: ColumnGuess['role'],
  currency: string,
): Found | undefined {
  const onceEach = distinct.size === filled.length && (filled.length > 1 || role === 'leadNumber');
  if (
    onceEach &&
    filled.every((text) => ID.test(text)) &&
    (role === 'leadNumber' || /(^|[^a-z])(id|nr|no|number|nummer)$/i.test(name) || plainName(name).endsWith('id'))
  )
    return { kind: 'id', reason: 'every_value_once' };
  const whole = filled.filter((text) => /^\d{1,15}$/.test(text)).length;
  const isAmount = role === 'amount';
  if (!isAmount && whole >= filled.length * NEARLY_ALL) return { ...fitting('integer', filled.length - whole), amounts: ['plain'] };
  const read = amountFits(filled, currency);
  const [best] = read;
  if (best === undefined || best.fitting < filled.length * NEARLY_ALL) return undefined;
  const writings = meaningDifferent(read, filled, currency);
  const misfits = filled.length - best.fitting;
  return {
    kind: 'money',
    reason: writings.length > 1 ? 'decimal_undecided' : misfits > 0 ? 'most_fit' : 'all_fit',
    misfits,
    amounts: writings,
    undecided: writings.length > 1,
  };
}

interface AmountFit {
  readonly writing: AmountWriting;
  readonly fitting: number;
}

/** The writings that read the most of the amounts. */
function amountFits(texts: readonly string[], currency: string): readonly AmountFit[] {
  const all = moneyPatterns.map((writing) => ({ writing, fitting: texts.filter((text) => readMoney(text, writing, currency).ok).length }));
  const most = Math.max(...all.map(({ fitting }) => fitting));
  return most === 0 ? [] : all.filter(({ fitting }) => fitting === most);
}

/** Writings that read every text alike are one: only those that differ about an amount are a question. */
function meaningDifferent(fits: readonly AmountFit[], texts: readonly string[], currency: string): readonly AmountWriting[] {
  const kept: { readonly writing: AmountWriting; readonly reading: string }[] = [];
  for (const { writing } of fits) {
    const reading = texts.map((text) => readingOf(text, writing, currency)).join(' ');
    if (!kept.some((one) => one.reading === reading)) kept.push({ writing, reading });
  }
  return kept.map(({ writing }) => writing);
}

function readingOf(text: string, writing: AmountWriting, currency: string): string {
  const read = readMoney(text, writing, currency);
  return read.ok ? read.value : '?';
}

function asTexts(filled: readonly string[], distinct: ReadonlyMap<string, number>): Found {
  const parts = countsOf(filled.flatMap((cell) => (cell.length <= 300 ? listedIn(cell) : [cell])));
  const several = filled.filter((cell) => listedIn(cell).length > 1).length;
  const few = (values: ReadonlyMap<string, number>) =>
    values.size <= FEW_VALUES &&
    (values.size <= 12 || values.size < filled.length / 3) &&
    [...values.keys()].every((value) => value.length <= LONGEST_CATEGORY);
  const named = [...parts.values()].reduce((sum, rows) => sum + rows, 0);
  if (several > 0 && few(parts) && parts.size <= distinct.size && parts.size < named)
    return { kind: 'list', reason: 'several_in_a_cell', values: listed(parts) };
  // Words that come again are a choice somebody made from a list; words that never do are names.
  if (few(distinct) && (distinct.size < filled.length || filled.length <= 2))
    return { kind: 'category', reason: 'few_values', values: listed(distinct) };
  if (distinct.size === filled.length && filled.length > 1 && filled.every((text) => ID.test(text) && /\d/.test(text))) {
    return { kind: 'id', reason: 'every_value_once' };
  }
  return { kind: 'text', reason: 'no_pattern', values: distinct.size <= MOST_VALUES_LISTED ? listed(distinct) : [] };
}

function fitting(kind: ColumnKind, misfits: number): Found {
  return { kind, reason: misfits > 0 ? 'most_fit' : 'all_fit', misfits };
}

function countsOf(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

function listed(counts: ReadonlyMap<string, number>): readonly { readonly value: string; readonly rows: number }[] {
  return [...counts]
    .map(([value, rows]) => ({ value, rows }))
    .sort((a, b) => b.rows - a.rows || (a.value < b.value ? -1 : 1))
    .slice(0, MOST_VALUES_LISTED);
}
