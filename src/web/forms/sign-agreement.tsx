import { Button, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type AgreementWire, signAgreement } from '#protocol/endpoints-agreements.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { CheckNumber } from '../ui/marks.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { tell } from '../ui/tell.ts';
import { ask, refreshWorkspace } from '../wire/asking.ts';
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
  const [asked, setAsked] = useState(false);
  const party = agreement[side];
  const sign = useMutation({
    mutationFn: () => ask(here.slug, signAgreement, { params: { id: agreement.id }, body: { hash: agreement.hash, party: party.key } }),
    onSuccess: async () => {
      setAsked(false);
      tell(words, texts.signedNow(party.name));
      await refreshWorkspace(queries, here.slug);
    },
  });
  const mine = here.membership.party ?? (here.partner ? undefined : agreement.payer.key);
  if (mine !== party.key || !here.may('agreements.sign')) return null;
  return (
    <>
      <Button onClick={() => setAsked(true)}>{texts.sign(party.name)}</Button>
      <Modal
        opened={asked}
        onClose={() => setAsked(false)}
        title={texts.signTitle(party.name)}
        closeButtonProps={{ 'aria-label': words.shell.close }}
      >
        <div className="stack">
          <CheckNumber hash={agreement.hash} />
          <p>{texts.signText}</p>
          {sign.isError ? <ErrorNote error={sign.error} /> : null}
          <div className="row">
            <Button loading={sign.isPending} onClick={() => sign.mutate()}>
              {texts.sign(party.name)}
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
