import { defineConfig } from 'vitest/config';

// Recorded public data and vectors that tests compare with; tests that need them skip visibly where the folder is missing.
process.env['BELEGBAR_REFERENCE'] ??= '../shared';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['test/browser/**', 'node_modules/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
