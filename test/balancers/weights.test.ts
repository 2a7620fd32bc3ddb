import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { classBalanced } from '../../src/balancers/class-balanced.ts';
import { classWeights } from '../../src/balancers/class-weights.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { matrix } from '../../src/table/matrix.ts';

/** By scikit-learn and from the paper of Cui et al.: test/golden/imbalance/make.py. */
const golden = JSON.parse(
  readFileSync(new URL('../golden/imbalance/imbalance.json', import.meta.url), 'utf8'),
) as { y: number[]; balanced: number[]; effective: { beta: number; weights: number[] }[] };
const train = {
  task: { category: 'multiclass', classes: ['a', 'b', 'c'] },
  x: matrix(golden.y.length, 1),
  columns: [],
  y: Float64Array.from(golden.y),
  weights: null,
} as const;

test("class weights are scikit-learn's, balanced", () => {
  const { weights } = classWeights.balance(train, { ratio: 1 }, quietRun());
  golden.y.forEach((k, row) => {
    expect(weights![row]).toBeCloseTo(golden.balanced[k]!, 12);
  });
});

test.each(golden.effective)(
  'classes weigh by effective numbers, beta $beta',
  ({ beta, weights: expected }) => {
    const { weights } = classBalanced.balance(train, { beta }, quietRun());
    const scale = golden.y.length / golden.y.reduce((sum, k) => sum + expected[k]!, 0);
    golden.y.forEach((k, row) => {
      expect(weights![row]).toBeCloseTo(scale * expected[k]!, 9);
    });
  },
);

test('a class that has its share already is left alone', () => {
  const { weights } = classWeights.balance(train, { ratio: 0.4 }, quietRun());
  const of = (k: number) => weights![golden.y.indexOf(k)]!;
  expect(of(1)).toBeCloseTo(of(0), 12);
  // 9 rows against 60: to come to 24 they weigh 24 / 9.
  expect(of(2) / of(0)).toBeCloseTo(24 / 9, 12);
});
