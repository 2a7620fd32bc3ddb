import type { Design, ModelChoice } from '../../contracts/design.ts';
import type { Target } from '../../contracts/feature.ts';
import type { Model } from '../../contracts/model.ts';
import type { Pipeline } from '../../contracts/pipeline.ts';
import type { Run } from '../../contracts/run.ts';
import type { State } from '../../contracts/state.ts';
import { models } from '../../models/index.ts';
import type { Adjustment } from '../../recipe/adjustment.ts';
import { encode } from '../../recipe/encode.ts';
import { encodeToLearn } from '../../recipe/encode-to-learn.ts';
import { type FitResult, fitRecipe } from '../../recipe/fit.ts';
import type { FittedRecipe } from '../../recipe/fitted-recipe.ts';
import { openPipeline } from '../../recipe/pipeline.ts';
import { planRecipe, rowsWith } from '../../recipe/plan.ts';
import { takeFrame } from '../../table/frame.ts';
import { balance } from './balance.ts';
import { furtherOf } from './further-heads.ts';
import type { Labelled } from './labelled.ts';

/** A model fitted with its recipe, and the pipeline that answers with both. */
export interface Fitted {
  readonly choice: ModelChoice;
  readonly model: Model;
  readonly recipe: FittedRecipe;
  readonly state: State;
  readonly adjustment: Adjustment;
  readonly pipeline: Pipeline;
  /** Rows that the fit used; fewer than it was given when a step drops rows. */
  readonly rows: number;
}

/**
 * Fit one model of the design on `rows`; `validation`, when given, is what early stopping may look at, and `calibrated`
 * what is done to its probabilities.
 *
 * `from`, when given, is a fit of the same model to go on from: its features stay as they were fitted, and the model
 * begins where that one ended. Of models with trait `resumes`.
 */
export async function fitModel(
  design: Design,
  choice: ModelChoice,
  rows: Labelled,
  validation: Labelled | null,
  run: Run,
  calibrated: Adjustment['calibrated'] = null,
  from?: Pick<Fitted, 'recipe' | 'state'>,
): Promise<Fitted> {
  const model = modelOf(choice);
  const task = design.framing.task;
  const target = { task, y: rows.truth };
  const { recipe, x, kept, views } =
    from === undefined
      ? fitRecipe(planRecipe(design, rows.frame.schema, model, choice.params), rows.frame, target, run)
      : { ...goOn(from.recipe, rows, target, run), views: [] };
  const y = Float64Array.from(kept, (i) => rows.truth[i]!);
  const heads = furtherOf(design, model, rows.frame, kept);
  const { train, priors } = balance(
    design,
    {
      task,
      x,
      columns: recipe.columns,
      y,
      weights: rows.weights ? Float64Array.from(kept, (i) => rows.weights![i]!) : null,
      ...(rows.groups && { groups: Int32Array.from(kept, (i) => rows.groups![i]!) }),
      ...(heads && { heads }),
      ...(views.length < 2 ? {} : { views }),
      ...(validation === null
        ? {}
        : {
            validation: {
              x: encode(recipe, validation.frame),
              y: validation.truth,
              weights: null,
              ...(validation.groups && { groups: validation.groups }),
            },
          }),
      ...(from && { start: from.state }),
    },
    run,
  );
  const state = await model.fit(train, choice.params, run);
  const adjustment: Adjustment = { priors, calibrated };
  const pipeline = openPipeline(recipe, model, state, task, adjustment);
  return { choice, model, recipe, state, adjustment, pipeline, rows: y.length };
}

/** The rows through a recipe that stays as it is: each that has the values which it requires. */
function goOn(recipe: FittedRecipe, rows: Labelled, target: Target, run: Run): Omit<FitResult, 'views'> {
  const kept = rowsWith(rows.frame, recipe.required);
  const y = Float64Array.from(kept, (i) => rows.truth[i]!);
  return { recipe, x: encodeToLearn(recipe, takeFrame(rows.frame, kept), { ...target, y }, run), kept };
}

/** The model that a choice names; the design has been resolved against the room. */
export function modelOf(choice: ModelChoice): Model {
  const model = models.find((m) => m.name === choice.name);
  if (model === undefined)
    throw new Error(`the design resolved to a model that is not in the room: ${choice.name}`);
  return model;
}
