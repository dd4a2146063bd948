import './sign-in.css';
import { Link } from '@tanstack/react-router';
import { useSpeech } from '../i18n/speech.tsx';
import { OpenFrame } from '../shell/frame.tsx';
import { PageHead } from '../ui/page-head.tsx';

export function NoWorkspacePage() {
  const { words } = useSpeech();
  return (
    <OpenFrame>
      <PageHead title={words.access.noWorkspace} />
      <div className="stack prose">
        <p>{words.access.noWorkspaceText}</p>
        <code className="command">npx belegbar workspace create</code>
        <p>
          <Link to="/own-company">{words.ownCompany.link}</Link>
        </p>
      </div>
    </OpenFrame>
  );
}
