import { type Definition, readDefinition } from '#core/definitions/definition.ts';
import type { ClaimSubject } from '#core/definitions/snapshot-shape.ts';
import { isObject, type Json } from '#core/kernel/canonical-json.ts';

/** Where a draft waits in this browser until it is adopted or discarded. */
function placeOfDraft(workspace: string, key: string): string {
  return `belegbar.definition-draft.${workspace}.${key}`;
}

export function storedDraft(workspace: string, key: string): Definition | undefined {
  try {
    const text = localStorage.getItem(placeOfDraft(workspace, key));
    const raw: unknown = text === null ? undefined : JSON.parse(text);
    // Half-written is what a draft may be; it only has to be one.
    const fits = isObject(raw as Json) && typeof (raw as Definition).rule === 'string' && Array.isArray((raw as Definition).examples);
    return fits ? (raw as Definition) : undefined;
  } catch {
    return undefined;
  }
}

export function storeDraft(workspace: string, key: string, draft: Definition | undefined): void {
  try {
    if (draft === undefined) localStorage.removeItem(placeOfDraft(workspace, key));
    else localStorage.setItem(placeOfDraft(workspace, key), JSON.stringify(draft));
  } catch {
    // A browser without storage keeps the draft only as long as the page is open.
  }
}

/** A rule to begin with, about something every subject has. */
const firstRule: Readonly<Record<ClaimSubject, string>> = {
  lead: 'grades.need in ["A", "B"]',
  appointment: 'appointment.outcome == "held"',
  deal: 'deal.won',
  order: 'order.paid',
  milestone: 'milestone.evidenced',
};

export function emptyDefinition(subject: ClaimSubject): Definition {
  const nothing = { de: '', en: '' };
  return { key: '', version: 1, subject, title: nothing, wording: nothing, rule: firstRule[subject], examples: [] };
}

/** The places of a draft that are not filled in as a definition needs it. */
export function missingPlaces(draft: Definition): readonly string[] {
  const read = readDefinition(draft);
  if (read.ok) return [];
  const { problems } = read.refusal.params;
  return Array.isArray(problems) ? problems.map((problem) => String(problem).split(':')[0] ?? '') : ['?'];
}
