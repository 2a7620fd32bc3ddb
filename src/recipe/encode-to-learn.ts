import type { Target } from '../contracts/feature.ts';
import type { Run } from '../contracts/run.ts';
import type { Column } from '../table/column.ts';
import type { Frame } from '../table/frame.ts';
import type { Matrix } from '../table/matrix.ts';
import { bindFrame } from './bind.ts';
import { encodeColumns, openRecipe } from './encode.ts';
import type { FittedRecipe } from './fitted-recipe.ts';
import { emptyColumn } from './slots.ts';

/**
 * The matrix that a model is to learn from through a recipe that was fitted before, on these rows or on others.
 *
 * As `encode`, but for steps that look at the target: these are cross-fitted on the rows given, lest a row that they were
 * fitted on is told its own truth. A step of that kind that reads what another one wrote is left as it was fitted.
 */
export function encodeToLearn(recipe: FittedRecipe, frame: Frame, target: Target, run: Run): Matrix {
  const inputs = bindFrame(recipe.inputs, frame);
  const open = openRecipe(recipe);
  const crossFitted = new Map<number, readonly Column[]>();
  recipe.steps.forEach(({ from, params, state }, i) => {
    const feature = open.features[i]!;
    const column = inputs[from];
    if (feature.applyToTrainingRows === undefined || column === undefined) return;
    const { name } = recipe.inputs[from]!;
    const out = feature.outputs(state, name).map((each) => emptyColumn(each, frame.rows));
    feature.applyToTrainingRows(state, { name, column }, target, params, run, out);
    crossFitted.set(i, out);
  });
  return encodeColumns(open, inputs, frame.rows, crossFitted);
}
