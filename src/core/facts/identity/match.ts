import { companyDomain, isFreeMail } from './domain.ts';
import { emailText, isRoleAccount, readEmail } from './email.ts';
import { type PhoneCountry, readPhone } from './phone.ts';

/** By what somebody is recognised. `domain` leads to a company, never to a person. */
export type MatchKind = 'email' | 'phone' | 'crm_id' | 'domain';

/** One thing by which a person or a company could be recognised, in its one written form: a personal value, to be kept apart. */
export interface MatchValue {
  readonly kind: MatchKind;
  readonly text: string;
  /** A mailbox that several people read. */
  readonly shared: boolean;
}

/** What a personal field of a contact says about who it is. */
export function matchValues(field: string, value: string, country: PhoneCountry): readonly MatchValue[] {
  if (field === 'phone') {
    const phone = readPhone(value, country);
    return phone === undefined ? [] : [{ kind: 'phone', text: phone, shared: false }];
  }
  if (field === 'crmId') return [{ kind: 'crm_id', text: value.trim(), shared: false }];
  const email = field === 'email' ? readEmail(value) : undefined;
  if (email === undefined) return [];
  const address: MatchValue = { kind: 'email', text: emailText(email), shared: isRoleAccount(email) };
  return isFreeMail(email.domain) ? [address] : [address, { kind: 'domain', text: email.domain, shared: false }];
}

/** What the domain of a company says about who it is. */
export function companyMatchValue(domain: string): MatchValue | undefined {
  const text = companyDomain(domain);
  return text === undefined ? undefined : { kind: 'domain', text, shared: false };
}

/** Two contacts or more that share a value; `digest` stands for the value, which nobody needs to know here. */
export interface SharedValue {
  readonly kind: Exclude<MatchKind, 'domain'>;
  readonly digest: string;
  readonly shared: boolean;
  /** In the order in which they became known. */
  readonly people: readonly string[];
}

export type Certainty = 'certain' | 'likely' | 'shared';

/** `person` and `into` look like one; whoever was known first stays. */
export interface MergeProposal {
  readonly person: string;
  readonly into: string;
  readonly certainty: Certainty;
  readonly reasons: readonly SharedValue['kind'][];
}

const certainties: readonly Certainty[] = ['certain', 'likely', 'shared'];

/**
 * Who should be merged with whom, the surest first. `samePerson` gives the one person somebody already is; `keptApart` says whether
 * somebody decided that two are not one. Each contact is proposed once for each one it could be merged into.
 */
export function mergeProposals(
  values: readonly SharedValue[],
  samePerson: (person: string) => string,
  keptApart: (one: string, other: string) => boolean,
): readonly MergeProposal[] {
  const found = new Map<string, MergeProposal>();
  for (const value of values) {
    const people = [...new Set(value.people.map(samePerson))];
    const [into, ...others] = people;
    if (into === undefined) continue;
    for (const person of others) {
      if (
        value.people.some((one) =>
          value.people.some((other) => samePerson(one) === into && samePerson(other) === person && keptApart(one, other)),
        )
      )
        continue;
      const key = `${person} ${into}`;
      const before = found.get(key);
      const certainty = surer(before?.certainty, certaintyOf(value));
      const reasons = [...new Set([...(before?.reasons ?? []), value.kind])].sort();
      found.set(key, { person, into, certainty, reasons });
    }
  }
  const place = ({ certainty, into, person }: MergeProposal) => `${certainties.indexOf(certainty)} ${into} ${person}`;
  return [...found.values()].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

function certaintyOf({ kind, shared }: SharedValue): Certainty {
  if (shared) return 'shared';
  return kind === 'phone' ? 'likely' : 'certain';
}

function surer(a: Certainty | undefined, b: Certainty): Certainty {
  return a !== undefined && certainties.indexOf(a) < certainties.indexOf(b) ? a : b;
}
