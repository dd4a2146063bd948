import type { ApiKey, Invitation, Member } from '#usecases/access-ports.ts';

export function memberOnWire({ id, name, email, role, party, agreements, joinedAt, secondFactor }: Member) {
  return { id, name, email, role, party, agreements: [...agreements], joinedAt, secondFactor };
}

export function keyOnWire({ id, name, scopes, createdAt, lastUsedAt, startsWith, party, agreements, createdBy }: ApiKey) {
  return { id, name, scopes: [...scopes], createdAt, lastUsedAt, startsWith, party, agreements: [...agreements], createdBy };
}

export function invitationOnWire({ id, email, role, party, agreements, createdAt, expiresAt }: Invitation) {
  return { id, email, role, party, agreements: [...agreements], createdAt, expiresAt };
}
