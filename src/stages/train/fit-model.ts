import type { Design, ModelChoice } from '../../contracts/design.ts';
import type { Model } from '../../contracts/model.ts';
import type { Pipeline } from '../../contracts/pipeline.ts';
import type { Run } from '../../contracts/run.ts';
import type { State } from '../../contracts/state.ts';
import { models } from '../../models/index.ts';
import type { Adjustment } from '../../recipe/adjustment.ts';
import { encode } from '../../recipe/encode.ts';
import { fitRecipe } from '../../recipe/fit.ts';
import type { FittedRecipe } from '../../recipe/fitted-recipe.ts';
import { openPipeline } from '../../recipe/pipeline.ts';
import { planRecipe } from '../../recipe/plan.ts';
import { balance } from './balance.ts';
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
 */
export async function fitModel(
  design: Design,
  choice: ModelChoice,
  rows: Labelled,
  validation: Labelled | null,
  run: Run,
  calibrated: Adjustment['calibrated'] = null,
): Promise<Fitted> {
  const model = modelOf(choice);
  const task = design.framing.task;
  const plan = planRecipe(design, rows.frame.schema, model, choice.params);
  const { recipe, x, kept, views } = fitRecipe(plan, rows.frame, { task, y: rows.truth }, run);
  const y = Float64Array.from(kept, (i) => rows.truth[i]!);
  const { train, priors } = balance(
    design,
    {
      task,
      x,
      columns: recipe.columns,
      y,
      weights: rows.weights ? Float64Array.from(kept, (i) => rows.weights![i]!) : null,
      ...(views.length < 2 ? {} : { views }),
      ...(validation === null
        ? {}
        : { validation: { x: encode(recipe, validation.frame), y: validation.truth, weights: null } }),
    },
    run,
  );
  const state = await model.fit(train, choice.params, run);
  const adjustment: Adjustment = { priors, calibrated };
  const pipeline = openPipeline(recipe, model, state, task, adjustment);
  return { choice, model, recipe, state, adjustment, pipeline, rows: y.length };
}

/** The model that a choice names; the design has been resolved against the room. */
export function modelOf(choice: ModelChoice): Model {
  const model = models.find((m) => m.name === choice.name);
  if (model === undefined)
    throw new Error(`the design resolved to a model that is not in the room: ${choice.name}`);
  return model;
}
