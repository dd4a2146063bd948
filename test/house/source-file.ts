import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url));

/** A TypeScript file of this repository, read once: what it imports, and the syntax tree for the rules on constructs. */
export interface SourceFile {
  /** From the root of the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
  readonly nodes: readonly Node[];
  readonly comments: readonly string[];
}

export interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** Every node of a tree, parents first. */
export function nodesBelow(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesBelow);
  if (!isNode(value)) return [];
  return [value, ...Object.values(value).flatMap((child) => (typeof child === 'object' ? nodesBelow(child) : []))];
}

/** The text of a string or of a template without its blanks. */
export function textOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value'];
  if (node.type !== 'TemplateLiteral' || !Array.isArray(node['quasis'])) return undefined;
  return node['quasis'].map((quasi: { value: { cooked: string } }) => quasi.value.cooked).join(' … ');
}

export function parseSource(path: string, text: string): SourceFile {
  const parsed = parseSync(path, text);
  const broken = parsed.errors[0];
  if (broken !== undefined) throw new Error(`${path}: ${broken.message}`);
  const nodes = nodesBelow(parsed.program);
  const dynamic = nodes.filter((node) => node.type === 'ImportExpression').flatMap((node) => textOf(node['source']) ?? []);
  const exported = nodes.filter((node) => /^Export(All|Named)Declaration$/.test(node.type)).flatMap((node) => textOf(node['source']) ?? []);
  const types = nodes.filter((node) => node.type === 'TSImportType').flatMap((node) => textOf(node['source']) ?? []);
  return {
    path,
    text,
    imports: [...parsed.module.staticImports.map((entry) => entry.moduleRequest.value), ...dynamic, ...exported, ...types],
    nodes,
    comments: parsed.comments.map((comment) => comment.value),
  };
}

/** Paths of all files below a folder that end in one of the extensions. */
export function filesBelow(folder: string, extensions: readonly string[]): string[] {
  if (!existsSync(join(repositoryRoot, folder))) return [];
  return readdirSync(join(repositoryRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extensions.some((extension) => entry.name.endsWith(extension)))
    .map((entry) => join(entry.parentPath, entry.name).slice(repositoryRoot.length).replaceAll('\\', '/'))
    .sort();
}

export function readText(path: string): string {
  return readFileSync(join(repositoryRoot, path), 'utf8');
}
