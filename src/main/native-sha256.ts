import { createHash, hash } from 'node:crypto';

const CHUNK = 65_536;

/** SHA-256 by the platform, as the core may use it (computeSha256By). Long texts go in pieces: encoding them whole costs twice. */
export function nativeSha256(input: Uint8Array | string): string {
  if (typeof input !== 'string' || input.length <= CHUNK) return hash('sha256', input, 'hex');
  const digest = createHash('sha256');
  for (let from = 0; from < input.length; ) {
    // A pair of surrogates stays together.
    const isPairCut = /[\ud800-\udbff]$/.test(input.slice(from, from + CHUNK).slice(-1));
    const until = from + CHUNK - (isPairCut ? 1 : 0);
    digest.update(input.slice(from, until));
    from = until;
  }
  return digest.digest('hex');
}
