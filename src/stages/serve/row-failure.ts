import type { RowProblem } from '../../contracts/pipeline.ts';
import { type Failure, fail } from '../../errors/fail.ts';

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
