import { describe, expect, test } from 'vitest';
import type { TrainingSet } from '../../../../src/contracts/model.ts';
import { resolveParams } from '../../../../src/contracts/params.ts';
import { quietRun } from '../../../../src/contracts/run.ts';
import { random } from '../../../../src/kernels/random.ts';
import { boostParams } from '../../../../src/learn/trees/boost-params.ts';
import type { Forest } from '../../../../src/learn/trees/forest.ts';
import { pointLoss } from '../../../../src/learn/trees/losses/point-loss.ts';
import { dealLists, rowLists } from '../../../../src/learn/trees/losses/row-lists.ts';
import { boostedTrees } from '../../../../src/models/boosted-trees.ts';
import {
  binary,
  columnsOf,
  fitted,
  madeMatrix,
  rawScores,
  regression,
  threeClasses,
  trainingSet,
} from '../made-rows.ts';

const columns = columnsOf(null, null);
const x = madeMatrix(300, columns, 1);
const learned = (set: TrainingSet, given: Readonly<Record<string, unknown>>): Forest =>
  boostedTrees.fit(
    set,
    resolveParams('boosted-trees', boostParams, { rounds: 30, ...given }).params,
    quietRun(),
  ) as Forest;
const said = (forest: Forest): Float64Array => {
  const out = new Float64Array(x.rows);
  boostedTrees.open(forest)(x, out);
  return out;
};

describe('a loss by name', () => {
  const classes = trainingSet(binary, x, columns, ([a]) => Number(a! > 0.5));
  const values = trainingSet(regression, x, columns, ([a]) => a! - 0.5);
  const three = trainingSet(threeClasses, x, columns, ([a]) => Math.floor(2.9 * a!));

  test('auto is the usual one of the target', () => {
    expect(learned(classes, { loss: 'logistic' })).toEqual(learned(classes, {}));
    expect(learned(values, { loss: 'squared' })).toEqual(learned(values, {}));
    expect(learned(three, { loss: 'softmax' })).toEqual(learned(three, {}));
  });

  test.each([
    ['a loss of values for classes', classes, { loss: 'absolute' }, 'train/loss-category'],
    ['a loss of classes for values', values, { loss: 'focal' }, 'train/loss-category'],
    ['focal loss for several classes', three, { loss: 'focal' }, 'train/loss-category'],
    ['counts below 0', values, { loss: 'poisson' }, 'train/loss-target'],
    [
      'ranks without lists',
      { ...values, y: values.y.map(Math.abs) },
      { loss: 'lambda-rank' },
      'train/loss-lists',
    ],
  ])('is refused: %s', (_what, set, given, code) => {
    expect(() => learned(set, given)).toThrow(expect.objectContaining({ code }));
  });

  test('is refused for validation rows too', () => {
    const counts = { ...values, y: values.y.map(Math.abs) };
    const validation = { x, y: values.y, weights: null };
    expect(() => learned({ ...counts, validation }, { loss: 'poisson' })).toThrow(
      expect.objectContaining({ code: 'train/loss-target' }),
    );
  });
});

describe('poisson', () => {
  const counts = trainingSet(regression, x, columns, ([a, b]) => Math.round(8 * a! * b!));

  test('answers with means above 0, that contributions tell the log of', () => {
    const forest = learned(counts, { loss: 'poisson' });
    expect(forest.facts).toEqual({ category: 'regression', link: 'log' });
    const answers = said(forest);
    const explainer = boostedTrees.explain!(forest);
    const parts = new Float64Array(2);
    answers.forEach((answer, row) => {
      explainer.contributions(x, row, parts);
      expect(explainer.base[0]! + parts[0]! + parts[1]!).toBeCloseTo(Math.log(answer), 9);
    });
    const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
    expect(sum(answers) / sum(counts.y)).toBeCloseTo(1, 1);
  });

  test('takes rows that counted nothing', () => {
    const none = said(learned({ ...counts, y: new Float64Array(300) }, { loss: 'poisson' }));
    expect(none.every((v) => v > 0 && v < 0.01)).toBe(true);
  });
});

test('an absolute error is not pulled by a few wild values, a squared one is', () => {
  const r = random(3);
  const wild = trainingSet(regression, x, columns, ([a]) => (r() < 0.05 ? 1e4 : a!));
  const errorOf = (loss: string): number =>
    said(learned(wild, { loss, rounds: 120, patience: 0 })).reduce(
      (most, v, i) => Math.max(most, Math.abs(v - x.data[i]!)),
      0,
    );
  expect(errorOf('absolute')).toBeLessThan(0.2);
  expect(errorOf('huber')).toBeLessThan(10);
  expect(errorOf('squared')).toBeGreaterThan(100);
});

test('a loss of your own takes two functions; squared error is learned as the one that is built in', () => {
  const set = trainingSet(regression, x, columns, ([a, b]) => 3 * a! + Math.sin(5 * b!));
  const own = pointLoss({ loss: (y, s) => (s - y) ** 2 / 2, gradient: (y, s) => s - y });
  const got = rawScores(fitted(set, { loss: own, patience: 5 }), x, regression);
  rawScores(fitted(set, { patience: 5 }), x, regression).forEach((v, i) => {
    expect(got[i]).toBeCloseTo(v, 9);
  });
});

