import type { OutputColumn } from '../contracts/feature.ts';
import type { MatrixColumn } from '../contracts/model.ts';
import { type Column, type ColumnForm, categoryColumn, numberColumn, textColumn } from '../table/column.ts';
import { formOf, type Schema } from '../table/schema.ts';
import { type FittedStep, featureOf } from './fitted-recipe.ts';

/** A place that holds one column while rows are encoded. */
export interface Slot {
  readonly name: string;
  /** The input column that it comes from. */
  readonly source: string;
  readonly form: ColumnForm;
  readonly dictionary: readonly string[] | undefined;
}

/** Where each column lives. */
export interface Layout {
  readonly slots: readonly Slot[];
  /** [steps] first slot that the step writes; one more entry for the end. */
  readonly firstOut: readonly number[];
  /** [slots] column of the matrix, or -1. */
  readonly matrixColumn: Int32Array;
  readonly columns: readonly MatrixColumn[];
}

/** Lay out the slots of a program; throws a plain Error when a step reads a slot that is not there yet. */
export function layOut(
  inputs: Schema,
  steps: readonly Pick<FittedStep, 'feature' | 'from' | 'state'>[],
): Layout {
  const slots: Slot[] = inputs.map(({ name, type, dictionary }) => ({
    name,
    source: name,
    form: formOf(type),
    dictionary,
  }));
  const firstOut: number[] = [];
  const read = new Set<number>(inputs.keys());
  for (const { feature, from, state } of steps) {
    const input = slots[from];
    if (input === undefined) throw new Error(`a step reads slot ${from} of ${slots.length}`);
    read.add(from);
    firstOut.push(slots.length);
    for (const output of featureOf(feature).outputs(state, input.name))
      slots.push(slotOf(output, input.source));
  }
  firstOut.push(slots.length);
  const columns: MatrixColumn[] = [];
  const matrixColumn = Int32Array.from(slots, (slot, i) => {
    if (read.has(i)) return -1;
    if (slot.form !== 'number') throw new Error(`the chain of ${slot.source} ends in ${slot.form} values`);
    const cardinality = slot.dictionary === undefined ? {} : { cardinality: slot.dictionary.length };
    return columns.push({ name: slot.name, source: slot.source, ...cardinality }) - 1;
  });
  return { slots, firstOut, matrixColumn, columns };
}

const slotOf = (output: OutputColumn, source: string): Slot => ({
  name: output.name,
  source,
  form: output.form,
  dictionary: output.dictionary,
});

/** What a column is to hold. */
interface Holding {
  readonly form: ColumnForm;
  readonly dictionary?: readonly string[] | undefined;
}

/** A column of `rows` rows for what a slot holds. */
export function emptyColumn({ form, dictionary }: Holding, rows: number): Column {
  if (form === 'number') return numberColumn(new Float64Array(rows));
  if (form === 'category') return categoryColumn(new Int32Array(rows), dictionary ?? []);
  return textColumn(new Array<string | null>(rows).fill(null));
}
