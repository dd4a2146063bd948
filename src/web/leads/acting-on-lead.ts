import { useMutation, useQueryClient } from '@tanstack/react-query';
import { actOnLead, type LeadStepWire, takeBackLeadStep } from '#protocol/endpoints-leads.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { tell } from '../ui/tell.ts';
import { tellWithUndo } from '../ui/tell-undo.tsx';
import { ask, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

/** Takes back what was just recorded, and lets every page read anew. */
export function useTakingBack(then?: () => void) {
  const { words } = useSpeech();
  const here = useHere();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => ask(here.slug, takeBackLeadStep, { params: { id } }),
    onSuccess: async () => {
      then?.();
      tell(words, words.leads.undone);
      await refreshWorkspace(queries, here.slug);
    },
    onError: () => tell(words, words.shell.error.title),
  });
}

interface StepActing {
  /** Called when the step is recorded. */
  readonly done?: () => void;
  readonly failed?: () => void;
  readonly undone?: () => void;
}

/** One step on a lead: recorded at once, said in passing, and taken back with one tap. */
export function useLeadStep(lead: string, acting: StepActing = {}) {
  const { words } = useSpeech();
  const here = useHere();
  const queries = useQueryClient();
  const takingBack = useTakingBack(acting.undone);
  return useMutation({
    mutationFn: (body: LeadStepWire) => ask(here.slug, actOnLead, { params: { lead }, body }),
    onSuccess: async ({ factId }, { step }) => {
      acting.done?.();
      tellWithUndo(words, words.leads.done[step], words.leads.undo, () => takingBack.mutate(factId));
      await refreshWorkspace(queries, here.slug);
    },
    onError: () => acting.failed?.(),
  });
}
