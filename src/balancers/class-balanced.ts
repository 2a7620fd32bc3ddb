import type { Balancer } from '../contracts/balancer.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { classTotals } from '../kernels/class-totals.ts';
import { classCount } from './class-count.ts';
import { weighClasses } from './weigh-classes.ts';

const params = {
  beta: {
    type: 'number',
    default: 0.999,
    min: 0,
    max: 0.999999,
    about:
      'How much a further row of a class still adds, beside the one before it; 0 leaves classes as they are, near 1 makes them even.',
  },
} as const satisfies ParamSpecs;

/**
 * The loss of a class is divided by its effective number of rows, (1 - beta^n) / (1 - beta): rows of a class repeat each
 * other, so that many of them count for fewer.
 *
 * Source: Cui et al. 2019, "Class-balanced loss based on effective number of samples".
 */
export const classBalanced: Balancer<ParamsOf<typeof params>> = {
  room: 'balancers',
  name: 'class-balanced',
  version: 1,
  about: 'Classes weigh by their effective number of rows: between no weights and even ones.',
  params,
  traits: { categories: ['binary', 'multiclass'], rows: 'weighs' },
  balance(train, { beta }) {
    const totals = classTotals(train.y, train.weights, classCount(train.task));
    return weighClasses(
      train,
      totals.map((n) => (n > 0 ? (1 - beta) / -Math.expm1(n * Math.log(beta)) : 1)),
    );
  },
};
