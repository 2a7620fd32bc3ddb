import { expect, test } from 'vitest';
import type { FeedHead } from '../../../src/contracts/feed-design.ts';
import type { FeedLog } from '../../../src/contracts/feed-log.ts';
import { quietRun } from '../../../src/contracts/run.ts';
import { random } from '../../../src/kernels/random.ts';
import { fitPostPromise, openPostPromise } from '../../../src/recipe/feed/post-promise.ts';
import { itemsOf } from '../../../src/table/catalogue.ts';
import { type Column, categoryColumn, numberColumn, textColumn } from '../../../src/table/column.ts';
import { rules } from './made-log.ts';

const heads = [
  { name: 'open', kind: 'binary' },
  { name: 'hide', kind: 'binary' },
  { name: 'dwell', kind: 'amount' },
] as FeedHead[];
const AUTHORS = 8;

/** Posts whose title lures are opened and hidden more; those of author 0 are read for long. */
function madeWorld(posts: number) {
  const r = random(7);
  const author = Array.from({ length: posts }, (_, p) => p % AUTHORS);
  const lures = Array.from({ length: posts }, () => r() < 0.4);
  const attributes = {
    rows: posts,
    schema: [
      { name: 'author', type: 'nominal' as const },
      { name: 'title', type: 'text' as const },
      { name: 'words', type: 'continuous' as const },
    ],
    columns: new Map<string, Column>([
      [
        'author',
        categoryColumn(
          Int32Array.from(author),
          Array.from({ length: AUTHORS }, (_, a) => `a${a}`),
        ),
      ],
      [
        'title',
        textColumn(lures.map((lure, p) => `${lure ? 'you will not believe' : 'a quiet note'} word${p % 11}`)),
      ],
      ['words', numberColumn(Float64Array.from({ length: posts }, () => 50 + Math.floor(100 * r())))],
    ]),
  };
  const rows = posts * 12;
  const post = Int32Array.from({ length: rows }, (_, i) => i % posts);
  const drawn = (chance: (p: number) => number) => Float64Array.from(post, (p) => Number(r() < chance(p)));
  const open = drawn((p) => (lures[p] ? 0.5 : 0.25));
  const truth = [
    open,
    drawn((p) => (lures[p] ? 0.2 : 0.02)),
    Float64Array.from(post, (p, i) =>
      open[i] === 1 ? (author[p] === 0 ? 60 : 15) * (0.5 + r()) : Number.NaN,
    ),
  ];
  const log = {
    posts: Array.from({ length: posts }, (_, p) => `p${p}`),
    catalogue: itemsOf(attributes),
  } as unknown as FeedLog;
  return { log, post, truth, rows, lures, author };
}

const said = (world: ReturnType<typeof madeWorld>, state: NonNullable<ReturnType<typeof fitPostPromise>>) => {
  const promise = openPostPromise(state);
  return world.log.posts.map((id, p) => {
    const out = new Float64Array(promise.heads.length);
    promise.of(world.log.catalogue.attributes, p, id, out);
    return out;
  });
};
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

test('what posts promise is told by their words and authors, of posts that taught nothing too', () => {
  const world = madeWorld(240);
  // The last forty are there, but nothing that came of them is told.
  const few = {
    post: world.post.filter((p) => p < 200),
    truth: world.truth.map((t) => t.filter((_, i) => world.post[i]! < 200)),
  };
  const state = fitPostPromise(heads, rules, world.log, few, few.post.length, quietRun())!;
  const all = said(world, state);
  const of = (head: number, which: (p: number) => boolean) =>
    mean(all.flatMap((out, p) => (p >= 200 && which(p) ? [out[head]!] : [])));
  expect(of(1, (p) => world.lures[p]!)).toBeGreaterThan(of(1, (p) => !world.lures[p]!) + 0.1);
  expect(of(0, (p) => world.lures[p]!)).toBeGreaterThan(of(0, (p) => !world.lures[p]!) + 0.1);
  expect(of(2, (p) => world.author[p] === 0)).toBeGreaterThan(of(2, (p) => world.author[p] !== 0) + 0.7);
});

test('no post is told by what came of itself', () => {
  const world = madeWorld(120);
  const before = said(world, fitPostPromise(heads, rules, world.log, world, world.rows, quietRun())!);
  // All rows of a post are turned about: what is said of it moves by no more than the mean of all does.
  const turned = [
    world.truth[0]!,
    world.truth[1]!.map((t, i) => (world.post[i] === 5 ? 1 : t)),
    world.truth[2]!,
  ];
  const after = said(
    world,
    fitPostPromise(heads, rules, world.log, { ...world, truth: turned }, world.rows, quietRun())!,
  );
  const moved = after[5]![1]! - before[5]![1]!;
  expect(Math.abs(moved)).toBeLessThan(0.011);
  expect(Math.max(...after.map((out, p) => Math.abs(out[1]! - before[p]![1]!)))).toBeGreaterThan(0.011);
});

test('there is nothing to go by of posts that are all alike', () => {
  const { log, post, truth, rows } = madeWorld(4);
  expect(fitPostPromise(heads, rules, log, { post, truth }, rows, quietRun())).toBeNull();
});
