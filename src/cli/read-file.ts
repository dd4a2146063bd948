import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { UsageError } from './usage-error.ts';

/** The path, if it leads to a file that can be read. Throws UsageError if not, before anything has begun. */
export function readableFile(path: string): string {
  try {
    accessSync(path, constants.R_OK);
    if (statSync(path).isDirectory()) throw new Error('a folder');
  } catch {
    throw new UsageError({ de: `${path} ist keine lesbare Datei.`, en: `${path} is not a file that can be read.` });
  }
  return path;
}

/** Larger than any document or proof file, and as much as a text may be. */
const LARGEST_TEXT_BYTES = 500_000_000;
const PIECE_BYTES = 1 << 20;

/** Reads piece by piece, because a device or a pipe does not say how much it holds. Throws UsageError above the limit. */
export function readTextFile(path: string): string {
  const file = openSync(readableFile(path), 'r');
  try {
    const pieces: Buffer[] = [];
    for (let bytes = 0; ; ) {
      const piece = Buffer.alloc(PIECE_BYTES);
      const read = readSync(file, piece);
      if (read === 0) return Buffer.concat(pieces).toString('utf8');
      bytes += read;
      if (bytes > LARGEST_TEXT_BYTES) {
        throw new UsageError({
          de: `${path} ist größer als jeder Text, der hier gelesen wird.`,
          en: `${path} is larger than any text that is read here.`,
        });
      }
      pieces.push(piece.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
}
