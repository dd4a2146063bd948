import { timeFormat } from './time-format.ts';

/** How many texts a pattern reads, and which order of day and month it stands for. */
export interface TimeFit {
  readonly pattern: string;
  readonly order: 'ymd' | 'dmy' | 'mdy';
  readonly precision: 'day' | 'time';
  readonly fitting: number;
}

const DAYS: readonly (readonly [TimeFit['order'], readonly string[]])[] = [
  ['ymd', ['YYYY-MM-DD', 'YYYY/MM/DD', 'YYYY.MM.DD']],
  ['dmy', ['DD.MM.YYYY', 'D.M.YYYY', 'DD.MM.YY', 'D.M.YY', 'DD/MM/YYYY', 'D/M/YYYY', 'DD/MM/YY', 'D/M/YY', 'DD-MM-YYYY', 'D-M-YYYY']],
  ['mdy', ['MM/DD/YYYY', 'M/D/YYYY', 'MM/DD/YY', 'M/D/YY', 'MM-DD-YYYY', 'M-D-YYYY', 'MM.DD.YYYY', 'M.D.YYYY']],
];
const CLOCKS = [
  '',
  ' HH:mm',
  ' HH:mm:ss',
  'THH:mm:ss',
  'THH:mm',
  ', HH:mm',
  ', HH:mm:ss',
  ' H:mm',
  ' h:mm A',
  ' hh:mm A',
  ' h:mm:ss A',
  ' HH:mm [Uhr]',
  ' HH:mm:ss.SSS',
];

/** The zone is of no account for whether a text fits. */
const PATTERNS = DAYS.flatMap(([order, days]) =>
  days.flatMap((day) => CLOCKS.map((clock) => ({ order, format: timeFormat(day + clock, 'UTC') }))),
);
const SHAPE = /\d{1,4}[-./]\d{1,2}[-./]\d{2,4}/;
/** Enough to see which patterns are worth trying on everything. */
const FIRST_LOOK = 40;

/** The patterns that read the most of the texts, all those that read equally many, the plainest first. */
export function timeFits(texts: readonly string[]): readonly TimeFit[] {
  const first = texts.slice(0, FIRST_LOOK);
  if (!first.some((text) => SHAPE.test(text))) return [];
  const instants = timeFormat('instant', 'UTC');
  const offsets = texts.filter((text) => instants?.read(text) !== undefined).length;
  const found: TimeFit[] = offsets > 0 ? [{ pattern: 'instant', order: 'ymd', precision: 'time', fitting: offsets }] : [];
  for (const { order, format } of PATTERNS) {
    if (format === undefined || !first.some((text) => format.readDay(text) !== undefined)) continue;
    const fitting = texts.filter((text) => format.readDay(text) !== undefined).length;
    if (fitting > 0) found.push({ pattern: format.pattern, order, precision: format.precision, fitting });
  }
  const most = Math.max(0, ...found.map(({ fitting }) => fitting));
  return found.filter(({ fitting }) => fitting === most);
}

/** One pattern per order of day and month: several are left where the texts do not say which of two numbers is the day. */
export function oneByOrder(fits: readonly TimeFit[]): readonly TimeFit[] {
  return fits.filter((fit, index) => fits.findIndex(({ order }) => order === fit.order) === index);
}
