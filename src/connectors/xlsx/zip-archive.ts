import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import type { GivenFile } from '../csv/table-file.ts';
import { unreadable, WORKBOOK_BOUNDS } from './bounds.ts';

/** A part as the directory at the end of the archive describes it; the directory alone is believed. */
interface Entry {
  readonly method: number;
  readonly flags: number;
  readonly checksum: number;
  readonly packedBytes: number;
  readonly headerAt: number;
}

/** A ZIP archive that is read from its directory; nothing is unpacked that nobody asks for, and nothing is written anywhere. */
export interface ZipArchive {
  readonly bytes: number;
  /** SHA-256 of the archive, 64 hex digits. */
  readonly hash: string;
  has(part: string): boolean;
  /** The content of a part as it unfolds. Throws a RefusalError (import.file_unreadable) beyond the bounds or where it is damaged. */
  read(part: string, mostBytes: number): AsyncGenerator<Uint8Array>;
}

const END_BYTES = 22;
/** With a comment of any length. */
const LONGEST_END_BYTES = END_BYTES + 65_535;
const LOCAL_HEADER_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;
const IS_ENCRYPTED = 1;

/** Throws a RefusalError (import.file_unreadable) if the file is no ZIP archive within the bounds. */
export async function openZip(given: GivenFile): Promise<ZipArchive> {
  const sum = createHash('sha256');
  const last: Uint8Array[] = [];
  let lastBytes = 0;
  let bytes = 0;
  for await (const chunk of given.open()) {
    sum.update(chunk);
    bytes += chunk.byteLength;
    last.push(chunk);
    lastBytes += chunk.byteLength;
    for (let first = last[0]; first !== undefined && lastBytes - first.byteLength >= LONGEST_END_BYTES; first = last[0]) {
      lastBytes -= first.byteLength;
      last.shift();
    }
  }
  const tail = Buffer.concat(last);
  const end = tail.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (end < 0 || end + END_BYTES > tail.length) throw unreadable(given.name, 'damaged');
  const entries = await readDirectory(given, tail.subarray(end));
  return {
    bytes,
    hash: sum.digest('hex'),
    has: (part) => entries.has(part),
    read: (part, mostBytes) => readPart(given, entries.get(part), mostBytes),
  };
}

async function readDirectory(given: GivenFile, end: Buffer): Promise<ReadonlyMap<string, Entry>> {
  const count = end.readUInt16LE(10);
  const length = end.readUInt32LE(12);
  if (count > WORKBOOK_BOUNDS.entries || length > WORKBOOK_BOUNDS.directoryBytes) throw unreadable(given.name, 'too_large_inside');
  const directory = await bytesAt(given, end.readUInt32LE(16), length);
  const entries = new Map<string, Entry>();
  for (let at = 0, n = 0; n < count; n += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw unreadable(given.name, 'damaged');
    const nameLength = directory.readUInt16LE(at + 28);
    // Writers disagree on the first slash and some use the separator of Windows; names are only looked up, never used as paths.
    const name = directory
      .toString('utf8', at + 46, at + 46 + nameLength)
      .replaceAll('\\', '/')
      .replace(/^\//, '');
    if (entries.has(name)) throw unreadable(given.name, 'damaged');
    entries.set(name, {
      flags: directory.readUInt16LE(at + 8),
      method: directory.readUInt16LE(at + 10),
      checksum: directory.readUInt32LE(at + 16),
      packedBytes: directory.readUInt32LE(at + 20),
      headerAt: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

async function* readPart(given: GivenFile, entry: Entry | undefined, mostBytes: number): AsyncGenerator<Uint8Array> {
  if (entry === undefined) throw unreadable(given.name, 'damaged');
  if ((entry.flags & IS_ENCRYPTED) !== 0) throw unreadable(given.name, 'encrypted');
  if (entry.method !== STORED && entry.method !== DEFLATED) throw unreadable(given.name, 'damaged');
  const header = await bytesAt(given, entry.headerAt, LOCAL_HEADER_BYTES);
  if (header.readUInt32LE(0) !== 0x04034b50) throw unreadable(given.name, 'damaged');
  const contentAt = entry.headerAt + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = slice(given, contentAt, entry.packedBytes);
  let checksum = 0;
  let unpackedBytes = 0;
  const { ratioFreeBytes, packedBy } = WORKBOOK_BOUNDS;
  for await (const chunk of entry.method === STORED ? packed : inflated(given, packed)) {
    unpackedBytes += chunk.byteLength;
    if (unpackedBytes > mostBytes) throw unreadable(given.name, 'too_large_inside');
    if (unpackedBytes > ratioFreeBytes && unpackedBytes > entry.packedBytes * packedBy) throw unreadable(given.name, 'packed_too_much');
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (checksum !== entry.checksum) throw unreadable(given.name, 'damaged');
}

async function* inflated(given: GivenFile, packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: 65_536 });
  const feeding = pipeline(Readable.from(packed), inflate);
  // Whatever goes wrong is thrown where the content is read, just below.
  feeding.catch(() => {});
  try {
    yield* inflate as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) throw unreadable(given.name, 'damaged');
    throw error;
  } finally {
    inflate.destroy();
  }
}

async function bytesAt(given: GivenFile, start: number, length: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of slice(given, start, length)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A stretch of a file that can only be read from its beginning. */
async function* slice(given: GivenFile, start: number, length: number): AsyncGenerator<Uint8Array> {
  let at = 0;
  const end = start + length;
  if (length === 0) return;
  for await (const chunk of given.open()) {
    const from = Math.max(0, start - at);
    const to = Math.min(chunk.byteLength, end - at);
    if (from < to) yield chunk.subarray(from, to);
    at += chunk.byteLength;
    if (at >= end) return;
  }
  throw unreadable(given.name, 'damaged');
}
