import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Model, TrainingSet } from '../../src/contracts/model.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { outputsOf, type Task, type TaughtCategory } from '../../src/contracts/task.ts';
import type { Forest } from '../../src/learn/trees/forest.ts';
import { OutOfBag } from '../../src/learn/trees/out-of-bag.ts';
import { decisionTree } from '../../src/models/decision-tree.ts';
import { extraTrees } from '../../src/models/extra-trees.ts';
import { randomForest } from '../../src/models/random-forest.ts';
import { type Matrix, matrix } from '../../src/table/matrix.ts';

/** Categories that the peer has. */
type PeerCategory = Exclude<TaughtCategory, 'ranking'>;

type Columns = readonly (readonly (number | null)[])[];
interface Rows {
  readonly x: Columns;
  readonly y: Readonly<Record<PeerCategory, readonly number[]>>;
}

interface Golden {
  readonly peer: string;
  readonly few: Rows & { readonly gaps: readonly (number | null)[]; readonly weights: readonly number[] };
  readonly trees: readonly {
    readonly name: string;
    readonly category: PeerCategory;
    readonly params: Record<string, number>;
    readonly missing: boolean;
    readonly weighted: boolean;
    readonly said: readonly number[];
    readonly importances: readonly number[];
  }[];
  readonly train: Rows;
  readonly test: Rows;
  readonly forests: readonly {
    readonly name: string;
    readonly category: PeerCategory;
    readonly error: number;
    readonly deviation: number;
  }[];
}

const golden: Golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../golden/forests/forests.json'), 'utf8'),
);

describe(`against ${golden.peer}`, () => {
  test.each(golden.trees)('one tree says and weighs the same: $category, $name', (given) => {
    const { few } = golden;
    const set = {
      ...trainingSet(given.missing ? [few.gaps, ...few.x.slice(1)] : few.x, few.y, given.category),
      weights: given.weighted ? Float64Array.from(few.weights) : null,
    };
    const { said, importances } = fitted(decisionTree as Model, set, { ...given.params, smoothing: 0 });
    expect(largestDifference(said, given.said)).toBeLessThan(1e-8);
    expect(largestDifference(importances, given.importances)).toBeLessThan(1e-8);
  });

  test.each(golden.forests)('$name is as good on unseen rows: $category', (given) => {
    const model = (given.name === 'random-forest' ? randomForest : extraTrees) as Model;
    const set = trainingSet(golden.train.x, golden.train.y, given.category);
    const unseen = trainingSet(golden.test.x, golden.test.y, given.category);
    const params = { trees: 100, minRowsPerLeaf: 5, columnShare: 0.5, smoothing: 0 };
    const { said } = fitted(model, set, params, unseen.x);
    const error = rootMeanSquare(said, unseen);
    // Both draw by chance, each otherwise: five deviations of one seed.
    expect(Math.abs(error - given.error)).toBeLessThan(5 * given.deviation);
  });
});

describe('a set of categories', () => {
  test('is the best of all sets, for a value and for two classes', () => {
    const row = fc.record({ code: fc.integer({ min: -1, max: 5 }), y: fc.integer({ min: 0, max: 1 }) });
    const rows = fc.array(row, { minLength: 6, maxLength: 40 });
    fc.assert(
      fc.property(rows, fc.constantFrom('binary', 'regression'), (drawn, category) => {
        const codes = drawn.map(({ code }) => (code < 0 ? null : code));
        const y = drawn.map((d) => (category === 'binary' ? d.y : d.y * 7 + d.code));
        const set = categorySet(codes, y, category as PeerCategory);
        const { said } = fitted(decisionTree as Model, set, {
          maxLeaves: 2,
          minRowsPerLeaf: 1,
          smoothing: 0,
        });
        const error = said.reduce((sum, v, r) => sum + (v - y[r]!) ** 2, 0);
        expect(error).toBeCloseTo(
          leastError(
            drawn.map((d) => d.code + 1),
            y,
          ),
          9,
        );
      }),
      { numRuns: 60 },
    );
  });

  test('that training rows did not have goes with the larger side', () => {
    const set = categorySet([0, 0, 0, 1, 1], [1, 1, 1, 9, 9], 'regression');
    const { said } = fitted(decisionTree as Model, set, { minRowsPerLeaf: 1 }, codesOf([7, null, 1]));
    expect([...said]).toEqual([1, 1, 9].map((v) => expect.closeTo(v, 9)));
  });
});

test('a threshold stands in the middle of the values that it parts', () => {
  const set = trainingSet(
    [[0, 1, 2, 3, 4, 5, 6, 7, 8]],
    { regression: [0, 0, 9, 9, 9, 9, 9, 0, 0] },
    'regression',
  );
  const { said } = fitted(
    decisionTree as Model,
    set,
    { minRowsPerLeaf: 1 },
    toMatrix([[1.4, 1.6, 6.4, 6.6]]),
  );
  expect([...said]).toEqual([0, 9, 9, 0].map((v) => expect.closeTo(v, 9)));
});

test('smoothing adds rows at the class frequencies to each leaf', () => {
  const set = trainingSet([[0, 0, 0, 1]], { binary: [0, 0, 0, 1] }, 'binary');
  const { said } = fitted(decisionTree as Model, set, { minRowsPerLeaf: 1, smoothing: 2 });
  expect(said[0]).toBeCloseTo((0 + 2 * 0.25) / (3 + 2), 12);
  expect(said[3]).toBeCloseTo((1 + 2 * 0.25) / (1 + 2), 12);
});

