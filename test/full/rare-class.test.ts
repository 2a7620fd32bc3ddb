import { expect, test } from 'vitest';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { random } from '../../src/kernels/random.ts';
import { boostParams } from '../../src/learn/trees/boost-params.ts';
import { boostedTrees } from '../../src/models/boosted-trees.ts';
import { matrix } from '../../src/table/matrix.ts';

const binary = { category: 'binary', classes: ['no', 'yes'] } as const;
const columns = ['x0', 'x1', 'x2'].map((name) => ({ name, source: name }));

test('boosted trees stay better than the base rate on a class of 0.02 %', async () => {
  // 50,000 rows, 10 positives in training and 10 in test, told by two of three columns.
  const rows = 50_000;
  const world = (seed: number) => {
    const draw = random(seed);
    const x = matrix(
      rows,
      3,
      Float64Array.from({ length: rows * 3 }, () => draw()),
    );
    const r = random(seed + 100);
    const risk = Float64Array.from({ length: rows }, (_, i) => x.data[i]! + x.data[rows + i]! + 0.3 * r());
    const least = risk.toSorted().at(-10)!;
    return { x, y: risk.map((v) => (v >= least ? 1 : 0)) };
  };
  const share = 10 / rows;
  const baseLoss = -share * Math.log(share) - (1 - share) * Math.log(1 - share);
  const { params } = resolveParams('boosted-trees', boostParams, { rounds: 100 });
  const state = await boostedTrees.fit(
    { task: binary, ...world(1), columns, weights: null },
    params,
    quietRun(),
  );
  const held = world(51);
  const p = new Float64Array(rows);
  boostedTrees.open(state)(held.x, p);
  const loss = p.reduce((sum, v, i) => sum - Math.log(held.y[i] === 1 ? v : 1 - v), 0) / rows;
  expect(loss).toBeLessThan(baseLoss);
});
