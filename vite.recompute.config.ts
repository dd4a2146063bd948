import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const inlineWorker = `import InlineWorker from './worker.ts?worker&inline';
export const startWorker = () => new InlineWorker();`;

/** A browser lets a page that was opened from a disk load neither modules nor workers: the worker's text becomes part of the page. */
const workerInThePage: Plugin = {
  name: 'worker-in-the-page',
  enforce: 'pre',
  load: (id) => (id.endsWith('/recompute/start-worker.ts') ? inlineWorker : null),
};

/** For the same reason the script is a plain one, and neither it nor the styles are asked for as from another origin. */
const plainScript: Plugin = {
  name: 'plain-script',
  enforce: 'post',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replaceAll('<script type="module" crossorigin', '<script defer').replaceAll(' crossorigin', ''),
  },
};

/** The sample also lies beside the page, for whoever wants to look into it or hand it to verify.py. */
const sampleBeside: Plugin = {
  name: 'sample-beside',
  generateBundle() {
    const source = readFileSync(new URL('./src/web/recompute/sample-proof-file.json', import.meta.url), 'utf8');
    this.emitFile({ type: 'asset', fileName: 'sample-proof-file.json', source });
  },
};

/** The recompute page alone, as static files for any host and any path below it: docs/guides/host-the-recompute-page.md. */
export default defineConfig({
  root: fileURLToPath(new URL('./src/web/recompute/static', import.meta.url)),
  base: './',
  publicDir: false,
  plugins: [workerInThePage, react(), plainScript, sampleBeside],
  build: {
    outDir: fileURLToPath(new URL('./dist/recompute', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_000,
    modulePreload: false,
    // Otherwise the script would write the styles into the page, which the page's policy forbids.
    cssCodeSplit: false,
    rolldownOptions: { output: { format: 'iife', codeSplitting: false }, checks: { emptyImportMeta: false } },
  },
  worker: { format: 'iife' },
});