test('a loss without a finite derivative is refused, one that bends the wrong way is still learned', () => {
  const set = trainingSet(regression, x, columns, ([a]) => a!);
  const root = pointLoss({ loss: (y, s) => Math.sqrt(s - y), gradient: (y, s) => 0.5 / Math.sqrt(s - y) });
  expect(() => fitted(set, { loss: root })).toThrow(
    expect.objectContaining({ code: 'train/loss-not-finite' }),
  );
  // Cauchy's loss bends downward beyond a deviation of 0.1: a bound on steps keeps them from going too far.
  const cauchy = pointLoss({
    maxStep: 0.5,
    loss: (y, s) => Math.log1p((10 * (s - y)) ** 2),
    gradient: (y, s) => (200 * (s - y)) / (1 + (10 * (s - y)) ** 2),
    hessian: (y, s) => (200 * (1 - (10 * (s - y)) ** 2)) / (1 + (10 * (s - y)) ** 2) ** 2,
  });
  const raw = rawScores(fitted(set, { loss: cauchy, rounds: 100 }), x, regression);
  expect(raw.reduce((sum, v, i) => sum + Math.abs(v - set.y[i]!), 0) / 300).toBeLessThan(0.05);
});

describe('custom', () => {
  const values = trainingSet(regression, x, columns, ([a, b]) => 3 * a! + Math.sin(5 * b!));
  const classes = trainingSet(binary, x, columns, ([a, b]) => Number(a! + b! > 1 !== b! > 0.9));
  const odds = '1 / (1 + Math.exp(-score))';

  test.each([
    ['squared', values, { gradient: '(y, score) => score - y', hessian: '(y, score) => 1' }],
    [
      'huber',
      values,
      {
        gradient: '(y, score) => Math.max(-0.3, Math.min(0.3, score - y))',
        hessian: '(y, score) => 1',
      },
    ],
    [
      'logistic',
      classes,
      { gradient: `(y, score) => ${odds} - y`, hessian: `(y, score) => ${odds} * (1 - ${odds})` },
    ],
  ])('two formulas are learned as the loss that is built in: %s', (loss, set, functions) => {
    const given = { patience: 5, rounds: 60, huberDelta: 0.3 };
    const own = learned(set, { ...given, loss: 'custom', ...functions });
    const peer = learned(set, { ...given, loss });
    expect(own.arrays.root.length).toBe(peer.arrays.root.length);
    const answers = said(own);
    said(peer).forEach((v, i) => {
      expect(answers[i]).toBeCloseTo(v, 6);
    });
  });

  test('answers with the exponential of a score in logs', () => {
    const positive = { ...values, y: values.y.map(Math.exp) };
    const gamma = { gradient: '(y, s) => 1 - y * Math.exp(-s)', hessian: '(y, s) => y * Math.exp(-s)' };
    const forest = learned(positive, { loss: 'custom', logScore: true, ...gamma });
    expect(forest.facts).toEqual({ category: 'regression', link: 'log' });
    expect(said(forest).every((v) => v > 0)).toBe(true);
  });

  const fine = { gradient: '(y, score) => score - y', hessian: '(y, score) => 1' };
  test.each([
    ['without a gradient', { hessian: fine.hessian, loss: 'custom' }, 'train/loss-formula'],
    ['without a hessian', { gradient: fine.gradient, loss: 'custom' }, 'train/loss-formula'],
    ['of the wrong sign', { ...fine, gradient: '(y, s) => 1', loss: 'custom' }, 'train/loss-unbounded'],
    ['that is no number', { ...fine, hessian: '(y, s) => 0 / 0', loss: 'custom' }, 'train/loss-not-finite'],
    ['that no loss calls', fine, 'train/loss-unused'],
  ])('is refused %s', (_what, given, code) => {
    expect(() => learned(values, given)).toThrow(expect.objectContaining({ code }));
  });
});

describe('lists', () => {
  test('hold their rows in order, whatever the order of the rows', () => {
    const { order, start } = rowLists(Int32Array.of(2, 0, 2, 1, 0));
    expect([...start]).toEqual([0, 2, 3, 5]);
    expect([...order]).toEqual([1, 4, 3, 0, 2]);
  });

  test('are never parted by folds', () => {
    const group = Int32Array.from({ length: 60 }, (_, i) => (i * 7) % 12);
    const fold = dealLists(rowLists(group), 4, random(1));
    for (let l = 0; l < 12; l++) expect(new Set(fold.filter((_, i) => group[i] === l)).size).toBe(1);
    expect(new Set(fold).size).toBe(4);
  });

  test('are ranked with rounds counted on lists held out, or on validation lists', () => {
    const set = {
      ...trainingSet(regression, x, columns, ([a, b]) => Math.floor(3.99 * a! * b!)),
      groups: Int32Array.from({ length: 300 }, (_, i) => i % 15),
    };
    const held = learned(set, { loss: 'lambda-rank', patience: 5, minHessian: 1e-3 });
    const { y, groups } = set;
    const judged = learned(
      { ...set, validation: { x, y, weights: null, groups } },
      { loss: 'lambda-rank', minHessian: 1e-3 },
    );
    for (const forest of [held, judged]) {
      const answers = said(forest);
      const first = Math.max(...answers);
      expect(set.y[answers.indexOf(first)]).toBe(3);
    }
  });
});
