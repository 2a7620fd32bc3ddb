import type { Design, StepChoice } from '../../src/contracts/design.ts';
import { random } from '../../src/kernels/random.ts';
import { type Column, categoryColumn, numberColumn, textColumn } from '../../src/table/column.ts';
import type { Frame } from '../../src/table/frame.ts';
import type { Schema } from '../../src/table/schema.ts';

/** One column of every type, and a target. */
export const schema: Schema = [
  { name: 'id', type: 'identifier' },
  { name: 'age', type: 'continuous' },
  { name: 'visits', type: 'discrete' },
  { name: 'plan', type: 'nominal', dictionary: ['basic', 'family', 'pro', 'never seen in training'] },
  { name: 'size', type: 'ordinal', dictionary: ['small', 'medium', 'large'] },
  { name: 'paperless', type: 'boolean', dictionary: ['No', 'Yes'] },
  { name: 'comment', type: 'text' },
  { name: 'joined', type: 'timestamp' },
  { name: 'churn', type: 'boolean', dictionary: ['No', 'Yes'] },
];

const WORDS = ['slow', 'great', 'billing', 'support', 'price', 'Ärger', '数据', 'cancel'];

/** Rows with gaps in every column; all told by the seed. */
export function madeTable(rows: number, seed: number): { frame: Frame; y: Float64Array } {
  const r = random(seed);
  const gap = (): boolean => r() < 0.1;
  const numbers = (draw: () => number): Column =>
    numberColumn(Float64Array.from({ length: rows }, () => (gap() ? Number.NaN : draw())));
  const codes = (name: string, most: number): Column =>
    categoryColumn(
      Int32Array.from({ length: rows }, () => (gap() ? -1 : Math.floor(r() * most))),
      schema.find((c) => c.name === name)!.dictionary!,
    );
  const texts = (draw: () => string): Column =>
    textColumn(Array.from({ length: rows }, () => (gap() ? null : draw())));
  const word = (): string => WORDS[Math.floor(r() * WORDS.length)]!;
  const y = Float64Array.from({ length: rows }, () => (r() < 0.3 ? 1 : 0));
  const columns = new Map<string, Column>([
    ['id', textColumn(Array.from({ length: rows }, (_, i) => `C${i}`))],
    ['age', numbers(() => 18 + r() * 60)],
    ['visits', numbers(() => Math.floor(r() * 20))],
    ['plan', codes('plan', 3)],
    ['size', codes('size', 3)],
    ['paperless', codes('paperless', 2)],
    ['comment', texts(() => `${word()} ${word()}, ${word()}!`)],
    ['joined', numbers(() => Math.floor(1.6e12 + r() * 1e11))],
    ['churn', categoryColumn(Int32Array.from(y), ['No', 'Yes'])],
  ]);
  return { frame: { rows, schema, columns }, y };
}

/** A design over the made table; only what a recipe reads of it. */
export function madeDesign(features: Readonly<Record<string, readonly StepChoice[]>> = {}): Design {
  const part = {
    framing: { target: 'churn', task: { category: 'binary', classes: ['No', 'Yes'] } },
    data: {
      columns: schema.map(({ name, type }) => ({ name, type, inferred: true })),
      unused: [{ name: 'id', because: 'identifier' }],
    },
    features,
  };
  return part as unknown as Design;
}

/** Row i as JSON would bring it. */
export function jsonRow(frame: Frame, i: number): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [name, column] of frame.columns) {
    if (column.form === 'text') row[name] = column.values[i];
    else if (column.form === 'number') row[name] = Number.isNaN(column.values[i]!) ? null : column.values[i];
    else row[name] = column.codes[i]! < 0 ? null : (column.dictionary[column.codes[i]!] ?? 'brand new');
  }
  return row;
}
