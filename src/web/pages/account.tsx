import './members.css';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { NameForm } from '../forms/own-name.tsx';
import { PasswordForm } from '../forms/own-password.tsx';
import { SecondFactor } from '../forms/second-factor.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { OpenFrame } from '../shell/frame.tsx';
import { Note } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { type Membership, me } from '../wire/asking.ts';
import { lastWorkspace } from '../wire/last-workspace.ts';

/** An account stands above all workspaces; this leads back to the one the person came from. */
function BackToWork({ memberships }: { readonly memberships: readonly Membership[] }) {
  const open = memberships.filter(({ needsSecondFactor }) => !needsSecondFactor);
  const last = open.find(({ workspace }) => workspace.slug === lastWorkspace()) ?? open[0];
  if (last === undefined) return null;
  return (
    <Link to="/w/$workspace" params={{ workspace: last.workspace.slug }}>
      {last.workspace.name}
    </Link>
  );
}

/** What belongs to the person in every workspace: how they sign in. */
export function AccountPage() {
  const { words } = useSpeech();
  const texts = words.account;
  const { data } = useSuspenseQuery(me);
  const demanding = data.memberships.find(({ needsSecondFactor }) => needsSecondFactor);
  return (
    <OpenFrame>
      <PageHead title={texts.title} lead={texts.lead(data.person.email)} over={<BackToWork memberships={data.memberships} />} />
      {demanding === undefined ? null : (
        <Note title={texts.demanded(demanding.workspace.name)} tone="review" icon="lock" alert>
          <p>{texts.demandedText}</p>
        </Note>
      )}
      <div className="account">
        <NameForm key={data.person.name} person={data.person} />
        <SecondFactor person={data.person} />
        <PasswordForm person={data.person} />
      </div>
    </OpenFrame>
  );
}
