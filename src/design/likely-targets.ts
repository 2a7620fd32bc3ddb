import type { InferredColumn } from '../contracts/dataset.ts';
import { inferCategory } from './infer-target.ts';

const NAMES =
  /^(y|target|label|class|outcome|response|result)$|churn|attrit|default|fraud|spam|survived|converted|clicked|purchased|exited|cancel|price|sales|revenue|demand|rating|score|income|salary/i;

/** Columns that look like the one to predict, likeliest first, at most three, and what speaks for each. */
export function likelyTargets(
  columns: readonly InferredColumn[],
): readonly { readonly column: string; readonly because: string }[] {
  return columns
    .map((column, i) => {
      const { value, because } = inferCategory(column);
      const reasons: string[] = [];
      let weight = 0;
      if (NAMES.test(column.name)) {
        weight += 2;
        reasons.push('its name');
      }
      if (i === columns.length - 1) {
        weight += 1;
        reasons.push('it is the last column');
      }
      if (value === 'binary') {
        weight += 1;
        reasons.push(because.replace('the target', 'it'));
      }
      return { column: column.name, because: reasons.join(', '), weight: value === null ? 0 : weight };
    })
    .filter((c) => c.weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 3)
    .map(({ column, because }) => ({ column, because }));
}
