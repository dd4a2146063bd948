import './members.css';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { listInvitations } from '#protocol/endpoints-sign-in.ts';
import { listMembers } from '#protocol/endpoints-workspaces.ts';
import { DemandSecondFactor } from '../forms/demand-second-factor.tsx';
import { InviteDialog } from '../forms/invite-member.tsx';
import { MemberRow } from '../forms/member-row.tsx';
import { WithdrawButton } from '../forms/withdraw-invitation.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { NoPermission } from '../ui/no-permission.tsx';
import { Note } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

export function MembersPage() {
  const { words } = useSpeech();
  const here = useHere();
  const texts = words.members;
  const [inviting, setInviting] = useState(false);
  const manages = here.may('members.manage');
  return (
    <>
      <PageHead title={texts.title} lead={texts.lead}>
        {manages ? <Button onClick={() => setInviting(true)}>{texts.invite}</Button> : null}
      </PageHead>
      {here.may('members.read') ? <MemberTable /> : <NoPermission />}
      {manages ? (
        <>
          <InviteDialog opened={inviting} onClose={() => setInviting(false)} />
          <OpenInvitations />
        </>
      ) : null}
    </>
  );
}

function MemberTable() {
  const { words } = useSpeech();
  const here = useHere();
  const texts = words.members;
  return (
    <Answered of={asking(here.slug, listMembers, {})} lines={4}>
      {({ members, secondFactorRoles }) => (
        <>
          <div className="table-wrap">
            <table className="table stacking members">
              <thead>
                <tr>
                  <th>{texts.name}</th>
                  <th>{texts.email}</th>
                  <th>{texts.role}</th>
                  <th>{texts.twoSteps}</th>
                  <th className="wide-only">{texts.since}</th>
                  <th>{texts.actions}</th>
                </tr>
              </thead>
              <tbody>
                {members.map((member) => (
                  <MemberRow key={member.id} member={member} />
                ))}
              </tbody>
            </table>
          </div>
          {here.may('workspace.manage') ? <DemandSecondFactor roles={secondFactorRoles} /> : null}
        </>
      )}
    </Answered>
  );
}

function OpenInvitations() {
  const { words, format } = useSpeech();
  const here = useHere();
  const texts = words.members;
  return (
    <section className="section">
      <h2>{texts.openTitle}</h2>
      <Answered of={asking(here.slug, listInvitations, {})} lines={2}>
        {({ invitations }) =>
          invitations.length === 0 ? (
            <Note title={texts.openNone} icon="person">
              <p>{texts.openNoneText}</p>
            </Note>
          ) : (
            <ul className="invitations">
              {invitations.map((one) => (
                <li key={one.id} className="decision">
                  <strong>{one.email}</strong>
                  <span>{texts.roles[one.role]}</span>
                  <span className="soft">
                    {texts.expires} {format.day(one.expiresAt, here.workspace.timeZone)}
                  </span>
                  <WithdrawButton id={one.id} email={one.email} />
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </section>
  );
}
