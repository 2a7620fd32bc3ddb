import { readFileSync } from 'node:fs';
import type { Static } from 'typebox';
import { expect, expectTypeOf, test } from 'vitest';
import type { Shape } from '../../../src/design/check-shape.ts';
import { checkShape } from '../../../src/design/check-shape.ts';
import type { RecommendInput } from '../../../src/design/recommend/input.ts';
import { recommendShape } from '../../../src/design/recommend/shape.ts';
import { shapeOf } from '../../../src/design/shape-of.ts';
import { defineSystem } from '../../../src/index.ts';

/** As the twin declares it: read-only, and a column that is named may be left undefined. */
type Frozen<T> = T extends object
  ? { readonly [K in keyof T]: Frozen<T[K]> | (string extends K ? undefined : never) }
  : T;

test('the TypeScript twin fits the schema', () => {
  expectTypeOf<RecommendInput>().toExtend<Frozen<Static<typeof recommendShape>>>();
});

test('every field says what it is, in the words of the TypeScript twin', () => {
  const fields = new Map<string, Set<string>>();
  for (const file of ['recommend/input.ts', 'input.ts']) {
    const source = readFileSync(new URL(`../../../src/design/${file}`, import.meta.url), 'utf8');
    for (const [, doc, field] of source.matchAll(/\/\*\* ([^\n]*?) \*\/\n\s+readonly (\w+)\??:/g))
      fields.set(field!, (fields.get(field!) ?? new Set()).add(doc!));
  }
  const silent: string[] = [];
  walk(recommendShape as unknown as Shape, 'design');
  expect(silent).toEqual([]);

  function walk(shape: Shape, at: string): void {
    for (const branch of shape.anyOf ?? []) walk(branch, at);
    for (const inner of Object.values(shape.patternProperties ?? {})) walk(inner, `${at}.*`);
    if (shape.items) walk(shape.items, `${at}[]`);
    for (const [field, inner] of Object.entries(shape.properties ?? {})) {
      if (inner.description === undefined || !fields.get(field)?.has(inner.description))
        silent.push(`${at}.${field}: ${inner.description}`);
      walk(inner, `${at}.${field}`);
    }
  }
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
