import type { Feature } from '../contracts/feature.ts';
import type { State } from '../contracts/state.ts';
import { fail } from '../errors/fail.ts';
import type { Column } from '../table/column.ts';
import { isMissing } from '../table/forms.ts';
import type { Frame } from '../table/frame.ts';
import { type Matrix, matrix, matrixColumn } from '../table/matrix.ts';
import { bindFrame } from './bind.ts';
import { type FittedRecipe, featureOf } from './fitted-recipe.ts';
import { emptyColumn, type Layout, layOut } from './slots.ts';

/** A recipe with its features looked up: ready to run over batches of any size. */
export interface OpenRecipe {
  readonly recipe: FittedRecipe;
  readonly layout: Layout;
  readonly features: readonly Feature[];
}

/** Memory for a batch of fixed size. Allocated once, run often. */
export interface Workspace {
  /** [inputs] columns to encode: to be set before `run`. */
  readonly inputs: Column[];
  /** What `run` writes. */
  readonly matrix: Matrix;
  readonly steps: readonly BoundStep[];
}

/** One step with the columns that it writes. */
interface BoundStep {
  readonly feature: Feature;
  readonly state: State;
  /** Input that it reads, or -1 when it reads what another step wrote. */
  readonly input: number;
  readonly from: Column;
  readonly out: readonly Column[];
}

export const openRecipe = (recipe: FittedRecipe): OpenRecipe => ({
  recipe,
  layout: layOut(recipe.inputs, recipe.steps),
  features: recipe.steps.map((s) => featureOf(s.feature)),
});

/** Lay out columns for `rows` rows; those that end in the matrix are views of it. */
export function workspaceFor({ recipe, layout, features }: OpenRecipe, rows: number): Workspace {
  const m = matrix(rows, layout.columns.length);
  const columns = layout.slots.map((slot, i) => {
    const c = layout.matrixColumn[i]!;
    return c < 0 ? emptyColumn(slot, rows) : matrixColumn(m, c);
  });
  const steps = recipe.steps.map(
    ({ from, state }, i): BoundStep => ({
      feature: features[i]!,
      state,
      input: from < recipe.inputs.length ? from : -1,
      from: columns[from]!,
      out: columns.slice(layout.firstOut[i], layout.firstOut[i + 1]),
    }),
  );
  return { inputs: columns.slice(0, recipe.inputs.length), matrix: m, steps };
}

/** Encode the inputs into the matrix. The one path of training, batch and single rows. */
export function runSteps({ inputs, steps }: Workspace): void {
  for (let i = 0; i < steps.length; i++) {
    const { feature, state, input, from, out } = steps[i]!;
    feature.apply(state, input < 0 ? from : inputs[input]!, out);
  }
}

/**
 * The matrix of a table: [rows x columns of the recipe].
 *
 * Throws 'feature/value-required' when a row lacks a value that a drop-rows step requires, and what `bindFrame` throws.
 */
export function encode(recipe: FittedRecipe, frame: Frame): Matrix {
  const workspace = workspaceFor(openRecipe(recipe), frame.rows);
  bindInputs(recipe, frame, workspace.inputs);
  runSteps(workspace);
  return workspace.matrix;
}

/** Take the inputs of the recipe out of the table, checked. */
export function bindInputs(recipe: FittedRecipe, frame: Frame, inputs: Column[]): void {
  bindFrame(recipe.inputs, frame).forEach((column, i) => {
    inputs[i] = column;
    const { name } = recipe.inputs[i]!;
    if (!recipe.required.includes(name)) return;
    let first = -1;
    let rows = 0;
    for (let row = 0; row < frame.rows; row++) {
      if (!isMissing(column, row)) continue;
      if (rows++ === 0) first = row;
    }
    if (rows > 0) throw fail('feature/value-required', { column: name, rows, first });
  });
}
