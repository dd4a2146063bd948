import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const compressible = /\.(html|js|css|svg|json)$/;
/** Below this a compressed answer saves nothing worth a second file; the server draws the same line. */
const LEAST_BYTES = 1_000;

/** Writes the best brotli there is beside each file that gains by it; the server sends it to browsers that take it. */
function compressBelow(folder: string): number {
  let count = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !compressible.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const plain = readFileSync(path);
    if (plain.length < LEAST_BYTES) continue;
    const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
    writeFileSync(`${path}.br`, brotliCompressSync(plain, { params }));
    count += 1;
  }
  return count;
}

if (import.meta.main) {
  const count = compressBelow(fileURLToPath(new URL('../dist/web', import.meta.url)));
  process.stderr.write(`dist/web: ${count} files also in brotli\n`);
}
