import { isObject, type Json } from '#core/kernel/canonical-json.ts';
import type { DraftAnswers } from '#core/promises/agreements/draft-answers.ts';

/** A draft as this browser keeps it: answers, and of an amendment its first day. */
export interface KeptDraft {
  readonly answers: DraftAnswers;
  readonly effectiveFrom: string;
}

function placeOf(workspace: string, amends: string | undefined): string {
  return `belegbar.draft.${workspace}${amends === undefined ? '' : `.${amends}`}`;
}

/** What was kept, on top of what a fresh page would say; `fresh` where nothing readable is there. */
export function keptDraft(workspace: string, amends: string | undefined, fresh: KeptDraft): KeptDraft {
  const text = localStorage.getItem(placeOf(workspace, amends));
  if (text === null) return fresh;
  try {
    return mergedDraft(fresh, JSON.parse(text) as Json);
  } catch {
    return fresh;
  }
}

/** Only answers of the kind the page knows are taken over: another version of the page may have written them. */
export function mergedDraft(fresh: KeptDraft, kept: Json): KeptDraft {
  if (!isObject(kept) || !isObject(kept['answers'])) return fresh;
  const { answers, effectiveFrom } = kept;
  const known = Object.entries(fresh.answers).map(([name, usual]) => {
    const value = isObject(answers) ? answers[name] : undefined;
    return [name, fits(value, usual) ? value : usual];
  });
  return {
    answers: Object.fromEntries(known) as DraftAnswers,
    effectiveFrom: typeof effectiveFrom === 'string' ? effectiveFrom : fresh.effectiveFrom,
  };
}

function fits(value: Json | undefined, usual: unknown): boolean {
  if (value === undefined) return false;
  if (value === null || usual === null) return usual === null || typeof usual === 'number';
  return typeof value === typeof usual && Array.isArray(value) === Array.isArray(usual);
}

export function keepDraft(workspace: string, amends: string | undefined, draft: KeptDraft): void {
  localStorage.setItem(placeOf(workspace, amends), JSON.stringify(draft));
}

export function dropDraft(workspace: string, amends: string | undefined): void {
  localStorage.removeItem(placeOf(workspace, amends));
}
