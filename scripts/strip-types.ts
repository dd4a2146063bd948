import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Makes lib/ from src/: the same files without types, because Node.js refuses to strip types below node_modules. `#room/x.js`
 * leads to lib/ and `#room/x.ts` to src/ by the `imports` of package.json, so one manifest serves both.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'src');
const target = join(root, 'lib');

/** File names of modules in string literals: imports, dynamic imports and the URLs of worker threads. */
const moduleName = /(['"])((?:\.{1,2}|#[a-z]+)\/[^'"\n]*)\.ts\1/g;

function isPublished(path: string): boolean {
  // The web app is published built, in dist/web.
  return !path.startsWith('web/') && !/\.(test|fixture|d)\.ts$/.test(path) && !/(^|\/)(tsconfig\.json|README\.md)$/.test(path);
}

rmSync(target, { recursive: true, force: true });
let count = 0;
for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const from = join(entry.parentPath, entry.name);
  const path = from.slice(source.length + 1).replaceAll('\\', '/');
  if (!isPublished(path)) continue;
  const to = join(target, path.replace(/\.ts$/, '.js'));
  mkdirSync(dirname(to), { recursive: true });
  if (path.endsWith('.ts')) {
    writeFileSync(to, stripTypeScriptTypes(readFileSync(from, 'utf8'), { mode: 'strip' }).replace(moduleName, '$1$2.js$1'));
  } else {
    copyFileSync(from, to);
  }
  count += 1;
}
process.stderr.write(`lib/: ${count} files\n`);
