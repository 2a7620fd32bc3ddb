import type { Recalibrate } from '../contracts/calibrator.ts';
import type { Kernels } from '../contracts/kernels.ts';
import type { HeadScorer, Model, Scorer } from '../contracts/model.ts';
import type { Pipeline } from '../contracts/pipeline.ts';
import type { State } from '../contracts/state.ts';
import { outputsOf, type Task } from '../contracts/task.ts';
import { type Column, rowRange } from '../table/column.ts';
import type { Frame } from '../table/frame.ts';
import { explainAdjusted, openAdjustment, UNADJUSTED } from './adjustment.ts';
import { bindInputs, type OpenRecipe, openRecipe, runSteps, type Workspace, workspaceFor } from './encode.ts';
import { rowExplainer } from './explain-row.ts';
import type { FittedRecipe } from './fitted-recipe.ts';
import { rowReader } from './row-reader.ts';

/** Rows that are encoded and scored at a time: a matrix of this many stays in cache. */
const CHUNK = 4096;

/**
 * Open a fitted recipe and model for scoring.
 *
 * A single row runs the same steps over columns of length 1 that were allocated here, so it is bit-equal to a batch
 * and leaves nothing for the garbage collector but the problems of a bad row. Cost per row: bench/features.
 */
export function openPipeline(
  recipe: FittedRecipe,
  model: Model,
  state: State,
  task: Task,
  adjustment = UNADJUSTED,
  kernels?: Kernels,
): Pipeline {
  const open = openRecipe(recipe);
  const outputs = outputsOf(task);
  const scorer = adjusted(model.open(state, kernels), openAdjustment(adjustment, outputs));
  const workspace = workspaceFor(open, 1);
  const reader = rowReader(recipe.inputs, workspace.inputs, recipe.required, recipe.ignored);
  const heads = model.openHeads?.(state, kernels) ?? null;
  const explainer = model.explains?.(state) === false ? undefined : model.explain?.(state);
  return {
    task,
    inputs: recipe.inputs,
    columns: recipe.columns,
    outputs,
    score(frame) {
      const bound: Column[] = [];
      bindInputs(recipe, frame, bound);
      return scoreChunks(open, scorer, bound, frame.rows, outputs);
    },
    scoreRow(row, out) {
      const problems = reader.read(row);
      if (problems !== null) return problems;
      runSteps(workspace);
      scorer(workspace.matrix, out);
      return null;
    },
    ...(heads === null
      ? {}
      : {
          heads: {
            of: heads.heads,
            outputs: heads.outputs,
            score(frame: Frame) {
              const bound: Column[] = [];
              bindInputs(recipe, frame, bound);
              return apart(heads, scoreChunks(open, heads.score, bound, frame.rows, heads.outputs));
            },
            ofRow: (out: Float64Array) => heads.score(workspace.matrix, out),
          },
        }),
    ...(explainer === undefined
      ? {}
      : {
          explainRow: rowExplainer(recipe, explainAdjusted(explainer, adjustment), reader, workspace),
        }),
  };
}

/** Score, then adjust: the same steps for one row and for many. */
function adjusted(scorer: Scorer, adjust: Recalibrate | null): Scorer {
  if (adjust === null) return scorer;
  return (rows, out) => {
    scorer(rows, out);
    adjust(out, rows.rows);
  };
}

function scoreChunks(
  open: OpenRecipe,
  scorer: Scorer,
  inputs: readonly Column[],
  rows: number,
  outputs: number,
): Float64Array {
  const out = new Float64Array(rows * outputs);
  let workspace: Workspace | null = null;
  for (let start = 0; start < rows; start += CHUNK) {
    const n = Math.min(CHUNK, rows - start);
    if (workspace === null || workspace.matrix.rows !== n) workspace = workspaceFor(open, n);
    for (let i = 0; i < inputs.length; i++) workspace.inputs[i] = rowRange(inputs[i]!, start, start + n);
    runSteps(workspace);
    scorer(workspace.matrix, out.subarray(start * outputs, (start + n) * outputs));
  }
  return out;
}

/** By head [rows x outputs of its task]. */
function apart({ heads, outputs }: HeadScorer, said: Float64Array): Float64Array[] {
  const rows = said.length / outputs;
  let from = 0;
  return heads.map(({ task }) => {
    const [width, at] = [outputsOf(task), from];
    from += width;
    const own = new Float64Array(rows * width);
    for (let r = 0; r < rows; r++)
      own.set(said.subarray(r * outputs + at, r * outputs + at + width), r * width);
    return own;
  });
}
