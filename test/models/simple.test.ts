import { array, assert, integer, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import type { Model, TrainingSet } from '../../src/contracts/model.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { NearestHeap } from '../../src/learn/neighbours/nearest-heap.ts';
import { gaussianNaiveBayes } from '../../src/models/gaussian-naive-bayes.ts';
import { multinomialNaiveBayes } from '../../src/models/multinomial-naive-bayes.ts';
import { nearestNeighbours } from '../../src/models/nearest-neighbours.ts';
import { matrix } from '../../src/table/matrix.ts';

const set = (x: number[], y: number[], task: TrainingSet['task']): TrainingSet => ({
  task,
  x: matrix(x.length, 1, Float64Array.from(x)),
  columns: [{ name: 'amount', source: 'amount' }],
  y: Float64Array.from(y),
  weights: null,
});

const answers = async (model: unknown, train: TrainingSet, given: object, asked: number[], seed = 1) => {
  const m = model as Model;
  const { params } = resolveParams(m.name, m.params, { ...given });
  const state = await m.fit(train, params, quietRun(seed));
  const out = new Float64Array(asked.length * (train.task.category === 'multiclass' ? 3 : 1));
  m.open(state)(matrix(asked.length, 1, Float64Array.from(asked)), out);
  return { state, out: [...out] };
};

const binary = { category: 'binary', classes: ['no', 'yes'] } as const;
const multiclass = { category: 'multiclass', classes: ['a', 'b', 'c'] } as const;
const regression = { category: 'regression' } as const;

test('multinomial naive Bayes refuses a value below 0 and names the column', async () => {
  await expect(async () =>
    answers(multinomialNaiveBayes, set([1, -2], [0, 1], binary), {}, []),
  ).rejects.toThrow('The model takes counts, and "amount" has a value below 0 in a training row: -2.');
});

test('Gaussian naive Bayes answers a value out of all proportion, and never a class without a row', async () => {
  const { out } = await answers(
    gaussianNaiveBayes,
    set([0, 1, 5, 6], [0, 0, 2, 2], multiclass),
    {},
    [0.5, 5.5, 1e300, -1e300],
  );
  expect(out.every(Number.isFinite)).toBe(true);
  for (let r = 0; r < 4; r++) expect(out[r * 3 + 1]).toBe(0);
  expect(out[0]).toBeCloseTo(1, 9);
  expect(out[5]).toBeCloseTo(1, 9);
});

test('of rows equally far the earlier is asked; rows that coincide with the query have the only vote', async () => {
  const train = set([1, -1, 1, 3], [10, 20, 30, 40], regression);
  expect((await answers(nearestNeighbours, train, { k: 1 }, [0])).out).toEqual([10]);
  expect((await answers(nearestNeighbours, train, { k: 2 }, [0])).out).toEqual([15]);
  expect((await answers(nearestNeighbours, train, { k: 4, weighting: 'distance' }, [1])).out).toEqual([20]);
});

test('the furthest neighbour counts for as much as is still wanted', async () => {
  const train = { ...set([0, 1, 2], [10, 20, 90], regression), weights: Float64Array.of(0.5, 2, 1) };
  expect((await answers(nearestNeighbours, train, { k: 2 }, [0])).out).toEqual([(0.5 * 10 + 1.5 * 20) / 2]);
});

test('of more rows than maxRows so many are drawn, by the seed', async () => {
  const values = Array.from({ length: 1000 }, (_, i) => i);
  const train = set(values, values, regression);
  const kept = async (seed: number) => [
    ...(await answers(nearestNeighbours, train, { maxRows: 50 }, [], seed)).state.arrays.y!,
  ];
  const first = await kept(1);
  expect(first).toHaveLength(50);
  expect(first).toEqual(first.toSorted((a, b) => a - b));
  expect(await kept(1)).toEqual(first);
  expect(await kept(2)).not.toEqual(first);
});

test('the heap keeps the least set of nearest rows whose weights suffice', () => {
  const row = record({ distance: integer({ min: 0, max: 9 }), weight: integer({ min: 1, max: 4 }) });
  const kept = property(
    array(row, { minLength: 1, maxLength: 60 }),
    integer({ min: 1, max: 30 }),
    (rows, wanted) => {
      const heap = new NearestHeap(
        Float64Array.from(rows, (r) => r.weight),
        wanted,
        rows.length,
      );
      rows.forEach((r, i) => {
        heap.offer(r.distance, i);
      });
      const order = [...rows.keys()].toSorted((a, b) => rows[a]!.distance - rows[b]!.distance || a - b);
      const expected: number[] = [];
      for (let sum = 0; sum < wanted && expected.length < order.length; sum += rows[expected.at(-1)!]!.weight)
        expected.push(order[expected.length]!);
      expect([...heap.rows.subarray(0, heap.size)].sort((a, b) => a - b)).toEqual(
        expected.sort((a, b) => a - b),
      );
    },
  );
  assert(kept);
});
