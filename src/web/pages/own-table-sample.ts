/** Enough of a file to know its columns by; what is longer is only sent for the preview of the whole. */
const HEAD_BYTES = 2_000_000;
const LINE_FEED = 10;

/** The first lines of a long CSV file as a file of its own. A workbook can only be read as a whole. */
export async function headOf(file: File | undefined): Promise<File | undefined> {
  if (file === undefined || file.size <= HEAD_BYTES) return file;
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  if (head[0] === 0x50 && head[1] === 0x4b) return file;
  const end = head.lastIndexOf(LINE_FEED);
  return end === -1 ? file : new File([head.subarray(0, end + 1)], file.name, { lastModified: file.lastModified });
}

/** Saves a text as a file on the reader's machine. */
export function saveText(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** The day that a pattern of time reads in a sample, for showing what a choice would mean; undefined where it does not fit. */
export function dayRead(sample: string, pattern: string): string | undefined {
  const order = [...pattern.matchAll(/Y+|M+|D+/g)].map(([token]) => token.charAt(0));
  const numbers = [...sample.matchAll(/\d+/g)].slice(0, 3).map(([digits]) => Number(digits));
  const of = (letter: string) => numbers[order.indexOf(letter)] ?? 0;
  const year = of('Y') < 100 ? of('Y') + 2_000 : of('Y');
  const day = new Date(Date.UTC(year, of('M') - 1, of('D')));
  return day.getUTCMonth() === of('M') - 1 && day.getUTCDate() === of('D') ? day.toISOString() : undefined;
}
