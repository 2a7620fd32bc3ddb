import type { Contribution } from '../contracts/evaluation.ts';
import type { Explainer } from '../contracts/model.ts';
import type { RowExplanation } from '../contracts/pipeline.ts';
import { fail } from '../errors/fail.ts';
import { runSteps, type Workspace } from './encode.ts';
import type { FittedRecipe } from './fitted-recipe.ts';
import type { Row, RowReader } from './row-reader.ts';

/**
 * Explain single rows: the contributions of the matrix columns, summed by the input column that they come from,
 * strongest first. Throws 'feature/row' for a row that cannot be scored.
 */
export function rowExplainer(
  recipe: FittedRecipe,
  explainer: Explainer,
  reader: RowReader,
  workspace: Workspace,
): (row: Row) => RowExplanation {
  const cols = recipe.columns.length;
  const outputs = explainer.base.length;
  const parts = new Float64Array(cols * outputs);
  const sources = [...new Set(recipe.columns.map((c) => c.source))];
  const indexOf = new Map(sources.map((name, i) => [name, i]));
  const sourceOf = Int32Array.from(recipe.columns, (c) => indexOf.get(c.source)!);
  return (row) => {
    const problems = reader.read(row);
    if (problems !== null) throw fail('feature/row', { problems });
    runSteps(workspace);
    explainer.contributions(workspace.matrix, 0, parts);
    return {
      outputs: Array.from(explainer.base, (base, k) => {
        const sums = new Float64Array(sources.length);
        for (let c = 0; c < cols; c++) sums[sourceOf[c]!]! += parts[k * cols + c]!;
        const contributions = sources.map(
          (column, i): Contribution => ({ column, value: given(row, column), contribution: sums[i]! }),
        );
        contributions.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
        return { base, contributions };
      }),
    };
  };
}

/** The value as the row brought it. */
function given(row: Row, column: string): Contribution['value'] {
  const value = Object.hasOwn(row, column) ? row[column] : null;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