test('a random forest records its out-of-bag error, which is near that on unseen rows', () => {
  const set = trainingSet(golden.train.x, golden.train.y, 'regression');
  const unseen = trainingSet(golden.test.x, golden.test.y, 'regression');
  const { params } = resolveParams(randomForest.name, randomForest.params, { trees: 40 });
  const state = (randomForest as Model).fit(set, params, quietRun()) as Forest;
  const said = new Float64Array(unseen.y.length);
  randomForest.open(state)(unseen.x, said);
  const told = state.facts.outOfBagError!;
  expect(told / rootMeanSquare(said, unseen)).toBeGreaterThan(0.9);
  expect(told / rootMeanSquare(said, unseen)).toBeLessThan(1.15);
  const classes = trainingSet(golden.train.x, golden.train.y, 'binary');
  const { facts } = (randomForest as Model).fit(classes, params, quietRun()) as Forest;
  expect(facts.outOfBagError).toBeGreaterThan(0);
  expect(facts.outOfBagError).toBeLessThan(0.25);
  expect(facts.outOfBagAuc).toBeGreaterThan(0.8);
  const still = { ...(params as object), bootstrap: false };
  expect((randomForest as Model).fit(classes, still, quietRun()) as Forest).toHaveProperty('facts', {
    category: 'binary',
  });
});

test('the out-of-bag area counts ties half, rows by their weight, and none that every tree has seen', () => {
  const target = { truth: [0, 1, 0, 1, 1], weight: [1, 2, 3, 1, 9], outputs: 1, classes: true };
  const outOfBag = new OutOfBag(target as unknown as ConstructorParameters<typeof OutOfBag>[0]);
  // Means of 0.25, 0.5, 0.5 and 1; the last row is in every bag.
  for (const said of [
    [0.25, 0.25, 0.5, 1],
    [0.25, 0.75],
  ]) {
    const eachOther = (visit: (row: number, values: Float64Array, says: number) => void) => {
      said.forEach((value, row) => {
        visit(row, Float64Array.of(value), 0);
      });
    };
    outOfBag.add({ eachOther } as unknown as Parameters<OutOfBag['add']>[0]);
  }
  // Of 4 x 3 pairs by weight: row 1 beats row 0 (2) and ties with row 2 (6 / 2), row 3 beats both (1 + 3).
  expect(outOfBag.auc()).toBeCloseTo((2 + 3 + 4) / 12, 12);
});

test('one seed gives one forest, another seed another', () => {
  const set = trainingSet(golden.few.x, golden.few.y, 'binary');
  for (const model of [randomForest, extraTrees] as Model[]) {
    const said = (seed: number) => [...fitted(model, set, { trees: 5 }, set.x, seed).said];
    expect(said(1)).toEqual(said(1));
    expect(said(1)).not.toEqual(said(2));
  }
});

function fitted(
  model: Model,
  set: TrainingSet,
  given: Record<string, unknown>,
  rows: Matrix = set.x,
  seed = 1,
): { said: Float64Array; importances: Float64Array } {
  const { params, failures } = resolveParams(model.name, model.params, given);
  expect(failures).toEqual([]);
  const state = model.fit(set, params, quietRun(seed)) as never;
  const said = new Float64Array(rows.rows * outputsOf(set.task));
  model.open(state)(rows, said);
  return { said, importances: model.importances!(state) };
}

function trainingSet(x: Columns, y: Partial<Rows['y']>, category: PeerCategory): TrainingSet {
  return {
    task: taskOf(category),
    x: toMatrix(x),
    columns: x.map((_, c) => ({ name: `x${c}`, source: `x${c}` })),
    y: Float64Array.from(y[category]!),
    weights: null,
  };
}

const categorySet = (codes: (number | null)[], y: number[], category: PeerCategory): TrainingSet => ({
  task: taskOf(category),
  x: codesOf(codes),
  columns: [{ name: 'c', source: 'c', cardinality: 8 }],
  y: Float64Array.from(y),
  weights: null,
});

const codesOf = (codes: (number | null)[]): Matrix => toMatrix([codes]);

const toMatrix = (x: Columns): Matrix =>
  matrix(
    x[0]!.length,
    x.length,
    Float64Array.from(x.flat(), (v) => v ?? Number.NaN),
  );

function taskOf(category: PeerCategory): Task {
  if (category === 'regression') return { category };
  if (category === 'binary') return { category, classes: ['no', 'yes'] };
  return { category, classes: ['low', 'middle', 'high'] };
}

/** Of the value, of P(1), or of every class's share. */
function rootMeanSquare(said: Float64Array, { task, y }: TrainingSet): number {
  const outputs = outputsOf(task);
  const truth = (i: number): number =>
    outputs === 1 ? y[i]! : Number(y[Math.floor(i / outputs)] === i % outputs);
  return Math.sqrt(said.reduce((sum, v, i) => sum + (v - truth(i)) ** 2, 0) / said.length);
}

/** The squared error of the means of the two sides, over every set of the bins 0..6. */
function leastError(bins: readonly number[], y: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (let set = 0; set < 128; set++) {
    const sides = [0, 1].map((side) => y.filter((_, r) => ((set >> bins[r]!) & 1) === side));
    const error = sides.flat().length === 0 ? 0 : sides.reduce((sum, side) => sum + spread(side), 0);
    least = Math.min(least, error);
  }
  return least;
}

function spread(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
  return values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
}

const largestDifference = (a: Float64Array, b: readonly number[]): number => {
  expect(a.length).toBe(b.length);
  return a.reduce((most, v, i) => Math.max(most, Math.abs(v - b[i]!)), 0);
};
