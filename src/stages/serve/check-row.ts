import type { RowProblem } from '../../contracts/pipeline.ts';
import { type Failure, fail } from '../../errors/fail.ts';
import { nearest } from '../../errors/nearest.ts';

/** A row as JSON brings it. */
export type Row = Readonly<Record<string, unknown>>;

/** The failure of row `index` (0-based) that names its first problem and lists the rest. */
export function rowFailure(index: number, problems: readonly RowProblem[]): Failure {
  const [first, ...others] = problems;
  return fail('serve/row', {
    row: index,
    column: first!.column,
    says: first!.says,
    others: others.map((p) => `${JSON.stringify(p.column)}: ${p.says}`),
  });
}

/**
 * A misspelt column would silently count as missing: so a column that is neither an input nor known from the data is
 * refused.
 *
 * @param inputs columns of the model
 * @param ignored columns of the data that the model does not use: the target, identifiers, dropped ones
 */
export function checkNames(
  row: Row,
  index: number,
  inputs: ReadonlySet<string>,
  ignored: ReadonlySet<string>,
): void {
  for (const column in row) {
    if (inputs.has(column) || ignored.has(column)) continue;
    const known = [...inputs];
    throw fail('serve/unknown-column', { row: index, column, known, near: nearest(column, known) });
  }
}
