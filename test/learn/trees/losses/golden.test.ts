import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plainKernels } from '../../../../src/contracts/kernels.ts';
import type { TrainingSet } from '../../../../src/contracts/model.ts';
import { resolveParams } from '../../../../src/contracts/params.ts';
import { quietRun } from '../../../../src/contracts/run.ts';
import type { Task } from '../../../../src/contracts/task.ts';
import { boostParams } from '../../../../src/learn/trees/boost-params.ts';
import type { Forest } from '../../../../src/learn/trees/forest.ts';
import { lambdaRank } from '../../../../src/learn/trees/losses/lambda-rank.ts';
import { rowLists } from '../../../../src/learn/trees/losses/row-lists.ts';
import { boostedTrees } from '../../../../src/models/boosted-trees.ts';
import { type Matrix, matrix } from '../../../../src/table/matrix.ts';
import { columnsOf } from '../made-rows.ts';

type Columns = readonly (readonly (number | null)[])[];
type Given = Readonly<Record<string, unknown>>;
interface Rows {
  readonly x: Columns;
  readonly y: readonly number[];
}

interface Golden {
  readonly peer: string;
  readonly few: Columns;
  readonly weights: readonly number[];
  readonly exact: readonly {
    readonly name: string;
    readonly category: 'binary' | 'regression';
    readonly y: readonly number[];
    readonly weighted: boolean;
    readonly params: Given;
    readonly said: readonly number[];
  }[];
  readonly train: Rows;
  readonly test: Rows;
  readonly wholes: readonly { readonly name: string; readonly params: Given; readonly loss: number }[];
  readonly derivatives: {
    readonly y: readonly number[];
    readonly groups: readonly number[];
    readonly scores: readonly number[];
    readonly weights: readonly number[];
    readonly cases: readonly {
      readonly truncation: number;
      readonly grad: readonly number[];
      readonly hess: readonly number[];
    }[];
  };
  readonly ranking: {
    readonly size: number;
    readonly params: Given;
    readonly train: Rows;
    readonly test: Rows;
    readonly ndcg: number;
  };
}

const golden: Golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../golden/boosting/boosting.json'), 'utf8'),
);

const regression: Task = { category: 'regression' };
const STILL = { rowShare: 1, columnShare: 1, patience: 0 };

const matrixOf = (x: Columns): Matrix =>
  matrix(
    x[0]!.length,
    x.length,
    Float64Array.from(x.flat(), (v) => v ?? Number.NaN),
  );

const setOf = (task: Task, x: Columns, y: readonly number[]): TrainingSet => ({
  task,
  x: matrixOf(x),
  columns: columnsOf(...Array<null>(x.length).fill(null)),
  y: Float64Array.from(y),
  weights: null,
});

function said(set: TrainingSet, given: Given, x: Matrix): Float64Array {
  const { params, failures } = resolveParams('boosted-trees', boostParams, { ...STILL, ...given });
  expect(failures).toEqual([]);
  const out = new Float64Array(x.rows);
  boostedTrees.open(boostedTrees.fit(set, params, quietRun()) as Forest)(x, out);
  return out;
}

describe(`against ${golden.peer}`, () => {
  test.each(golden.exact)('a few trees say the same of every row: $name', (given) => {
    const task: Task =
      given.category === 'binary'
        ? { category: 'binary', classes: ['no', 'yes'] }
        : { category: 'regression' };
    const weights = given.weighted ? Float64Array.from(golden.weights) : null;
    const set = { ...setOf(task, golden.few, given.y), weights };
    const got = said(set, given.params, set.x);
    // The peers hold derivatives in single precision.
    const largest = got.reduce((most, v, i) => Math.max(most, Math.abs(v - given.said[i]!)), 0);
    expect(largest).toBeLessThan(1e-5);
  });

  test.each(golden.wholes)('a whole fit is as good on unseen rows: $name', ({ params, loss }) => {
    const set = setOf(regression, golden.train.x, golden.train.y);
    const got = said(set, params, matrixOf(golden.test.x));
    const share = (params.quantile as number | undefined) ?? 0.5;
    const pinball = golden.test.y.map((y, i) =>
      y > got[i]! ? share * (y - got[i]!) : (1 - share) * (got[i]! - y),
    );
    const mean = pinball.reduce((a, b) => a + b) / pinball.length;
    expect((share === 0.5 ? 2 * mean : mean) / loss).toBeLessThan(1.03);
  });

  test.each(golden.derivatives.cases)('LambdaRank derives the same, to place $truncation', (given) => {
    const { y, groups, scores, weights } = golden.derivatives;
    const group = Int32Array.from(groups.flatMap((n, l) => Array<number>(n).fill(l)));
    const truth = {
      y: Float64Array.from(y),
      weights: Float64Array.from(weights),
      lists: rowLists(group),
    };
    const [grad, hess] = [new Float64Array(y.length), new Float64Array(y.length)];
    lambdaRank(given.truncation).derive(truth, Float64Array.from(scores), grad, hess, plainKernels);
    // The peer takes sigmoids from a table.
    grad.forEach((g, i) => {
      expect(Math.abs(g - given.grad[i]!)).toBeLessThan(2e-5);
    });
    hess.forEach((h, i) => {
      expect(Math.abs(h - given.hess[i]!)).toBeLessThan(2e-5);
    });
  });

  test('LambdaRank ranks unseen lists as well', () => {
    const { size, params, train, test: unseen, ndcg } = golden.ranking;
    const groups = Int32Array.from(train.y, (_, i) => Math.floor(i / size));
    const set = { ...setOf(regression, train.x, train.y), groups };
    const got = said(set, { ...params, loss: 'lambda-rank' }, matrixOf(unseen.x));
    const lists = rowLists(Int32Array.from(unseen.y, (_, i) => Math.floor(i / size)));
    const truth = { y: Float64Array.from(unseen.y), weights: null, lists };
    const found = 1 - lambdaRank(10).mean(truth, got, Int32Array.from(got.keys()));
    expect(Math.abs(found - ndcg)).toBeLessThan(0.01);
  });
});
