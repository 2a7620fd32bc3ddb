import { describe, expect, test } from 'vitest';
import type { Model } from '../../src/contracts/model.ts';
import { Failure } from '../../src/errors/fail.ts';
import { step } from '../../src/recipe/chain.ts';
import { planRecipe, usableRows } from '../../src/recipe/plan.ts';
import { linearDouble, nativeDouble } from './linear-double.ts';
import { madeDesign, madeTable, schema } from './made-table.ts';

/** "fill-median z-score" by column. */
function chains(model: Model, design = madeDesign(), of = schema): Record<string, string> {
  const { columns } = planRecipe(design, of, model);
  return Object.fromEntries(columns.map((c) => [c.schema.name, c.steps.map((s) => s.name).join(' ')]));
}

test('neither the target nor an unused column is planned; both may be brought', () => {
  const { columns, ignored } = planRecipe(madeDesign(), schema, linearDouble);
  expect(columns.map((c) => c.schema.name)).not.toContain('churn');
  expect(columns.map((c) => c.schema.name)).not.toContain('id');
  expect(ignored).toEqual(['churn', 'id']);
});

describe('without a word of the design', () => {
  test('a model that refuses gaps and wants scale gets filled, standardised, one-hot columns', () => {
    expect(chains(linearDouble)).toEqual({
      age: 'fill-median z-score',
      visits: 'fill-median z-score',
      plan: 'one-hot',
      size: 'integer fill-median z-score',
      paperless: 'integer fill-median z-score',
      comment: 'tf-idf',
      joined: 'date-parts fill-median z-score',
    });
  });

  test('a model that takes gaps and codes gets them', () => {
    expect(chains(nativeDouble)).toEqual({
      age: 'as-is',
      visits: 'as-is',
      plan: 'integer',
      size: 'integer',
      paperless: 'integer',
      comment: 'tf-idf',
      joined: 'date-parts',
    });
  });

  test('many categories become one column of target means', () => {
    const many = Array.from({ length: 300 }, (_, i) => `v${i}`);
    const wide = schema.map((c) => (c.name === 'plan' ? { ...c, dictionary: many } : c));
    expect(chains(linearDouble, madeDesign(), wide).plan).toBe('target-encode z-score');
    expect(chains(nativeDouble, madeDesign(), wide).plan).toBe('target-encode');
    const hungry = { ...nativeDouble, traits: { ...nativeDouble.traits, manyCategories: true as const } };
    expect(chains(hungry, madeDesign(), wide).plan).toBe('integer');
  });
});

describe('a chosen chain', () => {
  test.each([
    ['is left alone when it ends well', 'age', ['fill-mean', 'min-max'], 'fill-mean min-max'],
    ['gets the fill and the scale that it lacks', 'age', ['log'], 'log fill-median z-score'],
    ['gets only the fill', 'age', ['z-score'], 'z-score fill-median'],
    ['of buckets becomes one-hot', 'age', ['buckets-width'], 'buckets-width one-hot'],
    ['of a filled category becomes one-hot', 'plan', ['fill-mode'], 'fill-mode one-hot'],
    [
      'may leave unseen categories after drop-rows',
      'plan',
      ['drop-rows', 'integer'],
      'drop-rows integer fill-median z-score',
    ],
    ['needs no fill after drop-rows', 'age', ['drop-rows'], 'drop-rows z-score'],
  ])('%s', (_says, column, steps, expected) => {
    const design = madeDesign({ [column]: steps.map((name) => step(name)) });
    expect(chains(linearDouble, design)[column]).toBe(expected);
  });

  test('of buckets becomes ordered codes for a model that takes codes', () => {
    const design = madeDesign({ age: [step('buckets-width')] });
    const { columns } = planRecipe(design, schema, nativeDouble);
    const { steps } = columns.find((c) => c.schema.name === 'age')!;
    expect(steps.at(-1)).toEqual({ name: 'integer', params: { ordered: true } });
  });

  test('that does not fit is refused: every column at once, with what would fit', () => {
    const design = madeDesign({
      plan: [step('fill-mean')],
      age: [step('buckets-width'), step('z-score')],
      comment: [{ name: 'tfidf', params: {} }],
    });
    const failure = failureOf(() => planRecipe(design, schema, linearDouble));
    const all = [failure, ...failure.others];
    expect(all.map((f) => [f.code, (f.details as { column: string }).column])).toEqual([
      ['feature/wrong-form', 'age'],
      ['feature/wrong-form', 'plan'],
      ['feature/unknown-step', 'comment'],
    ]);
    expect(all[1]!.message).toBe(
      '"fill-mean" takes number values, but at that point of its chain column "plan" holds category values.',
    );
    expect(all[1]!.fix).toContain('"fill-default", "fill-mode"');
    expect(all[2]!.message).toContain('Did you mean "tf-idf"?');
  });
});

test('usable rows are those that have each required value', () => {
  const { frame } = madeTable(50, 5);
  const rows = usableRows(
    madeDesign({ age: [step('drop-rows')], visits: [step('fill-mean'), step('drop-rows')] }),
    frame,
  );
  const age = frame.columns.get('age')!;
  const expected = [...Array(50).keys()].filter(
    (i) => age.form === 'number' && !Number.isNaN(age.values[i]!),
  );
  expect([...rows]).toEqual(expected);
  expect(rows.length).toBeLessThan(50);
});

function failureOf(act: () => unknown): Failure {
  try {
    act();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
