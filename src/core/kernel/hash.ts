import { hmac } from '@noble/hashes/hmac.js';
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson, type Json } from './canonical-json.ts';

/** SHA-256 over the concatenated parts; text counts as UTF-8. */
export function sha256(...parts: readonly (Uint8Array | string)[]): Uint8Array {
  const bytes = parts.map((part) => (typeof part === 'string' ? utf8ToBytes(part) : part));
  return nobleSha256(bytes.length === 1 && bytes[0] !== undefined ? bytes[0] : concatBytes(...bytes));
}

export function hex(bytes: Uint8Array): string {
  return bytesToHex(bytes);
}

export function sha256Hex(text: string): string {
  return hex(sha256(text));
}

/** The identity of a document: SHA-256 of its canonical JSON, as 64 hex digits. */
export function contentHashOf(document: Json): string {
  return sha256Hex(canonicalJson(document));
}

export function hmacSha256Hex(salt: Uint8Array, value: string): string {
  return hex(hmac(nobleSha256, salt, utf8ToBytes(value)));
}

/** The short form people compare by eye: 7F3A-91C2. */
export function checkNumber(hashHex: string): string {
  return `${hashHex.slice(0, 4)}-${hashHex.slice(4, 8)}`.toUpperCase();
}
