import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Access } from './access-ports.ts';
import type { Asker, Ports, StoredAgreement } from './ports.ts';

/** Whom a caller stands for; null: nobody but the workspace itself, whose members see all of it. */
export type PartyOfCaller = string | null;

function isPartyOf(party: PartyOfCaller, { agreement }: StoredAgreement): boolean {
  return party === null || agreement.parties.payer.key === party || agreement.parties.payee.key === party;
}

/** Lets a partner through to its own agreements only; to all others the agreement does not exist. Refusal: agreement.unknown. */
export async function mayReadAgreement(
  ports: Pick<Ports, 'documents'>,
  asker: Asker,
  party: PartyOfCaller,
  agreementId: string,
): Promise<Result<undefined>> {
  if (party === null) return ok(undefined);
  const versions = await ports.documents.agreementVersions(asker, agreementId);
  return versions.some((version) => isPartyOf(party, version)) ? ok(undefined) : refuse('agreement.unknown', { agreement: agreementId });
}

/** The same for a statement, which belongs to its agreement. Refusal: statement.unknown. */
export async function mayReadStatement(
  ports: Pick<Ports, 'documents' | 'statements'>,
  asker: Asker,
  party: PartyOfCaller,
  statementId: string,
): Promise<Result<undefined>> {
  if (party === null) return ok(undefined);
  const statement = await ports.statements.byId(asker, statementId);
  const seen = statement !== undefined && (await mayReadAgreement(ports, asker, party, statement.agreementId)).ok;
  return seen ? ok(undefined) : refuse('statement.unknown', { statement: statementId });
}

/** The ids of the agreements a caller may see. */
export async function readableAgreements(
  ports: Pick<Ports, 'documents'>,
  asker: Asker,
  party: PartyOfCaller,
): Promise<ReadonlySet<string>> {
  const all = await ports.documents.agreements(asker);
  return new Set(all.filter((stored) => isPartyOf(party, stored)).map((stored) => stored.agreement.id));
}

/** Over HTTP a person signs for one side only: a partner for itself, everybody else in the workspace for the payer. Refusal: access.party_reserved. */
export async function maySignAsPerson(
  ports: Pick<Ports, 'documents'>,
  asker: Asker,
  own: PartyOfCaller,
  agreementId: string,
  party: string,
): Promise<Result<undefined>> {
  const newest = (await ports.documents.agreementVersions(asker, agreementId)).at(-1);
  const side = own ?? newest?.agreement.parties.payer.key;
  return side === party ? ok(undefined) : refuse('access.party_reserved', { party });
}

/** A partner signs for itself only; a party that a partner stands for is signed by nobody else. Refusal: access.party_reserved. */
export async function maySignFor(
  access: Pick<Access, 'people'>,
  asker: Asker,
  own: PartyOfCaller,
  party: string,
): Promise<Result<undefined>> {
  if (own !== null) return own === party ? ok(undefined) : refuse('access.party_reserved', { party });
  const members = await access.people.membersOf(asker.workspace);
  const reserved = members.some((member) => member.role === 'partner' && member.party === party);
  return reserved ? refuse('access.party_reserved', { party }) : ok(undefined);
}
