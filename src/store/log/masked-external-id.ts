import { createHmac } from 'node:crypto';

/** An address, or a number written as people dial it: with + or 00 in front. Plain digits are an ordinary id. */
const PERSONAL = /^[^\s@]+@[^\s@]+\.[^\s@]+$|^\s*(\+|00)[\d\s()/.-]{7,}$/;

export function looksPersonal(externalId: string): boolean {
  return PERSONAL.test(externalId);
}

/** What stands in the log instead of an e-mail address or phone number used as an id: the same for the same id of a workspace. */
export function maskedExternalId(salt: Uint8Array, externalId: string): string {
  return `hmac-sha256:${createHmac('sha256', salt).update(externalId.trim().toLowerCase()).digest('hex')}`;
}
