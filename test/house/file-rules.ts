import type { Node, SourceFile } from './source-file.ts';

const bannedWords = [
  'utils',
  'util',
  'helpers',
  'helper',
  'common',
  'misc',
  'base',
  'manager',
  'service',
  'handler',
  'processor',
  'data',
  'info',
  'impl',
];
const bannedFiles = ['index', 'types'];
const bannedTypeSuffix = new RegExp(`(${bannedWords.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('|')})$`);
export const MAX_LINES = 300;

const forbiddenNodes: Readonly<Record<string, string>> = {
  TSAnyKeyword: '`any`',
  TSEnumDeclaration: 'an enum',
  TSNonNullExpression: 'a non-null `!`',
  TSParameterProperty: 'a parameter property',
  TSImportEqualsDeclaration: '`import =`',
  TSExportAssignment: '`export =`',
  ExportAllDeclaration: 'a barrel (`export *`)',
};

function isConfig(path: string): boolean {
  return /\.config\.ts$/.test(path);
}

function constructIn(node: Node, path: string): string | undefined {
  if (node.type === 'ExportDefaultDeclaration') return isConfig(path) ? undefined : 'a default export';
  if (node.type === 'ExportNamedDeclaration' && node['source'] !== null) return 'a re-export';
  if (node.type === 'TSModuleDeclaration' && node['declare'] !== true) return 'a namespace';
  return forbiddenNodes[node.type];
}

/** Names of the exported types and classes of a file. */
function exportedTypeNames(file: SourceFile): string[] {
  return file.nodes
    .filter((node) => node.type === 'ExportNamedDeclaration')
    .flatMap((node) => {
      const declared = node['declaration'] as { type?: string; id?: { name?: string } } | null;
      const isType =
        declared?.type !== undefined && /^(ClassDeclaration|TSInterfaceDeclaration|TSTypeAliasDeclaration)$/.test(declared.type);
      return isType && declared?.id?.name !== undefined ? [declared.id.name] : [];
    });
}

/** Why a file name does not fit the house, or undefined. */
export function nameBreach(path: string): string | undefined {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const name = file.replace(/\.(test|property\.test|config|d)?\.?(ts|tsx)$/, '');
  if (!/^[a-z0-9]+([.-][a-z0-9]+)*$/.test(name)) return `${path}: file names are kebab-case`;
  const last = name.split('-').at(-1) ?? name;
  if (bannedFiles.includes(name) || bannedWords.includes(last)) return `${path}: "${last}" says nothing about what is inside`;
  return undefined;
}

/** Every breach of the rules on single files: names, length, constructs. */
export function fileBreaches(file: SourceFile): string[] {
  const breaches: string[] = [];
  const named = nameBreach(file.path);
  if (named !== undefined) breaches.push(named);
  const lines = file.text.split('\n').length - 1;
  if (lines > MAX_LINES) breaches.push(`${file.path}: ${lines} lines, at most ${MAX_LINES}`);
  for (const node of file.nodes) {
    const construct = constructIn(node, file.path);
    if (construct !== undefined) breaches.push(`${file.path}: ${construct}`);
  }
  for (const name of exportedTypeNames(file)) if (bannedTypeSuffix.test(name)) breaches.push(`${file.path}: the name ${name} says nothing`);
  if (file.comments.some((comment) => /@ts-(ignore|expect-error|nocheck)/.test(comment)))
    breaches.push(`${file.path}: silences the compiler`);
  return breaches;
}
