import { describe, expect, test } from 'vitest';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { random } from '../../src/kernels/random.ts';
import { linearSvm } from '../../src/models/linear-svm.ts';
import { matrix } from '../../src/table/matrix.ts';

/** Two columns of noise with known log-odds. */
function made(rows: number, seed: number) {
  const r = random(seed);
  const x = matrix(rows, 2);
  for (let i = 0; i < x.data.length; i++) x.data[i] = r() + r() + r() + r() - 2;
  const truth = Float64Array.from({ length: rows }, (_, i) => 3 * x.data[i]! - 2 * x.data[rows + i]! - 1);
  const y = truth.map((s) => (r() < 1 / (1 + Math.exp(-s)) ? 1 : 0));
  return { x, y, truth };
}

const task = { category: 'binary', classes: ['no', 'yes'] } as const;
const columns = [0, 1].map((c) => ({ name: `x${c}`, source: `x${c}` }));
const trained = (rows: ReturnType<typeof made>, weights: Float64Array | null = null) =>
  linearSvm.fit(
    { task, x: rows.x, columns, y: rows.y, weights },
    resolveParams('linear-svm', linearSvm.params, {}).params as never,
    quietRun(3),
  );

describe('linear-svm', () => {
  test('answers with probabilities that come true: held-out log loss near that of the true log-odds', async () => {
    const score = linearSvm.open(await trained(made(4000, 1)));
    const held = made(4000, 2);
    const p = new Float64Array(4000);
    score(held.x, p);
    const loss = (of: (i: number) => number): number =>
      held.y.reduce((sum, y, i) => sum - Math.log(y === 1 ? of(i) : 1 - of(i)), 0) / held.y.length;
    const best = loss((i) => 1 / (1 + Math.exp(-held.truth[i]!)));
    expect(best).toBeGreaterThan(0.3);
    expect(loss((i) => p[i]!) - best).toBeLessThan(0.01);
  });

  test('classes that a line parts keep finite weights', async () => {
    const rows = made(200, 4);
    const parted = { ...rows, y: rows.truth.map((s) => (s > 0 ? 1 : 0)) };
    const { weights, intercepts } = (await trained(parted)).arrays;
    for (const value of [...weights, ...intercepts]) expect(Math.abs(value)).toBeLessThan(1e4);
  });

  test('one seed, one model', async () => {
    const rows = made(300, 5);
    expect((await trained(rows)).arrays).toEqual((await trained(rows)).arrays);
  });
});
