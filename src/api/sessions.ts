import type { Result } from '#core/kernel/result.ts';
import type { Language, Person } from '#usecases/access-ports.ts';

export interface SignedIn extends Person {
  /** Whether signing in asks for a code besides. */
  readonly secondFactor: boolean;
  /** Null until they chose one. */
  readonly language: Language | null;
}

export type Credential = { readonly token: string } | { readonly email: string; readonly password: string };

/** How far somebody came in; the cookies are to be set. */
export interface Entrance {
  /** `code`: the first step is done, a code is still needed. */
  readonly state: 'in' | 'code';
  readonly cookies: readonly string[];
}

export interface Enrolment {
  readonly uri: string;
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

/** Sessions of people, as the API needs them; cookies are handed through as they are. */
export interface Sessions {
  /** Whose session cookie this is, if it is in force. */
  personOf(headers: Headers): Promise<SignedIn | undefined>;
  hasPassword(person: string): Promise<boolean>;
  /** Uses up a one-time link, or checks address and password. Refusals: access.sign_in_link_unusable, access.sign_in_unusable, access.too_many_attempts. */
  open(credential: Credential, headers: Headers): Promise<Result<Entrance>>;
  /** The second step: a code of the app or a recovery code. Refusals: access.second_factor_unusable, access.too_many_attempts. */
  enterCode(code: string, headers: Headers): Promise<Result<Entrance>>;
  /** For somebody who has just become known, with a password if one was chosen; the cookies to set. */
  start(person: string, password: string | undefined, headers: Headers): Promise<readonly string[]>;
  /** Sets or changes the password and ends the other sessions; the cookies to set. Refusals: access.sign_in_unusable, access.too_many_attempts. */
  setPassword(request: { readonly password: string; readonly current?: string }, headers: Headers): Promise<Result<readonly string[]>>;
  /** Refusals: access.sign_in_unusable, access.second_factor_in_force, access.too_many_attempts. */
  enrol(password: string | undefined, headers: Headers): Promise<Result<Enrolment>>;
  /** Puts the second factor in force; the cookies to set. Refusals: access.second_factor_unusable, access.too_many_attempts. */
  confirm(code: string, headers: Headers): Promise<Result<readonly string[]>>;
  /** New recovery codes in place of the old ones. Refusals: those of confirm, and access.sign_in_unusable. */
  drawRecoveryCodes(code: string, password: string | undefined, headers: Headers): Promise<Result<readonly string[]>>;
  /** Switches the second factor off; the cookies to set. Refusals: those of confirm, and access.sign_in_unusable. */
  endSecondFactor(code: string, password: string | undefined, headers: Headers): Promise<Result<readonly string[]>>;
  /** Ends the session; the cookies to set. */
  close(headers: Headers): Promise<readonly string[]>;
}
