import type { RowProblem } from '../../contracts/pipeline.ts';
import { quoted } from '../../errors/entry.ts';
import { type Failure, fail } from '../../errors/fail.ts';

/** A row as JSON brings it. */
export type Row = Readonly<Record<string, unknown>>;

/** Further problems that are told; a client that sends another table need not hear of each column. */
const MOST_TOLD = 8;

/** The failure of row `index` (0-based) that names its first problem and lists the rest. */
export function rowFailure(index: number, problems: readonly RowProblem[]): Failure {
  const [first, ...others] = problems;
  const told = others.slice(0, MOST_TOLD).map((p) => `${quoted(p.column)}: ${p.says}`);
  const left = others.length - told.length;
  return fail('serve/row', {
    row: index,
    column: first!.column,
    says: first!.says,
    others: left > 0 ? [...told, `and ${left} more`] : told,
  });
}
