import { defineConfig } from 'vitest/config';

// Recorded public data and vectors that tests compare with; tests that need them skip visibly where the folder is missing.
process.env['BELEGBAR_REFERENCE'] ??= '../shared';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'product',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['test/browser/**', 'node_modules/**'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Journeys through the built product in a real browser, after the others: each needs a server and Chromium for itself.
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
