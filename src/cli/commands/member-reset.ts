import { RefusalError } from '#core/kernel/result.ts';
import { listMembers } from '#usecases/list-members.ts';
import type { Command } from '../command.ts';

export const memberReset: Command = {
  name: 'member reset',
  summary: {
    de: 'schaltet für jemanden die Anmeldung in zwei Schritten aus, etwa nach Verlust des Telefons',
    en: 'switches signing in in two steps off for somebody, such as after losing the phone',
  },
  arguments: [{ name: 'member', help: { de: 'E-Mail-Adresse oder Kennung', en: 'e-mail address or id' } }],
  async run(typed, context) {
    const { access } = await context.product();
    const who = typed.argument('member');
    const member = (await listMembers(access, await context.asker())).find(({ id, email }) => id === who || email === who.toLowerCase());
    if (member === undefined) throw new RefusalError({ code: 'member.unknown', params: { member: who } });
    await access.people.endSecondFactor(member.id);
    return {
      json: { member: member.id, email: member.email, secondFactor: false },
      text: context.say({
        de: `${member.email} meldet sich jetzt in einem Schritt an.`,
        en: `${member.email} now signs in in one step.`,
      }),
    };
  },
};
