import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Design } from '../../src/contracts/design.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { encode } from '../../src/recipe/encode.ts';
import { fitRecipe } from '../../src/recipe/fit.ts';
import { planRecipe } from '../../src/recipe/plan.ts';
import { type Column, categoryColumn, numberColumn } from '../../src/table/column.ts';
import type { Frame } from '../../src/table/frame.ts';
import { matrixColumn } from '../../src/table/matrix.ts';
import type { ColumnSchema } from '../../src/table/schema.ts';
import { linearDouble } from './linear-double.ts';

interface Golden {
  readonly 'made with': { readonly 'scikit-learn': string };
  readonly columns: readonly string[];
  readonly train: readonly (readonly (number | string | null)[])[];
  readonly test: Golden['train'];
  readonly expected: Readonly<Record<string, readonly number[]>>;
}
const golden: Golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../golden/recipe/golden.json'), 'utf8'),
);

/** The rows as a frame of their own, with the dictionaries that these rows alone give. */
function frameOf(rows: Golden['train']): Frame {
  const schema: ColumnSchema[] = [];
  const columns = new Map<string, Column>();
  golden.columns.forEach((name, c) => {
    const values = rows.map((row) => row[c]!);
    const words = [...new Set(values.filter((v) => typeof v === 'string'))].sort();
    if (words.length === 0) {
      schema.push({ name, type: 'continuous' });
      columns.set(
        name,
        numberColumn(Float64Array.from(values, (v) => (v === null ? Number.NaN : Number(v)))),
      );
    } else {
      schema.push({ name, type: 'nominal', dictionary: words });
      columns.set(
        name,
        categoryColumn(
          Int32Array.from(values, (v) => words.indexOf(v as string)),
          words,
        ),
      );
    }
  });
  return { rows: rows.length, schema, columns };
}

test(`the inferred recipe of churn data is that of scikit-learn ${golden['made with']['scikit-learn']}`, () => {
  const train = frameOf(golden.train);
  const task = { category: 'regression' } as const;
  const design = {
    framing: { target: 'churn', task },
    data: { columns: train.schema, unused: [] },
    features: {},
  } as unknown as Design;
  const target = { task, y: new Float64Array(train.rows) };
  const plan = planRecipe(design, train.schema, linearDouble);
  const { recipe } = fitRecipe(plan, train, target, quietRun());
  const x = encode(recipe, frameOf(golden.test));
  expect(recipe.columns.map((c) => c.name).sort()).toEqual(Object.keys(golden.expected).sort());
  recipe.columns.forEach(({ name }, c) => {
    matrixColumn(x, c).values.forEach((value, i) => {
      expect(Math.abs(value - golden.expected[name]![i]!), `${name}, row ${i}`).toBeLessThan(1e-12);
    });
  });
});
