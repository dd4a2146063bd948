import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { assert } from './assert.ts';
import { canonicalJson, type Json } from './canonical-json.ts';

/** A SHA-256 as 64 hex digits, of bytes or of text as UTF-8: the form in which platforms give it fastest. */
export type NativeSha256 = (input: Uint8Array | string) => string;

let native: NativeSha256 | undefined;

/**
 * Lets the platform compute SHA-256 from now on, which is several times faster than the portable code. The same answers are a
 * promise of the caller; it is tried on known vectors first.
 */
export function computeSha256By(digestHex: NativeSha256): void {
  const vectors = ['', 'abc', '„Beleg“ \u{1F9FE}\u0000', 'a'.repeat(1_000)];
  for (const text of vectors) {
    const known = bytesToHex(nobleSha256(utf8ToBytes(text)));
    assert(digestHex(text) === known && digestHex(utf8ToBytes(text)) === known, 'the native digest is SHA-256');
  }
  native = digestHex;
}

/** SHA-256 over the concatenated parts; text counts as UTF-8. */
export function sha256(...parts: readonly (Uint8Array | string)[]): Uint8Array {
  const [only] = parts;
  if (native !== undefined && parts.length === 1 && only !== undefined) return fromHex(native(only));
  const bytes = parts.map((part) => (typeof part === 'string' ? utf8ToBytes(part) : part));
  const whole = bytes.length === 1 && bytes[0] !== undefined ? bytes[0] : concatBytes(...bytes);
  return native === undefined ? nobleSha256(whole) : fromHex(native(whole));
}

export function hex(bytes: Uint8Array): string {
  return bytesToHex(bytes);
}

const DIGIT = Uint8Array.from({ length: 103 }, (_, code) => Number.parseInt(String.fromCharCode(code), 16) || 0);

/** The bytes of lower-case hex digits that are known to be such. */
export function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = ((DIGIT[text.charCodeAt(2 * at)] ?? 0) << 4) | (DIGIT[text.charCodeAt(2 * at + 1)] ?? 0);
  }
  return bytes;
}

export function sha256Hex(text: string): string {
  return native === undefined ? hex(nobleSha256(utf8ToBytes(text))) : native(text);
}

/** The identity of a document: SHA-256 of its canonical JSON, as 64 hex digits. */
export function contentHashOf(document: Json): string {
  return sha256Hex(canonicalJson(document));
}

/** The short form people compare by eye: 7F3A-91C2. */
export function checkNumber(hashHex: string): string {
  return `${hashHex.slice(0, 4)}-${hashHex.slice(4, 8)}`.toUpperCase();
}
