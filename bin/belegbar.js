#!/usr/bin/env node
// Started by whatever Node.js is at hand, so this file keeps to old syntax and goes on under the pinned one if this one is too old.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const require = nodeModule.createRequire(import.meta.url);
const sourceEntry = new URL('../src/main/cli.ts', import.meta.url);
const inCheckout = existsSync(sourceEntry);
const entry = inCheckout ? sourceEntry : new URL('../lib/main/cli.js', import.meta.url);

/** The Node.js of the optional dependency for this platform, if it is installed. */
function pinnedNode() {
  const windows = process.platform === 'win32';
  const names = [`node-${windows ? 'win' : process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`];
  for (const name of names) {
    try {
      return require.resolve(`${name}/bin/node${windows ? '.exe' : ''}`);
    } catch {
      // Not installed under this name.
    }
  }
  return undefined;
}

/**
 * Ends the server in order when whoever started it is gone: npm's shell dies of a signal without handing it on, and a wrapper that was
 * killed cannot. The server's own listeners decide what ending means; before they listen and while they work, this does nothing.
 */
function endWithParent() {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.emit('SIGTERM');
  }, 500).unref();
}

/** Runs the same command under another Node.js and ends as it ends. */
function goOnUnder(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, BELEGBAR_WRAPPED: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends its interrupt to the child as well; a second one would cut its orderly end short.
      if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal);
    });
  }
  child.on('error', (error) => {
    process.stderr.write(`belegbar: ${node} cannot be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

if ('Temporal' in globalThis) {
  // Commands start twice as fast; where the folder cannot be written, nothing is kept and nothing is lost.
  nodeModule.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/belegbar', import.meta.url)));
  if (process.argv[2] === 'start' && (process.env.npm_lifecycle_event || process.env.BELEGBAR_WRAPPED)) endWithParent();
  if (inCheckout && process.argv[2] === 'start') await (await import('../scripts/web-app.ts')).buildWebAppIfStale();
  await import(entry.href);
} else {
  const node = pinnedNode();
  if (node === undefined || node === process.execPath) {
    process.stderr.write(
      `belegbar needs Node.js 26; this is ${process.version}, and the pinned Node.js for ${process.platform}-${process.arch} is not installed.\n` +
        'Install again without --omit=optional, or install Node.js 26 from https://nodejs.org.\n',
    );
    process.exit(1);
  }
  goOnUnder(node);
}
