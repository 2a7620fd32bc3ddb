import type { TrainingSet } from '../../contracts/model.ts';
import { fail } from '../../errors/fail.ts';
import type { LinearWeights } from './linear-scores.ts';
import { type LinearState, weightsOf } from './linear-state.ts';

/**
 * The weights of the state that a fit is to go on from; null where it begins from nothing. Throws 'train/start-unlike' when
 * they are not a linear model's, or over other columns or classes.
 */
export function startFrom(
  { start, x }: Pick<TrainingSet, 'start' | 'x'>,
  outputs: number,
): LinearWeights | null {
  if (start === undefined) return null;
  const { weights, intercepts } = (start as Partial<LinearState>).arrays ?? {};
  if (weights === undefined || intercepts === undefined)
    throw fail('train/start-unlike', { problem: 'it is not that of a linear model' });
  if (intercepts.length !== outputs)
    throw fail('train/start-unlike', {
      problem: `it has ${intercepts.length} scores, and ${outputs} are wanted`,
    });
  const cols = weights.length / outputs;
  if (cols !== x.cols)
    throw fail('train/start-unlike', { problem: `it has ${cols} columns, and there are ${x.cols}` });
  return weightsOf(start as LinearState);
}
