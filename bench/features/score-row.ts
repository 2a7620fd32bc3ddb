/**
 * Microseconds to score one JSON row of 20 columns, features included: `node bench/features/score-row.ts`.
 *
 * 2,000 different rows, 40 rounds, fastest round. "features" is the time without the model.
 */
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { models } from '../../src/models/index.ts';
import { fitRecipe } from '../../src/recipe/fit.ts';
import { openPipeline } from '../../src/recipe/pipeline.ts';
import { planRecipe } from '../../src/recipe/plan.ts';
import { madeCustomers } from './made-customers.ts';

const ROUNDS = 40;
const task = { category: 'binary', classes: ['No', 'Yes'] } as const;
const { frame, y, design } = madeCustomers(2000, 1);
const rows = jsonRows();
const out = new Float64Array(1);

for (const model of models.filter((m) => m.traits.categories.includes('binary'))) {
  const { recipe, x } = fitRecipe(planRecipe(design, frame.schema, model), frame, { task, y }, quietRun());
  const given = 'rounds' in model.params ? { rounds: 100 } : {};
  const { params } = resolveParams(model.name, model.params, given);
  const state = await model.fit({ task, x, columns: recipe.columns, y, weights: null }, params, quietRun());
  const pipeline = openPipeline(recipe, model, state, task);
  const featuresOnly = openPipeline(recipe, { ...model, open: () => () => {} }, state, task);
  const whole = fastest(() => {
    for (const row of rows) pipeline.scoreRow(row, out);
  });
  const features = fastest(() => {
    for (const row of rows) featuresOnly.scoreRow(row, out);
  });
  console.log(
    `${model.name.padEnd(16)} ${whole.toFixed(2)} µs a row, features ${features.toFixed(2)}; ${x.cols} matrix columns, ${recipe.steps.length} steps`,
  );
}

/** Microseconds a row of the fastest round. */
function fastest(round: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let k = 0; k < ROUNDS; k++) {
    const start = performance.now();
    round();
    best = Math.min(best, performance.now() - start);
  }
  return (best * 1000) / rows.length;
}

function jsonRows(): Record<string, unknown>[] {
  return Array.from({ length: frame.rows }, (_, i) => {
    const row: Record<string, unknown> = {};
    for (const [name, column] of frame.columns) {
      if (column.form === 'number') row[name] = Number.isNaN(column.values[i]!) ? null : column.values[i];
      if (column.form === 'category') row[name] = column.dictionary[column.codes[i]!];
    }
    // As it comes off the wire.
    return JSON.parse(JSON.stringify(row));
  });
}
