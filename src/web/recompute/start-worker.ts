/**
 * Starts the worker that recomputes. The static page is built with a version of this file that carries the worker's text inside the
 * page (vite.recompute.config.ts), because a page opened from a disk may not load a worker from there.
 */
export function startWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
}
