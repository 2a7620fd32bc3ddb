import { expect, test } from 'vitest';
import { historyQuery } from '../../src/explain/ranking/history-query.ts';
import { friendIds, friendsAmong, friendsOf } from '../../src/table/friends.ts';
import { interactionsFrom, someInteractions } from '../../src/table/interactions.ts';

const lists = ['b, c;ghost', 'a|a b', null, ' c '].map(friendIds);
const graph = friendsOf(lists, ['a', 'b', 'c', 'd']);
const namedBy = ({ start, friend }: typeof graph, user: number): number[] => [
  ...friend.subarray(start[user]!, start[user + 1]!),
];

test('a list of friends is read however it is parted; nobody is his own friend, or named twice', () => {
  expect(lists).toEqual([['b', 'c', 'ghost'], ['a', 'a', 'b'], [], ['c']]);
  expect([0, 1, 2, 3].map((u) => namedBy(graph, u))).toEqual([[1, 2], [0], [], [2]]);
});

test('the graph among some users names only them', () => {
  const left = friendsAmong(graph, Int32Array.of(0, 2, 3));
  expect([0, 1, 2].map((u) => namedBy(left, u))).toEqual([[1], [], [1]]);
});

test('a query holds what friends did before its instant, and nothing of what comes later', () => {
  const events = interactionsFrom(4, 9, {
    user: Int32Array.of(0, 1, 1, 1, 2),
    item: Int32Array.of(0, 1, 2, 3, 4),
    at: Float64Array.of(10, 5, 20, 30, 19),
    weight: null,
  });
  const split = someInteractions({ ...events, friends: graph }, (e) => e !== 4);
  const at = (now: number) =>
    historyQuery(split, 0, 100, now, {}).friends?.map(({ length, item }) => [...item.subarray(0, length)]);
  expect(at(20)).toEqual([[1], []]);
  expect(at(31)).toEqual([[1, 2, 3], []]);
  expect(at(Number.NaN)).toEqual([[1, 2, 3], []]);
  expect(historyQuery(events, 0, 100, 20, {}).friends).toBeUndefined();
});
