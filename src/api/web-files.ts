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

type Bytes = Uint8Array<ArrayBuffer>;
type Encoding = 'br' | 'gzip';

interface WebFile {
  readonly type: string;
  readonly tag: string;
  readonly plain: Bytes;
  /** What the build did not bring along is made when first asked for, so that starting does not wait for it. */
  readonly compressed: Map<Encoding, Bytes>;
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
  for (const path of filesBelow(folder)) {
    if (!path.endsWith('.br')) files.set(`/${relative(folder, path).split(sep).join('/')}`, readWebFile(path));
  }
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
  const encoding = encodingFor(request, file);
  if (encoding !== undefined) headers.set('content-encoding', encoding);
  return new Response(request.method === 'HEAD' ? null : bodyOf(file, encoding), { headers });
}

function encodingFor(request: Request, { type, plain }: WebFile): Encoding | undefined {
  if (!compressible.test(type) || plain.length < 1_000) return undefined;
  const wanted = (request.headers.get('accept-encoding') ?? '').split(',').map((one) => one.trim().toLowerCase());
  const isAccepted = (encoding: Encoding) =>
    wanted.some((one) => one === encoding || (one.startsWith(`${encoding};`) && !/q=0(\.0*)?$/.test(one)));
  return isAccepted('br') ? 'br' : isAccepted('gzip') ? 'gzip' : undefined;
}

function bodyOf({ plain, compressed }: WebFile, encoding: Encoding | undefined): Bytes {
  if (encoding === undefined) return plain;
  const known = compressed.get(encoding);
  if (known !== undefined) return known;
  const made = new Uint8Array(encoding === 'br' ? brotliCompressSync(plain, brotliOptions) : gzipSync(plain));
  compressed.set(encoding, made);
  return made;
}

const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } };

function readWebFile(path: string): WebFile {
  const plain = new Uint8Array(readFileSync(path));
  const type = mediaTypes[extname(path)] ?? 'application/octet-stream';
  const tag = `"${createHash('sha256').update(plain).digest('hex').slice(0, 20)}"`;
  // The published package carries the best brotli there is, which takes too long to make while somebody waits.
  const brotli = readIfThere(`${path}.br`);
  return { type, tag, plain, compressed: new Map(brotli === undefined ? [] : [['br', brotli]]) };
}

function readIfThere(path: string): Bytes | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true ? new Uint8Array(readFileSync(path)) : undefined;
}

function filesBelow(folder: string): readonly string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
