import { plainKernels } from '../../contracts/kernels.ts';
import type { Scorer } from '../../contracts/model.ts';
import { probabilitiesInPlace } from '../../kernels/probabilities.ts';
import type { Forest } from './forest.ts';
import { openForest } from './score.ts';

/** Open a boosted forest: raw scores turned into what the task asks for, P(positive), P(class), the value or the score. */
export function openLinked(forest: Forest, kernels = plainKernels): Scorer {
  const score = openForest(forest, kernels);
  const { category, link } = forest.facts;
  if (link === 'log')
    return (rows, out) => {
      score(rows, out);
      for (let r = 0; r < rows.rows; r++) out[r] = Math.min(Math.exp(out[r]!), Number.MAX_VALUE);
    };
  if (category === 'regression' || category === 'ranking') return score;
  return (rows, out) => {
    score(rows, out);
    probabilitiesInPlace(out, rows.rows, forest.arrays.base.length);
  };
}
