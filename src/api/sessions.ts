import type { Person } from '#usecases/access-ports.ts';

/** Sessions of people, as the API needs them; cookies are handed through as they are. */
export interface Sessions {
  /** Whose session cookie this is, if it is in force. */
  personOf(headers: Headers): Promise<Person | undefined>;
  /** Uses up a one-time link; the cookies to set, or undefined if the link is unusable. */
  open(token: string, headers: Headers): Promise<readonly string[] | undefined>;
  /** Ends the session; the cookies to set. */
  close(headers: Headers): Promise<readonly string[]>;
}
