import type { Balancer } from '../contracts/balancer.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { random, seedFor } from '../kernels/random.ts';
import { facetsOf } from '../learn/smote/facets.ts';
import { makeRows } from '../learn/smote/make-rows.ts';
import type { Matrix } from '../table/matrix.ts';
import { appendRows } from './append-rows.ts';
import { classCount } from './class-count.ts';
import { ratioParam } from './ratio-param.ts';
import { rowsByClass } from './rows-by-class.ts';

const params = {
  ratio: ratioParam,
  neighbours: {
    type: 'integer',
    default: 5,
    min: 1,
    max: 100,
    about: 'Nearest rows of the class between which and a row a new one is made.',
  },
} as const satisfies ParamSpecs;

/** Rows of a smaller class are made up between those there are; a made-up row has the mean weight of its class. */
export const smote: Balancer<ParamsOf<typeof params>> = {
  room: 'balancers',
  name: 'smote',
  version: 1,
  about:
    'New rows of a rare class are made up between its rows and their neighbours (SMOTE; categories by SMOTE-NC).',
  params,
  traits: { categories: ['binary', 'multiclass'], rows: 'adds' },
  balance({ task, x, y, weights, columns }, { ratio, neighbours }, run) {
    const r = random(seedFor(run.seed, 'smote'));
    const members = rowsByClass(y, classCount(task));
    const wanted = Math.round(ratio * Math.max(...members.map((rows) => rows.length)));
    const facets = facetsOf(x, columns);
    const made: { readonly x: Matrix; readonly y: number; readonly weight: number }[] = [];
    members.forEach((rows, k) => {
      if (rows.length === 0 || rows.length >= wanted) return;
      const count = wanted - rows.length;
      const weight = weights === null ? 1 : rows.reduce((sum, row) => sum + weights[row]!, 0) / rows.length;
      made.push({ x: makeRows(x, rows, facets, { count, neighbours }, r, run), y: k, weight });
    });
    const more = (of: 'y' | 'weight') =>
      made.flatMap((part) => new Array<number>(part.x.rows).fill(part[of]));
    return {
      x: made.reduce((all, part) => appendRows(all, part.x), x),
      y: Float64Array.from([...y, ...more('y')]),
      weights: weights && Float64Array.from([...weights, ...more('weight')]),
    };
  },
};
