import { Button, Modal, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type * as z from 'zod';
import { type Role, roles } from '#core/kernel/permissions.ts';
import { changeMember, type memberWire, removeMember } from '#protocol/endpoints-workspaces.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { tell } from '../ui/tell.ts';
import { ask, me, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { PartnerChoice, type Partnership } from './partner-choice.tsx';

type Member = z.infer<typeof memberWire>;

export function MemberRow({ member }: { readonly member: Member }) {
  const { words, format } = useSpeech();
  const texts = words.members;
  const here = useHere();
  const manages = here.may('members.manage');
  return (
    <tr>
      <td>{member.name}</td>
      <td>{member.email}</td>
      <td>
        {manages ? <RoleChoice member={member} /> : texts.roles[member.role]}
        {member.role === 'partner' ? <div className="small soft">{[member.party, ...member.agreements].join(' · ')}</div> : null}
      </td>
      <td className={member.secondFactor ? '' : 'soft'}>{member.secondFactor ? texts.twoStepsOn : texts.twoStepsOff}</td>
      <td className="wide-only">{format.day(member.joinedAt, here.workspace.timeZone)}</td>
      <td className="num">{manages ? <RemoveButton member={member} /> : null}</td>
    </tr>
  );
}

function RoleChoice({ member }: { readonly member: Member }) {
  const { words } = useSpeech();
  const texts = words.members;
  const here = useHere();
  const queries = useQueryClient();
  const [partner, setPartner] = useState<Partnership>();
  const change = useMutation({
    mutationFn: ({ role, ...partnership }: { readonly role: Role; readonly party?: string; readonly agreements?: readonly string[] }) =>
      ask(here.slug, changeMember, {
        params: { id: member.id },
        body: {
          role,
          ...(partnership.party === undefined ? {} : { party: partnership.party, agreements: [...(partnership.agreements ?? [])] }),
        },
      }),
    onSuccess: async (changed) => {
      setPartner(undefined);
      tell(words, texts.changed(changed.name, texts.roles[changed.role]));
      await queries.invalidateQueries(me);
      await refreshWorkspace(queries, here.slug);
    },
  });
  const choose = (role: Role) => {
    if (role === 'partner') setPartner({ party: member.party ?? '', agreements: member.agreements });
    else change.mutate({ role });
  };
  return (
    <>
      <NativeSelect
        aria-label={texts.roleOf(member.name)}
        value={member.role}
        disabled={change.isPending}
        data={roles.map((one) => ({ value: one, label: texts.roles[one] }))}
        onChange={(event) => choose(roles.find((one) => one === event.currentTarget.value) ?? member.role)}
      />
      {change.isError && partner === undefined ? <ErrorNote error={change.error} /> : null}
      <Modal
        opened={partner !== undefined}
        onClose={() => setPartner(undefined)}
        title={texts.changed(member.name, texts.roles.partner)}
        closeButtonProps={{ 'aria-label': words.shell.close }}
      >
        {partner === undefined ? null : (
          <div className="stack">
            <PartnerChoice value={partner} onChange={setPartner} />
            {change.isError ? <ErrorNote error={change.error} /> : null}
            <Button
              loading={change.isPending}
              disabled={partner.party === '' || partner.agreements.length === 0}
              onClick={() => change.mutate({ role: 'partner', ...partner })}
            >
              {texts.changed(member.name, texts.roles.partner)}
            </Button>
          </div>
        )}
      </Modal>
    </>
  );
}

function RemoveButton({ member }: { readonly member: Member }) {
  const { words } = useSpeech();
  const texts = words.members;
  const here = useHere();
  const queries = useQueryClient();
  const [asked, setAsked] = useState(false);
  const remove = useMutation({
    mutationFn: () => ask(here.slug, removeMember, { params: { id: member.id } }),
    onSuccess: async ({ keys }) => {
      setAsked(false);
      tell(words, texts.removed(member.name));
      if (keys.length > 0) tell(words, texts.keysLeft(keys.map(({ name }) => name).join(', ')));
      await refreshWorkspace(queries, here.slug);
    },
  });
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setAsked(true)} aria-label={texts.removeOf(member.name)}>
        {texts.remove}
      </Button>
      <Modal
        opened={asked}
        onClose={() => setAsked(false)}
        title={texts.removeTitle(member.name)}
        closeButtonProps={{ 'aria-label': words.shell.close }}
      >
        <div className="stack">
          <p>{texts.removeText}</p>
          {remove.isError ? <ErrorNote error={remove.error} /> : null}
          <div className="row">
            <Button variant="outline" loading={remove.isPending} onClick={() => remove.mutate()}>
              {texts.removeOf(member.name)}
            </Button>
            <Button variant="default" onClick={() => setAsked(false)}>
              {words.shell.cancel}
            </Button>
          </div>
        </div>
      </Modal>
    </>
  );
}
