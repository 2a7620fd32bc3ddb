import type { Target } from '../contracts/feature.ts';
import type { MatrixView } from '../contracts/model.ts';
import type { Run } from '../contracts/run.ts';
import { fail } from '../errors/fail.ts';
import { type Column, MISSING, type NumberColumn } from '../table/column.ts';
import { columnOf, type Frame, takeFrame } from '../table/frame.ts';
import type { Matrix } from '../table/matrix.ts';
import type { ColumnSchema } from '../table/schema.ts';
import { bindFrame } from './bind.ts';
import { encodeColumns, openRecipe } from './encode.ts';
import { type FittedRecipe, type FittedStep, featureOf } from './fitted-recipe.ts';
import { type PlannedColumn, type RecipePlan, rowsWith } from './plan.ts';
import { emptyColumn, layOut } from './slots.ts';

/** A recipe fitted to training rows, and those rows encoded. */
export interface FitResult {
  readonly recipe: FittedRecipe;
  /** [kept x columns] what the model is to learn from; cross-fitted columns hold their out-of-fold values. */
  readonly x: Matrix;
  /** Row numbers of the frame that were used, ascending. */
  readonly kept: Int32Array;
  /** Columns of `x` for each way in which the models want them: usually one, which is all. */
  readonly views: readonly MatrixView[];
}

/**
 * Fit every step on training rows, in the order of the chains, and encode them.
 *
 * Dictionaries of nominal columns shrink to the values that these rows have. Throws 'feature/no-rows-left' when
 * drop-rows steps leave none, and what the features throw.
 */
export function fitRecipe(plan: RecipePlan, frame: Frame, target: Target, run: Run): FitResult {
  const required = plan.columns.filter((c) => c.required).map((c) => c.schema.name);
  const kept = rowsWith(frame, required);
  if (kept.length === 0 && frame.rows > 0)
    throw fail('feature/no-rows-left', { columns: required, rows: frame.rows });
  const all = kept.length === frame.rows;
  const rows = all ? frame : takeFrame(frame, kept);
  const y = all ? target : { task: target.task, y: Float64Array.from(kept, (i) => target.y[i]!) };

  const inputs = plan.columns.map(({ schema }) => learnDictionary(schema, columnOf(rows, schema.name)));
  const columns = bindFrame(inputs, rows);
  const fit: Fit = { steps: [], crossFitted: new Map(), spare: [], slots: inputs.length, target: y, run };
  const ends = [plan, ...plan.further].map((view) => {
    view.columns.forEach((planned, i) => {
      fitChain(planned, i, columns[i]!, fit);
    });
    return { needs: view.needs, slots: fit.slots };
  });
  const { steps } = fit;
  const layout = layOut(inputs, steps);
  const recipe = { inputs, required, ignored: plan.ignored, steps, columns: layout.columns };
  const x = encodeColumns(openRecipe(recipe), columns, kept.length, fit.crossFitted);
  let from = 0;
  const views = ends.map(({ needs, slots }) => {
    const view = {
      needs,
      from,
      to: layout.matrixColumn.subarray(0, slots).reduce((a, c) => Math.max(a, c + 1), 0),
    };
    from = view.to;
    return view;
  });
  return { recipe, x, kept, views };
}

/** What is known while chains are fitted. */
interface Fit {
  readonly steps: FittedStep[];
  /** By step: what training rows must see of it, which `apply` would not write. */
  readonly crossFitted: Map<number, readonly Column[]>;
  /** Columns that a chain has done with, for the next one: memory is cheaper the second time. */
  readonly spare: NumberColumn[];
  /** Slots that are taken. */
  slots: number;
  readonly target: Target;
  readonly run: Run;
}

/**
 * Fit the steps of one chain; a step after one that wrote several columns is fitted to each. Columns are made for steps
 * that follow, and are free again after the chain: what ends in the matrix is written there when its width is known.
 */
function fitChain({ schema, steps }: PlannedColumn, input: number, column: Column, fit: Fit): void {
  const { target, run, spare } = fit;
  const lent: NumberColumn[] = [];
  let open = [{ slot: input, name: schema.name, column }];
  for (const [depth, { name: chosen, params }] of steps.entries()) {
    const feature = featureOf(chosen);
    const next: typeof open = [];
    for (const { slot, name, column } of open) {
      run.checkCancelled();
      const read = { name, column };
      const state = feature.fit(read, feature.traits.usesTarget ? target : null, params, run);
      const outputs = feature.outputs(state, name);
      let out: readonly Column[] = [];
      if (feature.applyToTrainingRows) {
        out = outputs.map((each) => emptyColumn(each, target.y.length));
        feature.applyToTrainingRows(state, read, target, params, run, out);
        fit.crossFitted.set(fit.steps.length, out);
      } else if (depth < steps.length - 1) {
        out = outputs.map((each) => {
          const to = (each.form === 'number' && spare.pop()) || emptyColumn(each, target.y.length);
          if (to.form === 'number') lent.push(to);
          return to;
        });
        feature.apply(state, column, out);
      }
      fit.steps.push({ feature: chosen, version: feature.version, params, from: slot, state });
      outputs.forEach((output, k) => {
        const at = fit.slots++;
        const column = out[k];
        if (!output.final && column !== undefined) next.push({ slot: at, name: output.name, column });
      });
    }
    open = next;
  }
  spare.push(...lent);
}

/** The column with the values that occur in these rows. Ordinal and boolean keep all: their order is declared. */
function learnDictionary(schema: ColumnSchema, column: Column): ColumnSchema {
  if (schema.type !== 'nominal' || column.form !== 'category') return schema;
  const occurs = new Uint8Array(column.dictionary.length);
  for (let i = 0; i < column.codes.length; i++) {
    const code = column.codes[i]!;
    if (code !== MISSING && code < occurs.length) occurs[code] = 1;
  }
  return { ...schema, dictionary: column.dictionary.filter((_, code) => occurs[code] === 1) };
}
