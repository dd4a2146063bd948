import type { Role } from '#core/kernel/permissions.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Access } from './access-ports.ts';
import type { Asker, Ports } from './ports.ts';
import { ARBITER } from './side-of-caller.ts';

/** Whom a caller stands for; null: nobody but the workspace itself, whose members see all of it. */
export type PartyOfCaller = string | null;

/**
 * The same caller without the confinement of a partner: for work of the workspace that a look of the partner only sets off, such as
 * determining claims, and for files whose whole content the two parties owe each other.
 */
export function wholeWorkspace({ workspace, actor }: Asker): Asker {
  return { workspace, actor };
}

/**
 * Lets a partner through to its own agreements only; to all others the agreement does not exist. The database hides its rows too; this
 * says it in words. Refusal: agreement.unknown.
 */
export function mayReadAgreement(asker: Asker, agreementId: string): Result<undefined> {
  return isOpen(asker, agreementId) ? ok(undefined) : refuse('agreement.unknown', { agreement: agreementId });
}

/** The same for a statement, which belongs to its agreement. Refusal: statement.unknown. */
export async function mayReadStatement(ports: Pick<Ports, 'statements'>, asker: Asker, statementId: string): Promise<Result<undefined>> {
  if (asker.agreements === undefined) return ok(undefined);
  const statement = await ports.statements.byId(asker, statementId);
  const seen = statement !== undefined && isOpen(asker, statement.agreementId);
  return seen ? ok(undefined) : refuse('statement.unknown', { statement: statementId });
}

function isOpen({ agreements }: Asker, agreementId: string): boolean {
  return agreements === undefined || agreements.includes(agreementId);
}

/** The ids of the agreements a caller may see. */
export async function readableAgreements(ports: Pick<Ports, 'documents'>, asker: Asker): Promise<ReadonlySet<string>> {
  const all = await ports.documents.agreements(asker);
  return new Set(all.map(({ agreement }) => agreement.id).filter((id) => isOpen(asker, id)));
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
  agreementId?: string,
): Promise<Result<undefined>> {
  if (own !== null) return own === party ? ok(undefined) : refuse('access.party_reserved', { party });
  const members = await access.people.membersOf(asker.workspace);
  const reserved = members.some(
    (member) =>
      member.role === 'partner' && member.party === party && (agreementId === undefined || member.agreements.includes(agreementId)),
  );
  return reserved ? refuse('access.party_reserved', { party }) : ok(undefined);
}

/** A key decides for the payer, unless a partner stands for the payer. Refusals: agreement.unknown, access.party_reserved. */
export async function mayDecideAsPayer(
  ports: Pick<Ports, 'documents'>,
  access: Pick<Access, 'people'>,
  asker: Asker,
  own: PartyOfCaller,
  agreementId: string,
): Promise<Result<undefined>> {
  const newest = (await ports.documents.agreementVersions(asker, agreementId)).at(-1);
  if (newest === undefined) return refuse('agreement.unknown', { agreement: agreementId });
  return maySignFor(access, asker, own, newest.agreement.parties.payer.key, agreementId);
}

/**
 * What a role needs besides its name: a partner names its party and agreements in which it really is one, or is the arbiter that they
 * name; nobody else names any.
 * Nobody stands for the payer: the workspace is the payer's, and could decide nothing any more.
 * Refusals: input.invalid, agreement.unknown, agreement.party_unknown, access.party_of_payer.
 */
export async function checkPartner(
  ports: Pick<Ports, 'documents'>,
  asker: Asker,
  request: { readonly role: Role; readonly party?: string; readonly agreements?: readonly string[] },
): Promise<Result<{ readonly party: string | null; readonly agreements: readonly string[] }>> {
  const { role, party, agreements = [] } = request;
  if (role !== 'partner') {
    if (party === undefined && agreements.length === 0) return ok({ party: null, agreements: [] });
    return refuse('input.invalid', { at: 'role', expects: 'partner, the one role with a party and agreements' });
  }
  if (party === undefined) return refuse('input.invalid', { at: 'party', expects: 'the key of the party a partner stands for' });
  if (agreements.length === 0) return refuse('input.invalid', { at: 'agreements', expects: 'at least one agreement of the partner' });
  for (const agreement of new Set(agreements)) {
    const versions = await ports.documents.agreementVersions(asker, agreement);
    if (versions.length === 0) return refuse('agreement.unknown', { agreement });
    const arbiter = versions.at(-1)?.agreement.dispute.arbiter === undefined ? [] : [ARBITER];
    const parties = [...new Set([...versions.flatMap(({ agreement: { parties: p } }) => [p.payer.key, p.payee.key]), ...arbiter])];
    if (!parties.includes(party)) return refuse('agreement.party_unknown', { agreement, party, parties });
    const pays = versions.some(({ agreement: { parties: p } }) => p.payer.key === party);
    if (pays) return refuse('access.party_of_payer', { party, agreement });
  }
  return ok({ party, agreements: [...new Set(agreements)].sort() });
}
