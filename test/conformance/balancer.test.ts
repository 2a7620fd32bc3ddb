import { describe, expect, test } from 'vitest';
import { balancers } from '../../src/balancers/index.ts';
import type { TrainingSet } from '../../src/contracts/model.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { classTotals } from '../../src/kernels/class-totals.ts';
import { random } from '../../src/kernels/random.ts';
import { matrix } from '../../src/table/matrix.ts';

/** 300, 60 and 15 rows of three classes, in no order; column 0 tells the class, column 1 is 0 or 1, some are missing. */
function madeSet(weighted = false): TrainingSet {
  const r = random(2);
  const y = Float64Array.from({ length: 375 }, (_, row) => (row % 25 === 0 ? 2 : row % 25 < 5 ? 1 : 0));
  const x = matrix(375, 2);
  for (let row = 0; row < 375; row++) {
    x.data[row] = r() < 0.1 ? Number.NaN : y[row]! + r();
    x.data[375 + row] = Number(r() < 0.5);
  }
  return {
    task: { category: 'multiclass', classes: ['a', 'b', 'c'] },
    x,
    columns: [
      { name: 'amount', source: 'amount' },
      { name: 'flag', source: 'flag' },
    ],
    y,
    weights: weighted ? y.map(() => 0.5 + r()) : null,
  };
}

describe.each(balancers.map((balancer) => ({ name: balancer.name, balancer })))('$name', ({ balancer }) => {
  const { params, failures } = resolveParams(balancer.name, balancer.params, {});
  const balance = (train: TrainingSet, seed = 1) => balancer.balance(train, params, quietRun(seed));
  const sharesOf = ({ y, weights }: Pick<TrainingSet, 'y' | 'weights'>): number[] => {
    const totals = classTotals(y, weights, 3);
    const sum = totals.reduce((a, b) => a + b);
    return [...totals].map((total) => total / sum);
  };

  test('describes itself, and its defaults keep its own rules', () => {
    expect(balancer.name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(balancer.about).toMatch(/^[A-Z].*\.$/);
    expect(balancer.traits.categories).not.toContain('regression');
    expect(failures).toEqual([]);
  });

  test.each([false, true])('evens out the classes (weighted: %s)', (weighted) => {
    const train = madeSet(weighted);
    const before = sharesOf(train);
    const after = sharesOf(balance(train));
    expect(Math.max(...after)).toBeLessThan(Math.max(...before) - 0.05);
    expect(Math.min(...after)).toBeGreaterThan(Math.min(...before) + 0.05);
  });

  test('does to rows what it says', () => {
    const train = madeSet();
    const { x, y, weights } = balance(train);
    expect(x.rows).toBe(y.length);
    expect(x.cols).toBe(2);
    if (weights !== null) expect(weights).toHaveLength(y.length);
    const { rows } = balancer.traits;
    if (rows === 'weighs') expect([x, y]).toEqual([train.x, train.y]);
    if (rows === 'drops') expect(y.length).toBeLessThan(train.y.length);
    if (rows === 'adds') expect(y.subarray(0, train.y.length)).toEqual(train.y);
    // A row that is not the class it says would have an amount of another.
    for (let row = 0; row < y.length; row++) {
      const amount = x.data[row]!;
      expect(Number.isNaN(amount) || Math.floor(amount) === y[row]).toBe(true);
      expect([0, 1]).toContain(x.data[x.rows + row]);
    }
  });

  test('is told by its seed, and changes nothing it is given', () => {
    const train = madeSet(true);
    expect(balance(train, 3)).toEqual(balance(train, 3));
    expect(train).toEqual(madeSet(true));
  });

  test('a class without rows, one row, and a single class are no obstacle', () => {
    const train = madeSet();
    const only = (keep: (row: number) => boolean): TrainingSet => {
      const rows = [...train.y.keys()].filter(keep);
      return {
        ...train,
        x: matrix(
          rows.length,
          2,
          Float64Array.from([0, 1].flatMap((c) => rows.map((row) => train.x.data[c * 375 + row]!))),
        ),
        y: Float64Array.from(rows, (row) => train.y[row]!),
      };
    };
    for (const some of [
      only((row) => train.y[row] !== 1),
      only((row) => train.y[row] === 0),
      only((row) => train.y[row] === 0 || row === 25),
      only((row) => row === 0),
    ]) {
      const { y, weights } = balance(some);
      expect(new Set(y)).toEqual(new Set(some.y));
      expect(weights === null || weights.every((weight) => weight > 0 && Number.isFinite(weight))).toBe(true);
    }
  });
});
