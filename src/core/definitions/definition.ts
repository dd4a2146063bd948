import { isObject, type Json, type JsonObject } from '#core/kernel/canonical-json.ts';
import { contentHashOf } from '#core/kernel/hash.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { readSnapshot } from './snapshot.ts';
import { type ClaimSubject, claimSubjects } from './snapshot-shape.ts';

/** A text in both languages of the product. */
export type Bilingual = { readonly de: string; readonly en: string };

/** A case people agreed on: what is known, and whether it counts. `missing` is compared if it is stated. */
export type DefinitionExample = {
  readonly name: string | Bilingual;
  readonly answer: 'yes' | 'no' | 'open';
  readonly snapshot: JsonObject;
  readonly missing?: readonly string[];
};

export type OverrideTerms = {
  /** Of the subjects of a month, in whole percent, what one person may decide otherwise; at least one. Default 5. */
  readonly quotaPercent?: number;
};

/** The written, agreed meaning of one word. A change of anything is a new version; its identity is the hash of its JSON. */
export type Definition = {
  readonly key: string;
  readonly version: number;
  readonly subject: ClaimSubject;
  readonly title: Bilingual;
  readonly wording: Bilingual;
  /** What counts, point by point, for people. */
  readonly counts?: { readonly de: readonly string[]; readonly en: readonly string[] };
  /** CEL; see docs/guides/write-a-definition.md for what it may use. */
  readonly rule: string;
  readonly parameters?: Readonly<Record<string, number | string | boolean>>;
  /** Stated: persons may decide otherwise than the rule, each at most so often. Absent: the rule alone decides. */
  readonly overrides?: OverrideTerms;
  readonly examples: readonly DefinitionExample[];
};

export function definitionHash(definition: Definition): string {
  return contentHashOf(definition);
}

const KEY = /^[a-z][a-z0-9-]{0,59}$/;
const PARAMETER = /^[a-zA-Z][a-zA-Z0-9_]{0,39}$/;
const FIELDS = ['key', 'version', 'subject', 'title', 'wording', 'counts', 'rule', 'parameters', 'overrides', 'examples'];

/** Reads a definition from plain data. Refusal: document.invalid, with every problem and its path in `problems`. */
export function readDefinition(raw: unknown): Result<Definition> {
  if (!isObject(raw)) return refuse('document.invalid', { document: 'definition', problems: ['definition: an object is needed'] });
  const problems: string[] = [];
  onlyKnown(raw, FIELDS, '', problems);
  const { key, version } = raw;
  const subject = claimSubjects.find((one) => one === raw['subject']);
  if (typeof key !== 'string' || !KEY.test(key))
    problems.push('key: small letters, digits and hyphens are needed, beginning with a letter');
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1 || version > 1_000_000) {
    problems.push('version: a whole number from 1 is needed');
  }
  if (subject === undefined) problems.push(`subject: one of ${claimSubjects.join(', ')} is needed`);
  readBilingual(raw['title'], 'title', 200, problems);
  readBilingual(raw['wording'], 'wording', 4_000, problems);
  if (raw['counts'] !== undefined) readCounts(raw['counts'], problems);
  readText(raw['rule'], 'rule', 4_000, problems);
  if (raw['parameters'] !== undefined) readParameters(raw['parameters'], problems);
  if (raw['overrides'] !== undefined) readOverrides(raw['overrides'], problems);
  readExamples(raw['examples'], subject, problems);
  return problems.length === 0 ? ok(raw as Definition) : refuse('document.invalid', { document: 'definition', problems });
}

function onlyKnown(raw: JsonObject, fields: readonly string[], path: string, problems: string[]): void {
  for (const field of Object.keys(raw))
    if (!fields.includes(field)) problems.push(`${path}${field}: not known; known are ${fields.join(', ')}`);
}

function readText(raw: Json | undefined, path: string, max: number, problems: string[]): void {
  const fits = typeof raw === 'string' && raw.trim() !== '' && raw.length <= max && raw.isWellFormed() && !raw.includes('\u0000');
  if (!fits) problems.push(`${path}: a text of 1 to ${max} characters is needed`);
}

function readBilingual(raw: Json | undefined, path: string, max: number, problems: string[]): void {
  if (!isObject(raw)) {
    problems.push(`${path}: a text in de and en is needed`);
    return;
  }
  onlyKnown(raw, ['de', 'en'], `${path}.`, problems);
  readText(raw['de'], `${path}.de`, max, problems);
  readText(raw['en'], `${path}.en`, max, problems);
}

function readCounts(raw: Json, problems: string[]): void {
  if (!isObject(raw)) {
    problems.push('counts: lists of texts in de and en are needed');
    return;
  }
  onlyKnown(raw, ['de', 'en'], 'counts.', problems);
  for (const language of ['de', 'en']) {
    const items = raw[language];
    if (!Array.isArray(items)) problems.push(`counts.${language}: a list of texts is needed`);
    else for (const [index, item] of items.entries()) readText(item, `counts.${language}[${index}]`, 500, problems);
  }
}

function readParameters(raw: Json, problems: string[]): void {
  if (!isObject(raw)) {
    problems.push('parameters: an object is needed');
    return;
  }
  for (const [name, value] of Object.entries(raw)) {
    if (!PARAMETER.test(name)) problems.push(`parameters.${name}: a name of letters and digits is needed`);
    if (typeof value === 'string') readText(value, `parameters.${name}`, 200, problems);
    else if (typeof value !== 'boolean' && !(typeof value === 'number' && Number.isSafeInteger(value))) {
      problems.push(`parameters.${name}: a whole number, a text, true or false is needed`);
    }
  }
}

function readOverrides(raw: Json, problems: string[]): void {
  if (!isObject(raw)) {
    problems.push('overrides: an object is needed');
    return;
  }
  onlyKnown(raw, ['quotaPercent'], 'overrides.', problems);
  const { quotaPercent } = raw;
  const fits = typeof quotaPercent === 'number' && Number.isInteger(quotaPercent) && quotaPercent >= 1 && quotaPercent <= 100;
  if (quotaPercent !== undefined && !fits) problems.push('overrides.quotaPercent: a whole number from 1 to 100 is needed');
}

function readExamples(raw: Json | undefined, subject: ClaimSubject | undefined, problems: string[]): void {
  if (!Array.isArray(raw) || raw.length === 0 || raw.length > 100) {
    problems.push('examples: a list of 1 to 100 examples is needed');
    return;
  }
  for (const [index, example] of raw.entries()) readExample(example, subject, `examples[${index}]`, problems);
}

function readExample(raw: Json, subject: ClaimSubject | undefined, path: string, problems: string[]): void {
  if (!isObject(raw)) {
    problems.push(`${path}: an object is needed`);
    return;
  }
  onlyKnown(raw, ['name', 'answer', 'snapshot', 'missing'], `${path}.`, problems);
  if (typeof raw['name'] === 'string') readText(raw['name'], `${path}.name`, 300, problems);
  else readBilingual(raw['name'], `${path}.name`, 300, problems);
  if (!['yes', 'no', 'open'].includes(String(raw['answer']))) problems.push(`${path}.answer: yes, no or open is needed`);
  const { snapshot, missing } = raw;
  if (!isObject(snapshot)) problems.push(`${path}.snapshot: an object is needed`);
  else if (subject !== undefined) readSnapshot(subject, snapshot, `${path}.snapshot`, problems);
  const paths: readonly Json[] | undefined = Array.isArray(missing) ? missing : undefined;
  if (missing !== undefined && !(paths?.every((one) => typeof one === 'string') ?? false)) {
    problems.push(`${path}.missing: a list of names is needed`);
  }
}
