import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TrainingSet } from '../../src/contracts/model.ts';

/**
 * What a script in Python beside this file prints of two tables, which it finds in the folder that is its first argument:
 * NAME-x.f64 column after column, NAME-y.f64, and NAME-w.f64 where rows have weights.
 */
export function askPeer<T>(
  script: string,
  tables: Readonly<Record<'train' | 'test', TrainingSet>>,
  args: readonly (string | number)[],
  threads: number,
): T {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-trees-'));
  try {
    for (const [name, { x, y, weights }] of Object.entries(tables)) {
      writeFileSync(join(folder, `${name}-x.f64`), x.data);
      writeFileSync(join(folder, `${name}-y.f64`), y);
      if (weights !== null) writeFileSync(join(folder, `${name}-w.f64`), weights);
    }
    const given = [join(import.meta.dirname, script), folder, ...args.map(String)];
    const env = { ...process.env, OMP_NUM_THREADS: String(threads) };
    return JSON.parse(execFileSync(process.env.PYTHON ?? 'python3', given, { env, encoding: 'utf8' }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
