import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Two suites: `unit` needs nothing but npm and stays under a minute; `full` wants real servers, browsers and large sets. */
export default defineConfig({
  resolve: { conditions: ['source', 'node', 'import', 'default'] },
  test: {
    // The processes and threads that tests start, a hundred and thirty of them, compile each module once for all.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/full/**'],
          // No file changes what another sees, so that modules are loaded once a worker: a third less CPU.
          isolate: false,
          // All cores: Vitest would leave one of two free.
          maxWorkers: '100%',
          // Where others work on the machine too, a command that takes two seconds may take twenty.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'full',
          include: ['test/full/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
