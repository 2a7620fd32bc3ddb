import type { Balancer } from '../contracts/balancer.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { classTotals } from '../kernels/class-totals.ts';
import { classCount } from './class-count.ts';
import { ratioParam } from './ratio-param.ts';
import { weighClasses } from './weigh-classes.ts';

const params = { ratio: ratioParam } as const satisfies ParamSpecs;

/** Rows of a rare class weigh more. With ratio 1 the weights are rows / (classes x rows of the class), "balanced". */
export const classWeights: Balancer<ParamsOf<typeof params>> = {
  room: 'balancers',
  name: 'class-weights',
  version: 1,
  about:
    'Rows of a rare class weigh more, until the classes weigh the same: no row is lost, none is made up.',
  params,
  traits: { categories: ['binary', 'multiclass'], rows: 'weighs' },
  balance(train, { ratio }) {
    const totals = classTotals(train.y, train.weights, classCount(train.task));
    const wanted = ratio * Math.max(...totals);
    return weighClasses(
      train,
      totals.map((total) => (total > 0 && total < wanted ? wanted / total : 1)),
    );
  },
};
