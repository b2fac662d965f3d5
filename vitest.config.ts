import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Specs of one worker share what they load; nothing in them outlives a test.
const common = { environment: 'node' as const, globals: false, isolate: false };

export default defineConfig({
  test: {
    ...common,
    // The runner's own process mostly waits: one worker for every core, not one fewer.
    maxWorkers: availableParallelism(),
    projects: [
      {
        test: {
          ...common,
          name: 'unit',
          // Whole simulated conversations take seconds where the machine is busy.
          testTimeout: 30_000,
          include: [
            'src/**/*.spec.ts',
            'test/architecture/**/*.spec.ts',
            'test/golden/**/*.spec.ts',
            'test/contracts/**/*.spec.ts',
            'test/crash/**/*.spec.ts',
          ],
        },
      },
      { test: { ...common, name: 'medium', include: ['test/medium/**/*.spec.ts'], testTimeout: 30_000, hookTimeout: 60_000 } },
      { test: { ...common, name: 'e2e', include: ['test/e2e/**/*.spec.ts'], testTimeout: 60_000, hookTimeout: 60_000 } },
      {
        test: {
          ...common,
          name: 'scenarios',
          include: ['test/scenarios/**/*.spec.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
