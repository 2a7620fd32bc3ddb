import { expect, test } from 'vitest';
import { random } from '../../src/kernels/random.ts';
import { StandingOrder } from '../../src/kernels/standing-order.ts';
import { roomForBest, topK } from '../../src/kernels/top-k.ts';

test.each([100, 5000])('the best of %i standing scores are those of all, however many are excluded', (n) => {
  const r = random(n);
  const scores = Float32Array.from({ length: n }, () => Math.floor(50 * r()));
  const order = new StandingOrder(scores);
  for (const share of [0, 0.5, 0.99, 1]) {
    const excluded = Uint8Array.from({ length: n }, () => (r() < share ? 1 : 0));
    for (const k of [1, 200]) {
      const [got, wanted] = [roomForBest(k), roomForBest(k)];
      topK(scores, n, excluded, wanted);
      order.best(excluded, got);
      expect(got.length).toBe(wanted.length);
      expect(got.item.subarray(0, got.length)).toEqual(wanted.item.subarray(0, got.length));
      expect(got.score.subarray(0, got.length)).toEqual(wanted.score.subarray(0, got.length));
    }
  }
});
