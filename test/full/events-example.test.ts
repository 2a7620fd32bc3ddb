import { execFileSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { folderOf, runCli } from '../cli/run-cli.ts';

const EXAMPLE = join(import.meta.dirname, '../../examples/events');
const project = folderOf();
afterAll(() => rmSync(project, { recursive: true }));

test('among events that are soon over features win, and registrations of earlier events tell little', async () => {
  copyFileSync(join(EXAMPLE, 'events.design.ts'), join(project, 'events.design.ts'));
  execFileSync(process.execPath, [join(EXAMPLE, 'make-events.ts'), project, '2']);
  const ran = await runCli(['run', '--json', '--quiet'], { cwd: project });
  expect(ran.stderr).toBe('');
  const { metrics, choice, parity } = JSON.parse(ran.stdout);
  expect(parity.reloaded).toBe(0);
  expect(choice.ranker.gain.low).toBeGreaterThan(0);
  expect(metrics.ndcgAt10.low).toBeGreaterThan(0.5);
  // On validation users, where each was tried alone.
  const alone = (name: string): number =>
    Math.max(
      ...choice.trials.flatMap((t: { retriever: string; value: number }) =>
        t.retriever === name ? t.value : [],
      ),
    );
  for (const warm of ['ease', 'ials', 'item-knn', 'user-knn', 'most-popular', 'trending'])
    expect(alone(warm)).toBeLessThan(0.2 * choice.ranker.value);
});
