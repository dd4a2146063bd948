import { encodePunycode } from './punycode.ts';

/** Mail services that anybody can have an address at: their domains say nothing about a company. */
const freeMail = new Set(
  `gmail.com googlemail.com gmx.de gmx.net gmx.at gmx.ch gmx.com gmx.eu web.de t-online.de freenet.de arcor.de online.de email.de mail.de
  outlook.com outlook.de hotmail.com hotmail.de live.com live.de msn.com yahoo.com yahoo.de ymail.com icloud.com me.com mac.com aol.com
  aol.de mail.com posteo.de posteo.net mailbox.org proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tuta.io tuta.com
  bluewin.ch hispeed.ch sunrise.ch aon.at chello.at inode.at drei.at vodafone.de vodafonemail.de unitybox.de kabelmail.de o2online.de
  o2mail.de netcologne.de ewetel.net ewe.net versanet.de 1und1.de magenta.de yandex.com yandex.ru mail.ru zoho.com fastmail.com hey.com
  duck.com privaterelay.appleid.com`.split(/\s+/),
);

/** A domain in the form computers compare: lower case, names in other scripts as `xn--`. Undefined if it is none. */
export function asciiDomain(raw: string): string | undefined {
  const labels = raw.normalize('NFKC').toLowerCase().replaceAll('。', '.').replace(/\.$/, '').split('.');
  if (labels.length < 2) return undefined;
  const ascii: string[] = [];
  for (const label of labels) {
    const written = /^[\u0020-\u007e]*$/.test(label) ? label : `xn--${encodePunycode(label)}`;
    if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(written)) return undefined;
    ascii.push(written);
  }
  const domain = ascii.join('.');
  return domain.length > 253 || /^\d+$/.test(ascii.at(-1) ?? '') ? undefined : domain;
}

export function isFreeMail(domain: string): boolean {
  return freeMail.has(domain);
}

/** The domain by which a company is known, from a domain or web address as people write it; undefined for a free mail service. */
export function companyDomain(raw: string): string | undefined {
  const host = raw
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/^[^/@]*@/, '')
    .split(/[/?#:]/)[0];
  const domain = asciiDomain((host ?? '').replace(/^www\./i, ''));
  return domain === undefined || isFreeMail(domain) ? undefined : domain;
}
