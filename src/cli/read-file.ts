import { accessSync, constants, readFileSync, statSync } from 'node:fs';
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

export function readTextFile(path: string): string {
  return readFileSync(readableFile(path), 'utf8');
}
