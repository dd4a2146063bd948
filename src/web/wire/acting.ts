import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AnswerOf, Endpoint, InputOf } from '#protocol/endpoint.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { tell } from '../ui/tell.ts';
import { ask, refreshWorkspace } from './asking.ts';
import { useHere } from './here.ts';

/** A decision on its way: asks, says in passing that it is done, and lets every page of the workspace read anew. */
export function useActing<E extends Endpoint>(endpoint: E, done: (answer: AnswerOf<E>) => string, then?: () => void) {
  const { words } = useSpeech();
  const here = useHere();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: InputOf<E>) => ask(here.slug, endpoint, input),
    onSuccess: async (answer) => {
      then?.();
      tell(words, done(answer));
      await refreshWorkspace(queries, here.slug);
    },
  });
}
