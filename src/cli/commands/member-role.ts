import { valueOrThrow } from '#core/kernel/result.ts';
import { changeRole } from '#usecases/change-member.ts';
import type { Command } from '../command.ts';
import { partnerIn, partnerOptions, roleHelp, roleIn } from '../partner-options.ts';

export const memberRole: Command = {
  name: 'member role',
  summary: { de: 'gibt einem Mitglied eine andere Rolle', en: 'gives a member another role' },
  arguments: [
    { name: 'member', help: { de: 'E-Mail-Adresse oder Kennung', en: 'e-mail address or id' } },
    { name: 'role', help: roleHelp },
  ],
  options: partnerOptions,
  async run(typed, context) {
    const { ports, access } = await context.product();
    const request = { member: typed.argument('member'), role: roleIn(typed.argument('role')), ...partnerIn(typed) };
    const member = valueOrThrow(await changeRole(ports, access, await context.asker(), request));
    return { json: { ...member }, text: `${member.name}, ${member.email}: ${member.role}` };
  },
};
