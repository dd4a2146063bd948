import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { revokeInvitation } from '#protocol/endpoints-sign-in.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { tell } from '../ui/tell.ts';
import { ask, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

export function WithdrawButton(props: { readonly id: string; readonly email: string }) {
  const { words } = useSpeech();
  const here = useHere();
  const queries = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () => ask(here.slug, revokeInvitation, { params: { id: props.id } }),
    onSuccess: async () => {
      tell(words, words.members.withdrawn(props.email));
      await refreshWorkspace(queries, here.slug);
    },
  });
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        loading={withdraw.isPending}
        onClick={() => withdraw.mutate()}
        aria-label={words.members.withdrawOf(props.email)}
      >
        {words.members.withdraw}
      </Button>
      {withdraw.isError ? <ErrorNote error={withdraw.error} /> : null}
    </>
  );
}
