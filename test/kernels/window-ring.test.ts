import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addToWindow, sumWindows, windowRing } from '../../src/kernels/window-ring.ts';

test('sums over any stretch that is held are those of all that was added there', () => {
  const moment = fc.integer({ min: 1_000_000, max: 1_000_400 });
  fc.assert(
    fc.property(fc.array(moment, { maxLength: 30 }), moment, moment, (moments, one, other) => {
      const ring = windowRing(10, 50, 2);
      for (const at of moments) addToWindow(ring, at, 10, [1, at % 7]);
      const [from, to] = [Math.min(one, other), Math.max(one, other)].map((x) => Math.floor(x / 10) * 10);
      const within = moments.filter((at) => at >= from! && at < to!);
      const out = new Float64Array(2);
      expect(sumWindows(ring, from!, to!, out)).toBe(10 * within.length);
      expect([...out]).toEqual([within.length, within.reduce((sum, at) => sum + (at % 7), 0)]);
    }),
    { numRuns: 50 },
  );
});

test('the newest write over the oldest, and what is too old is passed over', () => {
  const ring = windowRing(10, 4, 1);
  const out = new Float64Array(1);
  for (let at = 1000; at < 1080; at += 10) addToWindow(ring, at, 10, [1]);
  addToWindow(ring, 1000, 10, [100]);
  expect(sumWindows(ring, 0, 2000, out)).toBe(0);
  expect(sumWindows(ring, 0, 1080, out)).toBe(40);
  expect(out[0]).toBe(4);
});
