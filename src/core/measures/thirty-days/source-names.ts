import { subjectId } from '#core/facts/fact.ts';

const saysNothing = new Set([
  '',
  'unknown',
  'unbekannt',
  'keine angabe',
  'not known',
  'n/a',
  'none',
  'other',
  'sonstige',
  'sonstiges',
  '-',
  '?',
]);

/** A source that somebody wrote down without knowing it. */
export function isUnknownSource(source: string): boolean {
  return saysNothing.has(source.trim().toLowerCase());
}

/** What a cost was recorded for and the systems that said so. */
export interface CostSubject {
  readonly subject: string;
  readonly sources: readonly string[];
}

/**
 * Which of these sources of leads a cost belongs to: it names the source itself, or by the id that the recording system gave it. Undefined
 * where no lead ever named it; nobody guesses from likeness.
 */
export function sourceOfCost(workspace: string, { subject, sources }: CostSubject, names: readonly string[]): string | undefined {
  const systems = [...sources, 'crm'];
  return names.find(
    (name) => subject === `source:${name}` || systems.some((system) => subject === subjectId(workspace, system, 'source', name)),
  );
}
