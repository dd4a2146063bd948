import { Button, Modal } from '@mantine/core';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type AgreementWire, signAgreement } from '#protocol/endpoints-agreements.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { CheckNumber } from '../ui/marks.tsx';
import { Note } from '../ui/notes.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { tell } from '../ui/tell.ts';
import { ask, me, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

interface SignButtonProps {
  readonly agreement: AgreementWire;
  readonly side: 'payer' | 'payee';
}

/** Offered for the party one acts for: the stated one, else the payer, in whose workspace the agreement lives. */
export function SignButton({ agreement, side }: SignButtonProps) {
  const { words } = useSpeech();
  const texts = words.agreement;
  const here = useHere();
  const queries = useQueryClient();
  const { data } = useSuspenseQuery(me);
  // The number that was shown when the dialog opened: what changes meanwhile is never signed unread.
  const [asked, setAsked] = useState<string | undefined>(undefined);
  const party = agreement[side];
  const sign = useMutation({
    mutationFn: () =>
      ask(here.slug, signAgreement, { params: { id: agreement.id }, body: { hash: asked ?? agreement.hash, party: party.key } }),
    onSuccess: async () => {
      setAsked(undefined);
      tell(words, texts.signedNow(party.name));
      await refreshWorkspace(queries, here.slug);
    },
  });
  const hasChanged = asked !== undefined && asked !== agreement.hash;
  const mine = here.membership.party ?? (here.partner ? undefined : agreement.payer.key);
  if (mine !== party.key || !here.may('agreements.sign')) return null;
  return (
    <>
      <Button className="no-print" onClick={() => setAsked(agreement.hash)}>
        {texts.sign(party.name)}
      </Button>
      <Modal
        opened={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={texts.signTitle(party.name)}
        closeButtonProps={{ 'aria-label': words.shell.close }}
      >
        <div className="stack">
          <p className="soft">{words.newAgreement.numberOf(agreement.version)}</p>
          <div className="stack" style={{ gap: 6 }}>
            <CheckNumber hash={asked ?? agreement.hash} />
            <code className="small" style={{ overflowWrap: 'anywhere' }}>
              {asked}
            </code>
          </div>
          <p>
            {words.ownCompany.signsAs(data.person.name, data.person.email)} <Link to="/account">{words.ownCompany.otherName}</Link>
          </p>
          <p>{texts.signText}</p>
          <div>
            <h3>{words.newAgreement.meansTitle}</h3>
            <p>{words.newAgreement.means}</p>
            <p className="soft">{words.newAgreement.bothTexts}</p>
          </div>
          {hasChanged ? <Note title={words.newAgreement.changedSince} tone="breach" icon="warn" alert /> : null}
          {sign.isError ? <ErrorNote error={sign.error} /> : null}
          <div className="row">
            <Button loading={sign.isPending} disabled={hasChanged} onClick={() => sign.mutate()}>
              {texts.sign(party.name)}
            </Button>
            <Button variant="default" onClick={() => setAsked(undefined)}>
              {words.shell.cancel}
            </Button>
          </div>
        </div>
      </Modal>
    </>
  );
}
