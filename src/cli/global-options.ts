import type { Option } from './command.ts';

/** Options that every command understands, before or behind its name. */
export const globalOptions: Readonly<Record<string, Option>> = {
  'data-dir': {
    value: '<folder>',
    help: { de: 'Datenordner (sonst BELEGBAR_DATA_DIR, sonst ./data)', en: 'data folder (else BELEGBAR_DATA_DIR, else ./data)' },
  },
  workspace: {
    value: '<name>',
    help: {
      de: 'Arbeitsbereich (sonst BELEGBAR_WORKSPACE, sonst der einzige)',
      en: 'workspace (else BELEGBAR_WORKSPACE, else the only one)',
    },
  },
  json: { help: { de: 'Ausgabe als JSON, für Programme', en: 'answer as JSON, for programs' } },
  lang: { value: '<de|en>', help: { de: 'Sprache (sonst LANG)', en: 'language (else LANG)' } },
  help: { help: { de: 'diese Hilfe', en: 'this help' } },
};
