import { type Role, roles } from '#core/kernel/permissions.ts';
import type { Option, Typed } from './command.ts';
import { UsageError } from './usage-error.ts';

/** What says whom somebody stands for, wherever a role or a key is given. */
export const partnerOptions: Readonly<Record<'party' | 'agreements', Option>> = {
  party: {
    value: '<key>',
    help: { de: 'für einen Partner: seine Vertragspartei', en: 'for a partner: the party it stands for' },
  },
  agreements: {
    value: '<a,b>',
    help: {
      de: 'für einen Partner: seine Verträge, alles andere bleibt ihm verborgen',
      en: 'for a partner: its agreements, all it will see',
    },
  },
};

export function partnerIn(typed: Typed): { readonly party?: string; readonly agreements?: readonly string[] } {
  const party = typed.option('party');
  const agreements = typed
    .option('agreements')
    ?.split(',')
    .map((id) => id.trim());
  return { ...(party === undefined ? {} : { party }), ...(agreements === undefined ? {} : { agreements }) };
}

export function roleIn(text: string): Role {
  const role = roles.find((known) => known === text);
  if (role !== undefined) return role;
  throw new UsageError({
    de: `„${text}“ ist keine Rolle. Es gibt: ${roles.join(', ')}`,
    en: `"${text}" is no role. There are: ${roles.join(', ')}`,
  });
}

export const roleHelp = { de: `eine von ${roles.join(', ')}`, en: `one of ${roles.join(', ')}` };
