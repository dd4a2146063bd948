import { canonicalJson } from './canonical-json.ts';
import { hex, sha256 } from './hash.ts';

/** A UUID of version 8 made of the first 128 bits of a SHA-256. */
function uuidFrom(bytes: Uint8Array): string {
  const b = bytes.slice(0, 16);
  b[6] = ((b[6] ?? 0) & 0x0f) | 0x80;
  b[8] = ((b[8] ?? 0) & 0x3f) | 0x80;
  const h = hex(b);
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
}

/** An id that depends on nothing but its parts, so that every machine and every order of arrival derives the same one. */
export function derivedId(...parts: readonly string[]): string {
  return uuidFrom(sha256(canonicalJson(parts)));
}

/** An id from 16 or more random bytes, drawn by the caller. */
export function randomId(random: Uint8Array): string {
  return uuidFrom(random);
}
