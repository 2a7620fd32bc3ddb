import type { Balancer } from '../contracts/balancer.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { random, randomInt, seedFor } from '../kernels/random.ts';
import { classCount } from './class-count.ts';
import { ratioParam } from './ratio-param.ts';
import { rowsByClass } from './rows-by-class.ts';

const params = { ratio: ratioParam } as const satisfies ParamSpecs;

/**
 * Rows of a smaller class are drawn again, with replacement. A row that is drawn k times is counted k times rather than
 * copied: so it never stands on both sides where a model holds out some of its training rows.
 */
export const overSample: Balancer<ParamsOf<typeof params>> = {
  room: 'balancers',
  name: 'over-sample',
  version: 1,
  about: 'Rows of a rare class are drawn again by chance, and count as often as they are drawn.',
  params,
  traits: { categories: ['binary', 'multiclass'], rows: 'weighs' },
  balance({ task, x, y, weights }, { ratio }, run) {
    const r = random(seedFor(run.seed, 'over-sample'));
    const members = rowsByClass(y, classCount(task));
    const wanted = Math.round(ratio * Math.max(...members.map((rows) => rows.length)));
    const counts = weights?.slice() ?? new Float64Array(y.length).fill(1);
    for (const rows of members)
      for (let n = rows.length; n < wanted && rows.length > 0; n++) {
        const row = rows[randomInt(r, rows.length)]!;
        counts[row]! += weights?.[row] ?? 1;
      }
    return { x, y, weights: counts };
  },
};
