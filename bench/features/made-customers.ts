import type { Design } from '../../src/contracts/design.ts';
import { random } from '../../src/kernels/random.ts';
import { type Column, categoryColumn, numberColumn } from '../../src/table/column.ts';
import type { Frame } from '../../src/table/frame.ts';
import type { ColumnSchema } from '../../src/table/schema.ts';

/**
 * Rows of customers like those of a telephone company: of 20 columns, 8 numbers with gaps, 5 booleans, 7 categories of 2
 * to 6; wider tables have them in the same proportions.
 */
export interface Customers {
  readonly frame: Frame;
  readonly y: Float64Array;
  readonly design: Design;
}

const NUMBERS = 8;
const BOOLEANS = 5;
const CATEGORIES = [2, 3, 3, 3, 4, 4, 6];

/** twenties: how many times 20 columns. */
export function madeCustomers(rows: number, seed: number, twenties = 1): Customers {
  const r = random(seed);
  const schema: ColumnSchema[] = [];
  const columns = new Map<string, Column>();
  const add = (column: ColumnSchema, values: Column): void => {
    schema.push(column);
    columns.set(column.name, values);
  };
  for (let c = 0; c < NUMBERS * twenties; c++) {
    const values = Float64Array.from({ length: rows }, () =>
      r() < 0.02 ? Number.NaN : r() * 100 * (1 + (c % NUMBERS)),
    );
    add({ name: `number ${c}`, type: 'continuous' }, numberColumn(values));
  }
  const codes = (most: number): Int32Array => Int32Array.from({ length: rows }, () => Math.floor(r() * most));
  for (let c = 0; c < BOOLEANS * twenties; c++) {
    const dictionary = ['No', 'Yes'];
    add({ name: `boolean ${c}`, type: 'boolean', dictionary }, categoryColumn(codes(2), dictionary));
  }
  Array.from({ length: twenties }, () => CATEGORIES)
    .flat()
    .forEach((most, c) => {
      const dictionary = Array.from({ length: most }, (_, k) => `value ${k} of ${c}`);
      add({ name: `category ${c}`, type: 'nominal', dictionary }, categoryColumn(codes(most), dictionary));
    });
  // Every column has a part in the truth, so that trees have something to split on.
  const y = Float64Array.from({ length: rows }, (_, i) => {
    let score = -9;
    for (const column of columns.values())
      if (column.form === 'number') score += (Math.abs(column.values[i]! - 50) || 0) / 100;
      else if (column.form === 'category') score += column.codes[i]! / 3;
    return r() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
  });
  const design = {
    framing: { target: 'churn', task: { category: 'binary', classes: ['No', 'Yes'] } },
    data: { columns: schema.map(({ name, type }) => ({ name, type, inferred: true })), unused: [] },
    features: {},
  };
  return { frame: { rows, schema, columns }, y, design: design as unknown as Design };
}
