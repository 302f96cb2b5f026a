import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.unit.test.ts'],
          exclude: ['node_modules', '.next', '.data'],
          // Ends what hangs; generous, since a busy machine is ten times slower.
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'int',
          include: ['**/*.int.test.ts'],
          exclude: ['node_modules', '.next', '.data'],
          fileParallelism: false,
          // Ends what hangs; generous, since a busy machine is ten times slower.
          testTimeout: 180_000,
          hookTimeout: 180_000,
          env: { LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent' },
        },
      },
    ],
  },
});
