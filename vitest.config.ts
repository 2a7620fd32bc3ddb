import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files of the long suite that take a minute or more, so that none of them begins when all else is done. */
const LONGEST = [
  'drift-calibration',
  'recommend-sets',
  'console-demos',
  'hostile-moments',
  'training-strategies',
  'wide-table',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number =>
      LONGEST.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
    const rest = files.filter((file) => place(file) < 0);
    return [
      ...files.filter((file) => place(file) >= 0).sort((a, b) => place(a) - place(b)),
      ...(await super.sort(rest)),
    ];
  }
}

/** Two suites: `unit` needs nothing but npm and stays under a minute; `full` wants real servers, browsers and large sets. */
export default defineConfig({
  resolve: { conditions: ['source', 'node', 'import', 'default'] },
  test: {
    // The processes and threads that tests start, a hundred and thirty of them, compile each module once for all.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') },
    sequence: { sequencer: LongestFirst },
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
          // Two at a time: servers and browsers wait for each other more than they compute.
          maxWorkers: 2,
        },
      },
    ],
  },
});
