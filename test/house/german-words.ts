import { parse } from 'yaml';
import { type Node, type SourceFile, textOf } from './source-file.ts';

/** English terms of the code that a German reader must never meet; the glossary has the words that stand for them. */
const forbidden = [
  'facts?',
  'determinations?',
  'claims?',
  'statements?',
  'settle[ds]?',
  'settlements?',
  'bundles?',
  'verify',
  'verified',
  'seals?',
  'content[- ]hash',
  'hash(es)?',
  'hold-?backs?',
  'claw-?backs?',
  'caps?',
  'look-?backs?',
  'review[- ]windows?',
  'disputes?',
  'contest(ed)?',
  'rejections?',
  'shadow[- ]wins?',
  'lead[- ]councils?',
  'baselines?',
  'uplift',
  'retention[- ]bonus',
  'key[- ]results?',
  'objectives?',
  'check-ins?',
  'obligations?',
  'requests?',
  'credit[- ]notes?',
  'merkle',
  'fold',
  'projections?',
  'tenants?',
];
const forbiddenWord = new RegExp(`(?<![\\p{L}\\p{N}_])(${forbidden.join('|')})(?![\\p{L}\\p{N}_])|hash(es)?(?![\\p{L}])`, 'giu');

/** What is typed as it stands: code in backquotes, options, blanks, names with a dot, a colon or an underscore. */
const codeSpans = /`[^`]*`|--[a-z-]+|<[^>]*>|\{[^}]*\}|[a-z]+[._:][a-z._]+/g;

/** The forbidden terms in one German text. */
export function englishIn(text: string): string[] {
  return [...text.replace(codeSpans, ' ').matchAll(forbiddenWord)].map((match) => match[0]);
}

function isGermanFile(path: string): boolean {
  return /(^|[/.-])de([/.-]|\.ts)/.test(path.replace(/^src\//, ''));
}

/** All German texts of a source file: everything quoted in a German catalogue, elsewhere what stands under a key `de`. */
export function germanTexts(file: SourceFile): string[] {
  const properties = file.nodes.filter((node) => node.type === 'Property');
  const code = new Set([...properties.map((node) => node['key']), ...file.nodes.flatMap(codeOf)]);
  const values = isGermanFile(file.path)
    ? file.nodes.filter((node) => !code.has(node))
    : properties.filter((node) => isKey(node['key'], 'de')).map((node) => node['value']);
  const specifiers = new Set(file.imports);
  return values.flatMap((value) => textOf(value) ?? []).filter((text) => !specifiers.has(text) && /[A-Za-zÄÖÜäöüß]/.test(text));
}

/** Quoted words that nobody reads: what is compared, looked up, or names a parameter of a call. */
function codeOf(node: Node): unknown[] {
  if (node.type === 'BinaryExpression') return [node['left'], node['right']];
  if (node.type === 'SwitchCase') return [node['test']];
  if (node.type === 'MemberExpression') return [node['property']];
  const passed = node.type === 'CallExpression' && Array.isArray(node['arguments']) ? node['arguments'] : [];
  return passed.filter((argument) => /^[a-z][A-Za-z_]*$/.test(textOf(argument) ?? ''));
}

function isKey(node: unknown, name: string): boolean {
  const key = node as { name?: string; value?: string };
  return key.name === name || key.value === name;
}

/** All texts under a key `de` of a YAML document. */
export function germanTextsOfYaml(text: string): string[] {
  return textsUnder(parse(text));
}

function textsUnder(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => (key === 'de' && typeof child === 'string' ? [child] : textsUnder(child)));
}
