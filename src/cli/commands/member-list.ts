import { listMembers } from '#usecases/list-members.ts';
import type { Command } from '../command.ts';
import { instantText } from '../format.ts';
import { table } from '../table.ts';

export const memberList: Command = {
  name: 'member list',
  summary: { de: 'zeigt die Mitglieder, ihre Rollen und offene Einladungen', en: 'shows the members, their roles and open invitations' },
  async run(_, context) {
    const { access } = await context.product();
    const asker = await context.asker();
    const members = await listMembers(access, asker);
    const invitations = await access.invitations.open(asker.workspace);
    const rows = [
      ...members.map(({ name, email, role, party, agreements, joinedAt }) => ({ name, email, role, party, agreements, at: joinedAt })),
      ...invitations.map(({ email, role, party, agreements, createdAt }) => ({
        name: context.say({ de: '(eingeladen)', en: '(invited)' }),
        email,
        role,
        party,
        agreements,
        at: createdAt,
      })),
    ];
    return {
      json: { members: members.map((member) => ({ ...member })), invitations: invitations.map((invitation) => ({ ...invitation })) },
      text: table(
        [
          { title: context.say({ de: 'Name', en: 'Name' }), cell: (row) => row.name },
          { title: context.say({ de: 'E-Mail', en: 'E-mail' }), cell: (row) => row.email },
          { title: context.say({ de: 'Rolle', en: 'Role' }), cell: (row) => row.role },
          { title: context.say({ de: 'Partei', en: 'Party' }), cell: (row) => row.party ?? '' },
          { title: context.say({ de: 'Verträge', en: 'Agreements' }), cell: (row) => row.agreements.join(', ') },
          { title: context.say({ de: 'seit', en: 'Since' }), cell: (row) => instantText(row.at) },
        ],
        rows,
        context.say({ de: 'Niemand gehört zu diesem Arbeitsbereich.', en: 'Nobody belongs to this workspace.' }),
      ),
    };
  },
};
