import type { Balancer } from '../contracts/balancer.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { random, seedFor } from '../kernels/random.ts';
import { reservoir } from '../kernels/reservoir.ts';
import { takeMatrix } from '../table/matrix.ts';
import { classCount } from './class-count.ts';
import { ratioParam } from './ratio-param.ts';
import { rowsByClass } from './rows-by-class.ts';

const params = {
  ratio: { ...ratioParam, about: 'What the smallest class comes to, as a share of each larger one.' },
} as const satisfies ParamSpecs;

/** Rows of the larger classes are left out by chance until the smallest class has its share beside each. */
export const underSample: Balancer<ParamsOf<typeof params>> = {
  room: 'balancers',
  name: 'under-sample',
  version: 1,
  about:
    'Rows of common classes are left out by chance: quick where rows are many, a waste where they are few.',
  params,
  traits: { categories: ['binary', 'multiclass'], rows: 'drops' },
  balance({ task, x, y, weights }, { ratio }, run) {
    const r = random(seedFor(run.seed, 'under-sample'));
    const members = rowsByClass(y, classCount(task)).filter((rows) => rows.length > 0);
    const most = Math.round(Math.min(...members.map((rows) => rows.length)) / ratio);
    const kept = members.flatMap((rows) => [...reservoir(rows.length, most, r)].map((i) => rows[i]!));
    const rows = Int32Array.from(kept).sort();
    return {
      x: takeMatrix(x, rows),
      y: Float64Array.from(rows, (row) => y[row]!),
      weights: weights && Float64Array.from(rows, (row) => weights[row]!),
    };
  },
};
