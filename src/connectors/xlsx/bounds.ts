import { RefusalError } from '#core/kernel/result.ts';

/** What a workbook may be; a file beyond it is refused before it costs more than this. */
export const WORKBOOK_BOUNDS = {
  /** Of what the parts unfold to together with how much they were packed: sheets of real exports stay below 40. */
  packedBy: 200,
  /** A part smaller than this may be packed by as much as it likes. */
  ratioFreeBytes: 5_000_000,
  sheetBytes: 1_000_000_000,
  /** Texts, styles and the list of sheets are held in memory. */
  textsBytes: 200_000_000,
  textsChars: 50_000_000,
  texts: 2_000_000,
  otherPartBytes: 8_000_000,
  entries: 5_000,
  directoryBytes: 2_000_000,
  sheets: 100,
  merges: 10_000,
  depth: 64,
  /** Within one row. */
  rowChars: 1_000_000,
  /** Between two marks of a part: longer is no cell but an attack. */
  runBytes: 2_000_000,
} as const;

/** Stops reading a file: import.file_unreadable with one of the reasons in `protocol/refusal-reasons.ts`. */
export function unreadable(file: string, reason: string, params: Readonly<Record<string, string | number>> = {}): RefusalError {
  return new RefusalError({ code: 'import.file_unreadable', params: { file, reason, ...params } });
}
