import type { InferredColumn } from '../contracts/dataset.ts';
import { inferSlices } from './infer-slices.ts';
import { columnNamed, type Notes } from './resolution.ts';

/** Columns of the table of users, or readers, by whose values metrics are measured again. */
export function resolveEntitySlices(
  notes: Notes,
  given: readonly string[] | undefined,
  table: 'users' | 'readers',
  columns: readonly InferredColumn[] | null,
): readonly string[] {
  if (given === undefined) {
    if (columns !== null)
      notes.inferred('evaluation.slices', `the first columns of ${table} with two to six values`);
    return inferSlices(columns ?? []);
  }
  given.forEach((column, i) => {
    columnNamed(notes, columns ?? [], column, 'evaluation.slices', ['evaluation', 'slices', i]);
  });
  return given;
}
