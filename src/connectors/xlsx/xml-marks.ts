import { SaxesParser } from 'saxes';
import { RefusalError } from '#core/kernel/result.ts';
import { unreadable, WORKBOOK_BOUNDS } from './bounds.ts';

/** Receives the marks of a part in order. Names come without the prefix of their namespace. */
export interface MarkReader {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Reads XML as it arrives and yields after every piece, for what was found so far to be passed on. A document type is refused, so there are
 * no entities but the five of XML and nothing is ever fetched. Throws a RefusalError (import.file_unreadable).
 */
export async function* readMarks(file: string, bytes: AsyncIterable<Uint8Array>, reader: MarkReader): AsyncGenerator<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parser = new SaxesParser({ xmlns: false, position: false, fragment: false });
  let depth = 0;
  let runBytes = 0;
  parser.on('error', () => {
    throw unreadable(file, 'damaged');
  });
  parser.on('doctype', () => {
    throw unreadable(file, 'doctype');
  });
  parser.on('opentag', ({ name, attributes }) => {
    runBytes = 0;
    depth += 1;
    if (depth > WORKBOOK_BOUNDS.depth) throw unreadable(file, 'damaged');
    reader.open?.(localName(name), attributes);
  });
  parser.on('text', (text) => reader.text?.(text));
  parser.on('cdata', (text) => reader.text?.(text));
  parser.on('closetag', ({ name }) => {
    runBytes = 0;
    depth -= 1;
    reader.close?.(localName(name));
  });
  const write = (text: string) => {
    try {
      parser.write(text);
    } catch (error) {
      if (error instanceof RefusalError) throw error;
      throw unreadable(file, 'damaged');
    }
  };
  for await (const chunk of bytes) {
    runBytes += chunk.byteLength;
    if (runBytes > WORKBOOK_BOUNDS.runBytes) throw unreadable(file, 'too_large_inside');
    write(decoded(file, () => decoder.decode(chunk, { stream: true })));
    yield;
  }
  write(decoded(file, () => decoder.decode()));
  try {
    parser.close();
  } catch {
    throw unreadable(file, 'damaged');
  }
  yield;
}

/** The same for a part that is read to its end before anything is done with it. */
export async function readAllMarks(file: string, bytes: AsyncIterable<Uint8Array>, reader: MarkReader): Promise<void> {
  for await (const _ of readMarks(file, bytes, reader)) {
    // The reader keeps what it needs.
  }
}

function decoded(file: string, decode: () => string): string {
  try {
    return decode();
  } catch {
    throw unreadable(file, 'damaged');
  }
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}
