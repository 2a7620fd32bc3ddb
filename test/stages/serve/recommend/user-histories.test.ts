import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserHistories } from '../../../../src/stages/serve/recommend/user-histories.ts';

const roomFor = (most: number) => ({
  item: new Int32Array(most),
  weight: new Float32Array(most),
  at: new Float64Array(most),
});

function told(histories: UserHistories, user: number): [item: number, weight: number, at: number][] {
  const room = roomFor(histories.most);
  const length = histories.read(user, room);
  return Array.from({ length }, (_, i) => [room.item[i]!, room.weight[i]!, room.at[i]!]);
}

test('an event takes its place by time; of equal times the one that came later stands later', () => {
  const histories = new UserHistories(5);
  for (const [item, at] of [
    [1, 5000],
    [2, 9000],
    [3, 7000],
    [4, 7999],
    [5, Number.NaN],
  ] as const)
    expect(histories.add(8, item, 1, at)).toBe(true);
  expect(told(histories, 8).map(([item]) => item)).toEqual([5, 1, 3, 4, 2]);
  expect(told(histories, 8)[0]![2]).toBeNaN();
  expect(histories.lengthOf(7)).toBe(0);
});

test('a full history loses its oldest event, and takes none that is older than all', () => {
  const histories = new UserHistories(3);
  for (const at of [1, 2, 3]) histories.add(0, at, 1, at * 1000);
  expect(histories.add(0, 9, 1, 2500)).toBe(true);
  expect(told(histories, 0).map(([item]) => item)).toEqual([2, 9, 3]);
  expect(histories.add(0, 9, 1, 1000)).toBe(false);
  expect(histories.add(0, 7, 1, Number.NaN)).toBe(false);
});

test('the same event is noted once; another weight or second is another event', () => {
  const histories = new UserHistories(9);
  expect([
    histories.add(0, 3, 0.1, 5000),
    histories.add(0, 4, 0.1, 6000),
    histories.add(0, 3, 0.1, 5900),
    histories.add(0, 3, 0.2, 5000),
    histories.add(0, 3, 0.1, 6000),
  ]).toEqual([true, true, false, true, true]);
});

test('what was erased is gone, and its memory is given to others without it', () => {
  const histories = new UserHistories(4);
  histories.add(0, 5, 1, 1000);
  histories.add(1, 6, 1, 1000);
  histories.erase(0);
  histories.erase(0);
  expect(told(histories, 0)).toEqual([]);
  histories.add(2, 7, 1, 2000);
  expect([told(histories, 1), told(histories, 2)]).toEqual([[[6, 1, 1000]], [[7, 1, 2000]]]);
});

test('many users, loaded and added to in any order, have the newest events of each, in order', () => {
  const event = fc.record({ user: fc.nat(5), item: fc.nat(1000), at: fc.integer({ min: 1, max: 50 }) });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.array(event, { maxLength: 120 }), (most, events) => {
      const histories = new UserHistories(most);
      // Users 0 to 2 begin with a past of two events each.
      const start = {
        item: Int32Array.of(2001, 2002),
        weight: Float32Array.of(1, 1),
        at: Float64Array.of(0, 500),
      };
      for (const user of [0, 1, 2]) histories.load(user, start, 0, 2);
      const expected = Array.from({ length: 6 }, (_, u) =>
        u < 3
          ? [
              [2001, 0],
              [2002, 0],
            ].slice(-most)
          : [],
      );
      for (const { user, item, at } of events) {
        histories.add(user, item, 1, at * 1000);
        const past = expected[user]!;
        if (past.some(([i, s]) => i === item && s === at)) continue;
        if (past.length === most && past[0]![1]! > at) continue;
        if (past.length === most) past.shift();
        const place = past.findLastIndex(([, s]) => s! <= at) + 1;
        past.splice(place, 0, [item, at]);
      }
      for (let u = 0; u < 6; u++)
        expect(told(histories, u).map(([i]) => i)).toEqual(expected[u]!.map(([i]) => i));
    }),
    { numRuns: 200, seed: 11 },
  );
});

test('weights come back as float32 has them; of more than can be told apart one takes the nearest', () => {
  const histories = new UserHistories(3);
  histories.add(0, 1, 0.1, 1000);
  histories.add(0, 1, -2, 2000);
  expect(told(histories, 0).map(([, weight]) => weight)).toEqual([Math.fround(0.1), -2]);
  for (let w = 0; w < 2 ** 16; w++) histories.add(1, 1, w, 1000 * (w + 1));
  histories.add(2, 1, 65_000.4, 1000);
  expect(told(histories, 2)[0]![1]).toBe(65_000);
});
