import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { present } from '#core/kernel/assert.ts';
import { readWebFiles, type WebFiles } from './web-files.ts';

const script = `console.log(${JSON.stringify('x'.repeat(2_000))});`;

function builtApp(prepare: (folder: string) => void = () => {}): WebFiles {
  const folder = mkdtempSync(join(tmpdir(), 'belegbar-web-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Belegbar</title>');
  writeFileSync(join(folder, 'assets', 'app-1a2b.js'), script);
  prepare(folder);
  return present(readWebFiles(folder), 'the built app');
}

function ask(web: WebFiles, path: string, headers: Record<string, string> = {}): Response {
  return web.answer(new Request(`http://belegbar.test${path}`, { headers }), path);
}

describe('the built web app', () => {
  it('answers every page of the app with its one document, and lets no other script run', async () => {
    const page = ask(builtApp(), '/agreements/shop-partner');
    expect(await page.text()).toContain('Belegbar');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(page.headers.get('cache-control')).toBe('no-cache');
  });

  it('lets browsers keep for ever what is named by its content, and nothing else', async () => {
    const web = builtApp();
    const asset = ask(web, '/assets/app-1a2b.js');
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect(asset.headers.get('content-type')).toContain('text/javascript');
    expect(ask(web, '/assets/app-0000.js').status).toBe(404);
  });

  it('sends less where the browser can unpack it, and nothing where it has it already', async () => {
    const web = builtApp();
    const packed = ask(web, '/assets/app-1a2b.js', { 'accept-encoding': 'gzip, br' });
    expect(packed.headers.get('content-encoding')).toBe('br');
    expect(brotliDecompressSync(await packed.arrayBuffer()).toString()).toBe(script);
    const tag = present(packed.headers.get('etag'), 'tag');
    expect(ask(web, '/assets/app-1a2b.js', { 'if-none-match': tag }).status).toBe(304);
  });

  it('sends what was compressed when it was built, in no encoding a browser refuses, and under no name of its own', async () => {
    const built = `${script}//built`;
    const web = builtApp((folder) => writeFileSync(join(folder, 'assets', 'app-1a2b.js.br'), brotliCompressSync(built)));
    const packed = ask(web, '/assets/app-1a2b.js', { 'accept-encoding': 'br;q=0.9, gzip' });
    expect(packed.headers.get('content-encoding')).toBe('br');
    expect(brotliDecompressSync(await packed.arrayBuffer()).toString()).toBe(built);
    const refused = ask(web, '/assets/app-1a2b.js', { 'accept-encoding': 'gzip, br;q=0' });
    expect(refused.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(await refused.arrayBuffer()).toString()).toBe(script);
    expect(ask(web, '/assets/app-1a2b.js.br').status).toBe(404);
  });

  it('hands out no file beside it', async () => {
    expect(await ask(builtApp(), '/../../etc/passwd').text()).toContain('Belegbar');
  });

  it('is absent where it has not been built', () => {
    expect(readWebFiles('/nowhere')).toBeUndefined();
  });
});
