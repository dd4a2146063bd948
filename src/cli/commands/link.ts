import { valueOrThrow } from '#core/kernel/result.ts';
import { createSignInLink, signInUrl } from '#usecases/create-sign-in-link.ts';
import { listMembers } from '#usecases/list-members.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { instantText } from '../format.ts';
import { UsageError } from '../usage-error.ts';

async function ownerOf(context: Context): Promise<string> {
  const { access } = await context.product();
  const owner = (await listMembers(access, await context.asker())).find((member) => member.role === 'owner');
  if (owner !== undefined) return owner.email;
  throw new UsageError({ de: 'Für wen? `belegbar link <e-mail>`', en: 'For whom? `belegbar link <e-mail>`' });
}

export const link: Command = {
  name: 'link',
  summary: { de: 'macht einen Anmeldelink, der einmal gilt', en: 'makes a link to sign in that works once' },
  arguments: [
    {
      name: 'e-mail',
      count: 'optional',
      help: { de: 'Adresse eines Mitglieds (sonst der Inhaber)', en: 'address of a member (else the owner)' },
    },
  ],
  async run(typed, context) {
    const { ports, access, publicUrl } = await context.product();
    const email = typed.optionalArgument('e-mail') ?? (await ownerOf(context));
    const made = valueOrThrow(await createSignInLink(access, ports.clock, email));
    const url = signInUrl(publicUrl, made);
    return { json: { email, signInLink: url, expiresAt: made.expiresAt }, text: `${url}\n${email}, ${instantText(made.expiresAt)}` };
  },
};
