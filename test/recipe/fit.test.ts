import { expect, test } from 'vitest';
import { quietRun } from '../../src/contracts/run.ts';
import type { Task } from '../../src/contracts/task.ts';
import { moments } from '../../src/kernels/moments.ts';
import { range } from '../../src/kernels/range.ts';
import { step } from '../../src/recipe/chain.ts';
import { encode } from '../../src/recipe/encode.ts';
import { fitRecipe } from '../../src/recipe/fit.ts';
import { planRecipe } from '../../src/recipe/plan.ts';
import { type Column, categoryColumn, numberColumn, textColumn } from '../../src/table/column.ts';
import { type Frame, takeFrame } from '../../src/table/frame.ts';
import { matrixColumn, takeMatrix } from '../../src/table/matrix.ts';
import { linearDouble, nativeDouble } from './linear-double.ts';
import { madeDesign, madeTable, schema } from './made-table.ts';

const task: Task = { category: 'binary', classes: ['No', 'Yes'] };
const fitOn = (frame: Frame, y: Float64Array, design = madeDesign(), model = linearDouble) =>
  fitRecipe(planRecipe(design, frame.schema, model), frame, { task, y }, quietRun(3));

/** The table with one column replaced. */
const withColumn = (frame: Frame, name: string, column: Column): Frame => ({
  ...frame,
  columns: new Map([...frame.columns, [name, column]]),
});

test('training rows are encoded as any rows, where nothing is cross-fitted', () => {
  const { frame, y } = madeTable(200, 1);
  const { recipe, x, kept } = fitOn(frame, y);
  expect(encode(recipe, frame)).toEqual(x);
  expect(kept.length).toBe(200);
  expect(recipe.columns.length).toBe(x.cols);
});

test('a cross-fitted column holds other values in training, and its source is told', () => {
  const { frame, y } = madeTable(200, 1);
  const { recipe, x } = fitOn(frame, y, madeDesign({ plan: [step('target-encode')] }), nativeDouble);
  const c = recipe.columns.findIndex((column) => column.source === 'plan');
  expect(recipe.columns[c]!.name).toBe('plan (target mean)');
  const again = encode(recipe, frame);
  expect(matrixColumn(again, c).values).not.toEqual(matrixColumn(x, c).values);
});

test('more rows than are encoded at a time give what their parts give, and steps after a cross-fit see its values', () => {
  const { frame, y } = madeTable(20_001, 1);
  const chains = { plan: [step('target-encode'), step('z-score')], age: [step('fill-mean'), step('log')] };
  const { recipe, x } = fitOn(frame, y, madeDesign(chains), nativeDouble);
  const c = recipe.columns.findIndex((column) => column.source === 'plan');
  const { mean, sd } = moments(matrixColumn(x, c).values);
  expect(mean).toBeCloseTo(0, 12);
  expect(sd).toBeCloseTo(1, 12);
  const all = encode(recipe, frame);
  const some = range(frame.rows).filter((i) => i % 7 === 0 || i > 19_990);
  expect(encode(recipe, takeFrame(frame, some))).toEqual(takeMatrix(all, some));
});

test('dictionaries are those of training rows; ordinals and booleans keep the declared one', () => {
  const { frame, y } = madeTable(200, 1);
  const { recipe } = fitOn(frame, y);
  const dictionaryOf = (name: string) => recipe.inputs.find((c) => c.name === name)!.dictionary;
  expect(dictionaryOf('plan')).toEqual(['basic', 'family', 'pro']);
  expect(dictionaryOf('size')).toEqual(['small', 'medium', 'large']);
  expect(recipe.columns.map((c) => c.name)).not.toContain('plan=never seen in training');
});

test('drop-rows leaves rows out, and what is left says which', () => {
  const { frame, y } = madeTable(100, 1);
  const { x, kept, recipe } = fitOn(frame, y, madeDesign({ age: [step('drop-rows')] }));
  expect(kept.length).toBeLessThan(100);
  expect(x.rows).toBe(kept.length);
  expect(recipe.required).toEqual(['age']);
  expect(() => encode(recipe, frame)).toThrow(/Column "age" has no value in \d+ rows/);
  const none = withColumn(frame, 'age', numberColumn(new Float64Array(100).fill(Number.NaN)));
  expect(() => fitOn(none, y, madeDesign({ age: [step('drop-rows')] }))).toThrow(
    /leaves nothing to learn from/,
  );
});

