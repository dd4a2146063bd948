import { defineConfig } from 'vitest/config';

/** Journeys through the built product in a real browser; apart from the other tests, because each needs a server and Chromium. */
export default defineConfig({
  test: { include: ['test/browser/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 180_000, fileParallelism: false },
});
