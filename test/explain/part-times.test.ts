import { expect, test } from 'vitest';
import { partTimes } from '../../src/explain/part-times.ts';

const nothing = { at: Float64Array.of() };

test('each row is counted once, in the stretch that it falls into, for as many as it stands for', () => {
  const times = partTimes('at', {
    train: { at: Float64Array.of(0, 10, 299) },
    validation: { at: Float64Array.of(300, Number.NaN), rows: (i) => i + 2 },
    test: { at: Float64Array.of(600) },
  })!;
  expect(times).toMatchObject({ column: 'at', first: 0, last: 600, untimed: 3 });
  const filled = (counts: readonly number[]) => counts.flatMap((n, b) => (n === 0 ? [] : [[b, n]]));
  expect(filled(times.train.counts)).toEqual([
    [0, 1],
    [1, 1],
    [29, 1],
  ]);
  expect(filled(times.validation.counts)).toEqual([[30, 2]]);
  expect(filled(times.test.counts)).toEqual([[59, 1]]);
  expect(times.train).toMatchObject({ first: 0, last: 299 });
});

test('one instant is one stretch, a part without times has no ends, and no times at all are nothing', () => {
  const one = partTimes('at', { train: { at: Float64Array.of(5, 5) }, validation: nothing, test: nothing })!;
  expect(one.train.counts[0]).toBe(2);
  expect(one.test).toMatchObject({ first: null, last: null });
  const unknown = { at: Float64Array.of(Number.NaN) };
  expect(partTimes('at', { train: unknown, validation: nothing, test: nothing })).toBeNull();
});