test('indicators go to the matrix without the steps that follow', () => {
  const { frame, y } = madeTable(100, 1);
  const { recipe, x } = fitOn(frame, y);
  const c = recipe.columns.findIndex((column) => column.name === 'age is missing');
  expect(new Set(matrixColumn(x, c).values)).toEqual(new Set([0, 1]));
});

test('infinity is a missing value', () => {
  const { frame, y } = madeTable(60, 1);
  const age = frame.columns.get('age') as { values: Float64Array };
  const infinite = numberColumn(
    age.values.map((v, i) => (i % 7 === 0 ? Infinity : i % 7 === 1 ? -Infinity : v)),
  );
  const missing = numberColumn(age.values.map((v, i) => (i % 7 < 2 ? Number.NaN : v)));
  expect(fitOn(withColumn(frame, 'age', infinite), y).x).toEqual(
    fitOn(withColumn(frame, 'age', missing), y).x,
  );
});

test('columns of another form and with other dictionaries are read by value', () => {
  const { frame, y } = madeTable(60, 1);
  const { recipe, x } = fitOn(frame, y);
  const plan = frame.columns.get('plan') as { codes: Int32Array; dictionary: readonly string[] };
  const other = ['pro', 'x', 'basic', 'family'];
  const recoded = plan.codes.map((code) => (code < 0 ? -1 : other.indexOf(plan.dictionary[code]!)));
  expect(encode(recipe, withColumn(frame, 'plan', categoryColumn(recoded, other)))).toEqual(x);
  const words = textColumn(Array.from(plan.codes, (code) => (code < 0 ? null : plan.dictionary[code]!)));
  expect(encode(recipe, withColumn(frame, 'plan', words))).toEqual(x);
  const age = frame.columns.get('age') as { values: Float64Array };
  const spelled = textColumn(Array.from(age.values, (v) => (Number.isNaN(v) ? null : String(v))));
  expect(encode(recipe, withColumn(frame, 'age', spelled))).toEqual(x);
});

test('booleans spelled true and false are read as the values of the column', () => {
  const { frame, y } = madeTable(60, 1);
  const { recipe, x } = fitOn(frame, y);
  const { codes } = frame.columns.get('paperless') as { codes: Int32Array };
  expect(encode(recipe, withColumn(frame, 'paperless', categoryColumn(codes, ['false', 'true'])))).toEqual(x);
});

test('what cannot be read is named: column, row, value', () => {
  const { frame, y } = madeTable(20, 1);
  const { recipe } = fitOn(frame, y);
  const odd = withColumn(frame, 'age', textColumn([null, 'old', ...Array(18).fill('1')]));
  expect(() => encode(recipe, odd)).toThrow(
    'Column "age" holds "old" in row 2; the model was trained on numbers.',
  );
  const columns = new Map(frame.columns);
  columns.delete('age');
  columns.set('Age', numberColumn(new Float64Array(20)));
  expect(() => encode(recipe, { ...frame, columns })).toThrow('Did you mean "Age"?');
});

test('a column that is all missing, or empty of categories, is carried', () => {
  const { frame, y } = madeTable(30, 1);
  const blank = schema.reduce((f, { name, type, dictionary }) => {
    if (name === 'churn') return f;
    const none = dictionary
      ? categoryColumn(new Int32Array(30).fill(-1), dictionary)
      : type === 'text' || type === 'identifier'
        ? textColumn(Array(30).fill(null))
        : numberColumn(new Float64Array(30).fill(Number.NaN));
    return withColumn(f, name, none);
  }, frame);
  for (const model of [linearDouble, nativeDouble]) {
    const { recipe } = fitOn(blank, y, madeDesign(), model);
    expect(encode(recipe, frame).rows).toBe(30);
  }
});
