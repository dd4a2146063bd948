import { valueOrThrow } from '#core/kernel/result.ts';
import { invitationUrl, inviteMember } from '#usecases/invite-member.ts';
import type { Command } from '../command.ts';
import { instantText } from '../format.ts';
import { partnerIn, partnerOptions, roleHelp, roleIn } from '../partner-options.ts';
import { UsageError } from '../usage-error.ts';

export const invite: Command = {
  name: 'invite',
  summary: { de: 'lädt jemanden ein; den Link geben Sie selbst weiter', en: 'invites somebody; you hand over the link yourself' },
  arguments: [{ name: 'e-mail', help: { de: 'Adresse der Person', en: 'address of the person' } }],
  options: { role: { value: '<role>', required: true, help: roleHelp }, ...partnerOptions },
  async run(typed, context) {
    const { ports, access, publicUrl } = await context.product();
    const email = typed.argument('e-mail');
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) {
      throw new UsageError({ de: `„${email}“ ist keine E-Mail-Adresse`, en: `"${email}" is no e-mail address` });
    }
    const role = roleIn(typed.required('role'));
    const made = valueOrThrow(await inviteMember(ports, access, await context.asker(), { email, role, ...partnerIn(typed) }));
    const url = invitationUrl(publicUrl, made.token);
    const { id, expiresAt } = made.invitation;
    return { json: { id, email, role, invitation: url, expiresAt }, text: `${url}\n${email}, ${role}, ${instantText(expiresAt)}` };
  },
};
