import { asciiDomain } from './domain.ts';

export interface EmailAddress {
  readonly local: string;
  readonly domain: string;
}

/** Mailboxes that several people read. */
const roles = new Set(
  `info kontakt contact office buero büro sales vertrieb verkauf support service hilfe help hello hallo mail email post poststelle admin
  administrator webmaster hostmaster postmaster abuse noreply no-reply donotreply do-not-reply newsletter buchhaltung rechnung rechnungen
  invoice invoices billing accounting finance finanzen team marketing presse press einkauf purchasing bestellung bestellungen order orders
  jobs karriere career bewerbung hr personal datenschutz privacy dpo legal zentrale sekretariat empfang reception anfrage anfragen
  geschaeftsfuehrung geschäftsführung it praxis kanzlei verwaltung shop welcome willkommen termin termine`.split(/\s+/),
);

/**
 * An address in its one form: without spaces, in lower case, the domain in ASCII, without what follows a `+`; at Google also without
 * dots, since Google delivers them all to one mailbox. Undefined if it is no address.
 */
export function readEmail(raw: string): EmailAddress | undefined {
  const text = raw
    .trim()
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^mailto:/, '')
    .replace(/^<(.*)>$/, '$1');
  const at = text.lastIndexOf('@');
  const domain = asciiDomain(text.slice(at + 1));
  if (at < 1 || domain === undefined) return undefined;
  const isGoogle = domain === 'gmail.com' || domain === 'googlemail.com';
  const untagged = text.slice(0, at).split('+')[0] ?? '';
  const local = isGoogle ? untagged.replaceAll('.', '') : untagged;
  if (local === '' || local.length > 64 || /[\s"(),:;<>@[\\\]]/.test(local)) return undefined;
  return { local, domain: isGoogle ? 'gmail.com' : domain };
}

export function emailText({ local, domain }: EmailAddress): string {
  return `${local}@${domain}`;
}

/** Whether several people read this mailbox, so that it tells nobody apart. */
export function isRoleAccount({ local }: EmailAddress): boolean {
  return roles.has(local) || roles.has(local.replace(/[._-]?\d+$/, ''));
}
