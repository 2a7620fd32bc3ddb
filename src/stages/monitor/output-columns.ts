import { isClassed, outputsOf, type Task } from '../../contracts/task.ts';
import { argMax } from '../../kernels/arg-max.ts';
import { type Column, categoryColumn, numberColumn } from '../../table/column.ts';

/** What a model answered, as columns that a detector can watch. */
export interface OutputColumn {
  readonly name: string;
  readonly column: Column;
}

/**
 * Answers as columns: the score of a binary model, the value of a regression; of a multiclass model the class that it
 * says and how sure it is, since one test for each class would dilute them all.
 *
 * values [rows x outputs], row after row.
 */
export function outputColumns(task: Task, rows: number, values: Float64Array): OutputColumn[] {
  if (!isClassed(task)) return [{ name: 'prediction', column: numberColumn(values) }];
  if (outputsOf(task) === 1) return [{ name: 'score', column: numberColumn(values) }];
  const codes = new Int32Array(rows);
  const sure = new Float64Array(rows);
  const outputs = task.classes.length;
  for (let r = 0; r < rows; r++) {
    const best = argMax(values, r * outputs, outputs);
    codes[r] = best;
    sure[r] = values[r * outputs + best]!;
  }
  return [
    { name: 'predicted class', column: categoryColumn(codes, task.classes) },
    { name: 'confidence', column: numberColumn(sure) },
  ];
}
