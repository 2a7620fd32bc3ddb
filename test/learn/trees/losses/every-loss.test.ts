import { describe, expect, test } from 'vitest';
import type { TrainingSet } from '../../../../src/contracts/model.ts';
import { resolveParams } from '../../../../src/contracts/params.ts';
import { quietRun } from '../../../../src/contracts/run.ts';
import { random } from '../../../../src/kernels/random.ts';
import { boostParams } from '../../../../src/learn/trees/boost-params.ts';
import type { Forest } from '../../../../src/learn/trees/forest.ts';
import { boostedTrees } from '../../../../src/models/boosted-trees.ts';
import { type Matrix, takeMatrix } from '../../../../src/table/matrix.ts';
import { binary, columnsOf, madeMatrix, regression, trainingSet } from '../made-rows.ts';

/** What the conformance suite asks of a model with its defaults, of the losses that are not a default. */
const columns = columnsOf(null, 5, null);
const x = madeMatrix(240, columns, 3, 0.05);
const r = random(4);
const counts = trainingSet(regression, x, columns, ([a, b]) => Math.floor(6 * (a || 0) + (b || 0) + 2 * r()));
const classes = { ...counts, task: binary, y: counts.y.map((v) => Number(v > 4)) };

function learned(set: TrainingSet, given: Readonly<Record<string, unknown>>): Forest {
  const { params } = resolveParams('boosted-trees', boostParams, { rounds: 25, ...given });
  return boostedTrees.fit(set, params, quietRun()) as Forest;
}

function said(forest: Forest, rows: Matrix = x): Float64Array {
  const out = new Float64Array(rows.rows);
  boostedTrees.open(forest)(rows, out);
  return out;
}

describe.each([
  { loss: 'absolute', set: counts },
  { loss: 'huber', set: counts },
  { loss: 'quantile', set: counts },
  { loss: 'poisson', set: counts },
  { loss: 'focal', set: classes },
])('$loss', ({ loss, set }) => {
  const given = { loss, quantile: 0.8 };

  test('a row of weight 2 is that row twice', () => {
    const still = { ...given, rowShare: 1, columnShare: 1, patience: 0 };
    const weights = set.y.map((_, i) => (i % 3 === 0 ? 2 : 1));
    const twice = Int32Array.from([...weights.keys()].flatMap((i) => (weights[i] === 2 ? [i, i] : [i])));
    const repeated = { ...set, x: takeMatrix(x, twice), y: Float64Array.from(twice, (i) => set.y[i]!) };
    const alone = said(learned({ ...set, weights }, still));
    said(learned(repeated, still)).forEach((v, i) => {
      expect(Math.abs(v - alone[i]!)).toBeLessThan(1e-4);
    });
  });

  test('the same seed gives the same state, which knows more than a constant', () => {
    const forest = learned(set, given);
    expect(learned(set, given)).toEqual(forest);
    const answers = said(forest);
    const [low, high] = [0, 1].map((side) => {
      const rows = answers.filter((_, i) => Number(set.y[i]! > (loss === 'focal' ? 0 : 4)) === side);
      return rows.reduce((a, b) => a + b) / rows.length;
    });
    expect(high! - low!).toBeGreaterThan(loss === 'focal' ? 0.1 : 1);
  });

  test('takes one value, one row, and rows without a value', () => {
    for (const patience of [0, 5]) {
      const same = said(learned({ ...set, y: new Float64Array(240).fill(1) }, { ...given, patience }));
      // Probabilities of focal loss stay away from 1.
      expect(Math.max(...same.map((v) => Math.abs(v - 1)))).toBeLessThan(loss === 'focal' ? 0.15 : 0.01);
      const one = { ...set, x: takeMatrix(x, Int32Array.of(0)), y: Float64Array.of(1) };
      expect(said(learned(one, { ...given, patience })).every(Number.isFinite)).toBe(true);
    }
    const bare = { ...set, x: { ...x, data: new Float64Array(x.data.length).fill(Number.NaN) } };
    expect(said(learned(bare, given)).every(Number.isFinite)).toBe(true);
  });
});
