import './pending-strip.css';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useSpeech } from '../i18n/speech.tsx';
import { Icon } from '../ui/icon.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { type PendingDecision, sendNow, UNDO_MS, undoDecision } from './pending-decisions.ts';

/** In place of the buttons while a decision can still be taken back; says that it is not sent yet, and when it will be. */
export function PendingStrip({ name, pending }: { readonly name: string; readonly pending: PendingDecision }) {
  const { words } = useSpeech();
  const texts = words.claimInbox.pending;
  const left = useSecondsLeft(pending.sendAtMs);
  if (pending.state === 'failed') {
    return (
      <div className="pending pending--failed">
        <ErrorNote error={pending.error} retry={() => void sendNow(name)} />
        <Button size="compact-sm" variant="default" onClick={() => undoDecision(name)}>
          {texts.putAside}
        </Button>
      </div>
    );
  }
  const sending = pending.state === 'sending';
  return (
    <div className="pending">
      <span className="pending__said" role="status">
        <Icon name={pending.decision === 'accept' ? 'check' : 'cross'} />
        {texts.decided[pending.decision]}
      </span>
      {/* Every second anew would be read aloud every second. */}
      <span className="pending__left" aria-hidden="true">
        {sending ? texts.sending : texts.sentIn(left)}
      </span>
      <span className="pending__bar" aria-hidden="true" style={{ transform: `scaleX(${(left * 1_000) / UNDO_MS})` }} />
      <Button size="compact-sm" variant="default" disabled={sending} onClick={() => undoDecision(name)}>
        {texts.undo}
      </Button>
      <Button size="compact-sm" variant="subtle" disabled={sending} onClick={() => void sendNow(name)}>
        {texts.now}
      </Button>
    </div>
  );
}

function useSecondsLeft(sendAtMs: number): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const beat = setInterval(() => setNowMs(Date.now()), 250);
    return () => clearInterval(beat);
  }, []);
  return Math.max(0, Math.ceil((sendAtMs - nowMs) / 1_000));
}
