import type { Feature } from '../contracts/feature.ts';
import type { State } from '../contracts/state.ts';
import { fail } from '../errors/fail.ts';
import { type Column, numberColumn, rowRange } from '../table/column.ts';
import { isMissing, numbersOf } from '../table/forms.ts';
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

/** Rows that are encoded at a time: what one step writes for another stays in the cache. */
const CHUNK = 16_384;

/** Lay out columns for `rows` rows; those that end in the matrix are views of it. */
export function workspaceFor(open: OpenRecipe, rows: number): Workspace {
  const { recipe, layout } = open;
  const m = matrix(rows, layout.columns.length);
  const columns = layout.slots.map((slot, i) => {
    const c = layout.matrixColumn[i]!;
    return c < 0 ? emptyColumn(slot, rows) : matrixColumn(m, c);
  });
  return { inputs: columns.slice(0, recipe.inputs.length), matrix: m, steps: bindSteps(open, columns) };
}

/** columns: [slots] */
function bindSteps({ recipe, layout, features }: OpenRecipe, columns: readonly Column[]): BoundStep[] {
  return recipe.steps.map(
    ({ from, state }, i): BoundStep => ({
      feature: features[i]!,
      state,
      input: from < recipe.inputs.length ? from : -1,
      from: columns[from]!,
      out: columns.slice(layout.firstOut[i], layout.firstOut[i + 1]),
    }),
  );
}

/** Encode the inputs into the matrix. The one path of training, batch and single rows. */
export function runSteps({ inputs, steps }: Pick<Workspace, 'inputs' | 'steps'>): void {
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
  const inputs: Column[] = [];
  bindInputs(recipe, frame, inputs);
  return encodeColumns(openRecipe(recipe), inputs, frame.rows);
}

/**
 * Bound inputs as a matrix. Columns between two steps exist for one chunk of rows at a time, those of the matrix are
 * written in place.
 *
 * known: what steps wrote that are not to be run again, by their number, for all rows.
 */
export function encodeColumns(
  open: OpenRecipe,
  inputs: readonly Column[],
  rows: number,
  known: ReadonlyMap<number, readonly Column[]> = new Map(),
): Matrix {
  const { slots, firstOut, matrixColumn: place } = open.layout;
  const x = matrix(rows, open.layout.columns.length);
  const given: (Column | undefined)[] = [...inputs];
  for (const [step, out] of known)
    for (const [k, column] of out.entries()) given[firstOut[step]! + k] = column;
  let between: Column[] = [];
  for (let start = 0; start < rows; start += CHUNK) {
    const end = Math.min(rows, start + CHUNK);
    if (start === 0 || end - start < CHUNK)
      between = slots.map((slot, i) =>
        emptyColumn(slot, given[i] === undefined && place[i]! < 0 ? end - start : 0),
      );
    const columns = slots.map((_, i) => {
      if (given[i] !== undefined) return rowRange(given[i], start, end);
      const at = place[i]! * rows;
      return at < 0 ? between[i]! : numberColumn(x.data.subarray(at + start, at + end));
    });
    const steps = bindSteps(open, columns).filter((_, step) => !known.has(step));
    runSteps({ inputs: columns, steps });
  }
  for (const [i, column] of given.entries())
    if (column !== undefined && place[i]! >= 0) x.data.set(numbersOf(column), place[i]! * rows);
  return x;
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
