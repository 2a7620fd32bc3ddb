import { expect, test } from 'vitest';
import { NEVER, type Past } from '../../src/contracts/retriever.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { friends } from '../../src/retrievers/friends.ts';
import { bareCatalogue } from '../../src/table/catalogue.ts';
import { interactionsFrom } from '../../src/table/interactions.ts';

const DAY = 86_400_000;
const NOW = 100 * DAY;

const past = (events: readonly (readonly [item: number, daysAgo: number, weight: number])[]): Past => ({
  length: events.length,
  item: Int32Array.from(events, ([item]) => item),
  weight: Float32Array.from(events, ([, , weight]) => weight),
  at: Float64Array.from(events, ([, days]) => NOW - days * DAY),
});

/** Item 0 was met by three users, item 1 by one, the others by nobody. */
const events = interactionsFrom(3, 4, {
  user: Int32Array.of(0, 0, 1, 2, 2),
  item: Int32Array.of(0, 0, 0, 0, 1),
  at: null,
  weight: null,
});

async function scores(theirs: readonly Past[], params: { halfLife: number; damping: number }) {
  const state = await friends.fit({ events, catalogue: bareCatalogue(4), users: null }, params, quietRun());
  const out = new Float32Array(5);
  const query = { ...past([[3, 1, 1]]), now: NOW, context: {}, friends: theirs };
  friends.open(state).score(query, bareCatalogue(5), out);
  return [...out];
}

test('each friend counts once an item, by the age of the newest event that speaks for it', async () => {
  const theirs = [
    past([
      [0, 40, 1],
      [0, 10, 1],
      [1, 20, 1],
    ]),
    past([
      [0, 20, 5],
      [2, 30, 0],
      [4, 10, 1],
    ]),
  ];
  const wanted = [2 ** -1 + 2 ** -2, 2 ** -2, NEVER, NEVER, 2 ** -1].map(Math.fround);
  expect(await scores(theirs, { halfLife: 10, damping: 0 })).toEqual(wanted);
});

test('what a friend was against in the end is none of what he was for; what nobody dates counts 1', async () => {
  const undated = { ...past([[2, 1, 1]]), at: Float64Array.of(Number.NaN) };
  const theirs = [
    past([
      [0, 9, 1],
      [1, 8, 1],
      [0, 7, -1],
    ]),
    undated,
  ];
  const [zero, one, two] = await scores(theirs, { halfLife: 8, damping: 0 });
  expect([zero, one, two]).toEqual([NEVER, 0.5, 1]);
});

test('damping holds back what everybody knows', async () => {
  const theirs = [
    past([
      [0, 0, 1],
      [1, 0, 1],
      [2, 0, 1],
    ]),
  ];
  const wanted = [1 / 4, 1 / 2, 1].map(Math.fround);
  expect((await scores(theirs, { halfLife: 8, damping: 1 })).slice(0, 3)).toEqual(wanted);
});
