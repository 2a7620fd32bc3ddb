import type { Static } from 'typebox';
import { expect, expectTypeOf, test } from 'vitest';
import { checkShape } from '../../../src/design/check-shape.ts';
import type { FeedInput } from '../../../src/design/feed/input.ts';
import { feedShape } from '../../../src/design/feed/shape.ts';
import { shapeOf } from '../../../src/design/shape-of.ts';
import { defineSystem } from '../../../src/index.ts';
import { type Frozen, silentFields } from '../silent-fields.ts';

test('the TypeScript twin fits the schema', () => {
  expectTypeOf<FeedInput>().toExtend<Frozen<Static<typeof feedShape>>>();
});

test('every field says what it is, in the words of the TypeScript twin', () => {
  expect(
    silentFields(feedShape, [
      'feed/input.ts',
      'recommend/input.ts',
      'retrain-input.ts',
      'monitoring-input.ts',
      'input.ts',
    ]),
  ).toEqual([]);
});

test('a design is held to the shape of its kind', () => {
  const said = (value: unknown): string[] =>
    checkShape(shapeOf(value), value, (path) => ({ file: path.join('/'), line: 1, column: 1 })).map(
      (f) => `${f.code} ${f.place?.file}`,
    );
  const data = { events: 'events.jsonl', posts: 'posts.jsonl' };
  expect(said({ kind: 'feed', data })).toEqual([]);
  expect(said({ kind: 'feed', data: { events: 'events.jsonl' }, retrievers: [] })).toEqual([
    'design/field-missing data',
    'design/field-unknown retrievers',
  ]);
  expect(said({ kind: 'feed', data, filters: { mostBack: -1 } })).toEqual([
    'design/field-invalid filters/mostBack',
  ]);
  expect(said({ kind: 'feed', data, aggregates: [{ by: 'site' }] })).toEqual([
    'design/field-invalid aggregates/0/by',
  ]);
});

/** As `run` writes it. */
interface Columns {
  readonly events: {
    readonly reader: string;
    readonly post: string;
    readonly type: string;
    readonly at: number;
  };
  readonly posts: { readonly post: string; readonly by: string };
}

// What follows is checked by the compiler: a line that should be an error and is none fails `tsc`.
test('column names are checked against the columns of each table', () => {
  const kind = 'feed';
  const posts = 'posts.jsonl';
  defineSystem<Columns>({
    kind,
    data: { events: { file: 'a.jsonl', reader: 'reader' }, posts: { file: posts, author: 'by' } },
    aggregates: [{ by: ['reader', 'author'], of: 'open' }],
  });
  // @ts-expect-error no such column
  defineSystem<Columns>({ kind, data: { events: { file: 'a.jsonl', reader: 'by' }, posts } });
  // @ts-expect-error no such entity
  defineSystem<Columns>({ kind, data: { events: 'a.jsonl', posts }, aggregates: [{ by: 'site' }] });
  // @ts-expect-error the posts are missing
  defineSystem<Columns>({ kind, data: { events: 'a.jsonl' } });
});
