import { expect, test } from 'vitest';
import { affinityBlocks } from '../../../src/recipe/feed/affinity-features.ts';
import { matrix } from '../../../src/table/matrix.ts';
import { knownOf, T0 } from './made-known.ts';
import { rules } from './made-log.ts';

const posts = [
  { id: 'p0', at: T0, author: 'a', topic: 'x' },
  { id: 'p1', at: T0 + 1, author: 'b', topic: 'y' },
];

/** The values of the last block that has a feature, for both posts. */
function written(made: ReturnType<typeof knownOf>, feature: string, own: string | null): number[] {
  const block = affinityBlocks(rules, ['topic']).findLast(({ columns }) =>
    columns.some(({ name }) => name === feature),
  )!;
  const out = matrix(2, block.columns.length);
  const reader = made.known.readerOf('r');
  const moment = {
    reader,
    posts: Int32Array.of(0, 1),
    context: { topic: own },
    position: null,
    now: made.at,
  };
  block.write(made.known, moment, out, 0, 0);
  const at = 2 * block.columns.findIndex(({ name }) => name === feature);
  return [...out.data.subarray(at, at + 2)];
}

test('whom a reader follows tells which topics he likes', () => {
  const made = knownOf(posts);
  expect(written(made, 'social:followsTopic', null)).toEqual([0, 0]);
  made.follow('r', 'a');
  expect(written(made, 'social:followsTopic', null)).toEqual([1 / 5, 0]);
});

test('what a reader is told to be counts until he has taken to something else', () => {
  const made = knownOf(posts);
  expect(written(made, 'affinity:topic', 'x')).toEqual([1, 0]);
  expect(written(made, 'affinity:topic', null)).toEqual([0, 0]);
  made.did('r', 'like', 'p1');
  expect(written(made, 'affinity:topic', 'x')).toEqual([4 / 5, 1 / 5]);
});
