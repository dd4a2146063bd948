import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { pageHeaders } from './security-headers.ts';

/** The built web app, held in memory: a few megabytes that never change while the server runs. */
export interface WebFiles {
  /** The file of a path, or the app's page for every path that is none. */
  answer(request: Request, path: string): Response;
}

interface WebFile {
  readonly type: string;
  readonly tag: string;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly brotli?: Uint8Array<ArrayBuffer>;
  readonly gzip?: Uint8Array<ArrayBuffer>;
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.txt': 'text/plain; charset=utf-8',
};
const compressible = /^(text\/|application\/|image\/svg)/;

/** Reads the folder that the build wrote; undefined if it has not been built. */
export function readWebFiles(folder: string): WebFiles | undefined {
  const files = new Map<string, WebFile>();
  for (const path of filesBelow(folder)) files.set(`/${relative(folder, path).split(sep).join('/')}`, readWebFile(path));
  const page = files.get('/index.html');
  if (page === undefined) return undefined;
  return {
    answer(request, path) {
      const file = files.get(path);
      if (file === undefined && extname(path) !== '' && path.startsWith('/assets/')) return new Response(null, { status: 404 });
      return respond(request, file ?? page, path.startsWith('/assets/'));
    },
  };
}

function respond(request: Request, file: WebFile, named: boolean): Response {
  const headers = new Headers({ ...pageHeaders, 'content-type': file.type, etag: file.tag, vary: 'accept-encoding' });
  // The build puts the hash of its content into the name of every file below /assets.
  headers.set('cache-control', named ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (request.headers.get('if-none-match') === file.tag) return new Response(null, { status: 304, headers });
  const accepted = request.headers.get('accept-encoding') ?? '';
  const encoding =
    file.brotli !== undefined && accepted.includes('br') ? 'br' : file.gzip !== undefined && accepted.includes('gzip') ? 'gzip' : undefined;
  if (encoding !== undefined) headers.set('content-encoding', encoding);
  const body = encoding === 'br' ? file.brotli : encoding === 'gzip' ? file.gzip : file.plain;
  return new Response(request.method === 'HEAD' ? null : (body ?? file.plain), { headers });
}

function readWebFile(path: string): WebFile {
  const plain = new Uint8Array(readFileSync(path));
  const type = mediaTypes[extname(path)] ?? 'application/octet-stream';
  const tag = `"${createHash('sha256').update(plain).digest('hex').slice(0, 20)}"`;
  if (!compressible.test(type) || plain.length < 1_000) return { type, tag, plain };
  return {
    type,
    tag,
    plain,
    brotli: new Uint8Array(brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })),
    gzip: new Uint8Array(gzipSync(plain)),
  };
}

function filesBelow(folder: string): readonly string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
