import { stringify } from 'yaml';
import { definitionTemplates } from '#core/definitions/templates/registry.ts';

export interface DefinitionTemplate {
  readonly key: string;
  readonly title: { readonly de: string; readonly en: string };
  /** The definition as YAML, ready to be edited and adopted. */
  readonly text: string;
}

/** Definitions to start from, in the order in which they are offered. */
export function listDefinitionTemplates(): readonly DefinitionTemplate[] {
  return definitionTemplates.map((definition) => ({
    key: definition.key,
    title: definition.title,
    text: stringify(definition, { lineWidth: 120 }),
  }));
}
