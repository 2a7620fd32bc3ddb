import type { Static } from 'typebox';
import { expect, expectTypeOf, test } from 'vitest';
import { checkShape } from '../../../src/design/check-shape.ts';
import type { RecommendInput } from '../../../src/design/recommend/input.ts';
import { recommendShape } from '../../../src/design/recommend/shape.ts';
import { shapeOf } from '../../../src/design/shape-of.ts';
import { defineSystem } from '../../../src/index.ts';
import { type Frozen, silentFields } from '../silent-fields.ts';

test('the TypeScript twin fits the schema', () => {
  expectTypeOf<RecommendInput>().toExtend<Frozen<Static<typeof recommendShape>>>();
});

test('every field says what it is, in the words of the TypeScript twin', () => {
  expect(
    silentFields(recommendShape, [
      'recommend/input.ts',
      'recommend/framing-input.ts',
      'retrain-input.ts',
      'monitoring-input.ts',
      'input.ts',
    ]),
  ).toEqual([]);
});

const said = (value: unknown): string[] =>
  checkShape(shapeOf(value), value, (path) => ({ file: path.join('/'), line: 1, column: 1 })).map(
    (f) => `${f.code} ${f.place?.file}`,
  );

test('a design is held to the shape of its kind', () => {
  expect(said({ kind: 'recommend', data: { interactions: 'a.csv' } })).toEqual([]);
  expect(said({ kind: 'recommend', data: {}, framing: { target: 'y' } })).toEqual([
    'design/field-missing data',
    'design/field-unknown framing/target',
  ]);
  expect(said({ kind: 'recommend', data: { interactions: { file: 'a.csv', users: 'u' } } })).toEqual([
    'design/field-unknown data/interactions/users',
  ]);
  expect(said({ kind: 'recomend', data: 'a.csv', framing: { target: 'y' } })).toEqual([
    'design/field-invalid kind',
  ]);
  expect(said({ kind: 'recommend', data: { interactions: 'a.csv', split: 'chance' } })).toEqual([
    'design/field-invalid data/split',
  ]);
});

/** As `init` writes it. */
interface Columns {
  readonly interactions: { readonly userId: string; readonly movieId: string; readonly at: number };
  readonly items: { readonly movieId: string; readonly genres: string };
}

// What follows is checked by the compiler: a line that should be an error and is none fails `tsc`.
test('column names are checked against the columns of each table', () => {
  const file = 'ratings.csv';
  const kind = 'recommend';
  const design = defineSystem<Columns>({
    kind,
    data: {
      interactions: { file, user: 'userId', item: 'movieId', time: 'at' },
      items: { file: 'movies.csv', id: 'movieId', columns: { genres: { type: 'nominal' } } },
      split: 'time',
    },
    retrievers: ['ease', { name: 'item-knn', neighbours: 50 }],
  });
  expect(design.kind).toBe(kind);
  // @ts-expect-error no such column
  defineSystem<Columns>({ kind, data: { interactions: { file, user: 'user' } } });
  // @ts-expect-error a column of another table
  defineSystem<Columns>({ kind, data: { interactions: { file, item: 'genres' } } });
  // @ts-expect-error no such split
  defineSystem<Columns>({ kind, data: { interactions: file, split: 'chance' } });
  // @ts-expect-error the interactions are missing
  defineSystem<Columns>({ kind, data: {} });
  defineSystem({ kind, data: { interactions: { file, user: 'anybody' } } });
});
