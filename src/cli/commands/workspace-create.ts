import { valueOrThrow } from '#core/kernel/result.ts';
import { signInUrl } from '#usecases/create-sign-in-link.ts';
import { createWorkspace } from '#usecases/create-workspace.ts';
import type { Workspace } from '#usecases/ports.ts';
import type { Command } from '../command.ts';
import { instantText } from '../format.ts';
import { pairs } from '../table.ts';
import { UsageError } from '../usage-error.ts';

const purposes: readonly string[] = ['real', 'demo', 'test'] satisfies Workspace['purpose'][];

function purposeOf(text: string): Workspace['purpose'] {
  if (text === 'real' || text === 'demo' || text === 'test') return text;
  throw new UsageError({ de: `--purpose ist ${purposes.join(', ')}.`, en: `--purpose is ${purposes.join(', ')}.` });
}

export const workspaceCreate: Command = {
  name: 'workspace create',
  summary: {
    de: 'legt einen Arbeitsbereich an und zeigt den Anmeldelink seines Inhabers',
    en: 'creates a workspace and shows its owner a link to sign in',
  },
  arguments: [
    { name: 'name', help: { de: 'Kurzname: Kleinbuchstaben, Ziffern, Bindestriche', en: 'short name: small letters, digits, hyphens' } },
  ],
  options: {
    title: { value: '<text>', help: { de: 'voller Name (sonst der Kurzname)', en: 'full name (else the short one)' } },
    currency: { value: '<code>', help: { de: 'Währung nach ISO 4217 (sonst EUR)', en: 'ISO 4217 currency (else EUR)' } },
    'time-zone': {
      value: '<zone>',
      help: { de: 'Zeitzone, etwa Europe/Berlin (sonst die des Rechners)', en: 'time zone such as Europe/Berlin (else this machine’s)' },
    },
    purpose: {
      value: '<real|demo|test>',
      help: {
        de: 'für immer fest: echte Daten, Vorführung oder Probe (sonst real)',
        en: 'fixed for ever: real data, demo or test (else real)',
      },
    },
    owner: { value: '<e-mail>', help: { de: 'E-Mail-Adresse des Inhabers', en: 'the owner’s e-mail address' } },
    'owner-name': { value: '<text>', help: { de: 'Name des Inhabers', en: 'the owner’s name' } },
  },
  async run(typed, context) {
    const product = await context.product();
    const slug = typed.argument('name');
    const user = context.outside.userName;
    const created = valueOrThrow(
      await createWorkspace(product.ports, product.access, {
        slug,
        name: typed.option('title') ?? slug,
        currency: typed.option('currency') ?? 'EUR',
        timeZone: typed.option('time-zone') ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
        purpose: purposeOf(typed.option('purpose') ?? 'real'),
        owner: { email: typed.option('owner') ?? `${user}@localhost`, name: typed.option('owner-name') ?? user },
      }),
    );
    const { workspace, link } = created;
    const signInLink = signInUrl(product.publicUrl, link);
    return {
      json: { ...workspace, signInLink, linkExpiresAt: link.expiresAt },
      text: pairs([
        [context.say({ de: 'Arbeitsbereich', en: 'Workspace' }), `${workspace.slug} (${workspace.currency}, ${workspace.timeZone})`],
        [context.say({ de: 'Anmelden', en: 'Sign in' }), signInLink],
        [context.say({ de: 'gilt einmal, bis', en: 'once, until' }), instantText(link.expiresAt)],
      ]),
    };
  },
};
