import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { deal } from '../../src/kernels/deal.ts';

const shares = fc
  .array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 5 })
  .filter((list) => list.some((v) => v > 0))
  .map((list) => list.map((v) => v / list.reduce((a, b) => a + b)));

test('after every item each part has its share: ahead by less than one, behind by less than the other parts can be ahead', () => {
  fc.assert(
    fc.property(shares, (wanted) => {
      const next = deal(wanted);
      const had = wanted.map(() => 0);
      let ahead = 0;
      let behind = 0;
      for (let dealt = 1; dealt <= 200; dealt++) {
        had[next(1)]!++;
        for (let p = 0; p < had.length; p++) {
          ahead = Math.max(ahead, had[p]! - wanted[p]! * dealt);
          behind = Math.max(behind, wanted[p]! * dealt - had[p]!);
        }
      }
      expect(ahead).toBeLessThan(1 + 1e-9);
      expect(behind).toBeLessThan(Math.max(1, wanted.length - 1) + 1e-9);
      wanted.forEach((share, p) => {
        if (share === 0) expect(had[p]).toBe(0);
      });
    }),
  );
});

test('items of any size leave a part off by no more than the largest', () => {
  const next = deal([0.5, 0.3, 0.2]);
  const sizes = Array.from({ length: 100 }, (_, i) => 1 + ((i * 7) % 13));
  const had = [0, 0, 0];
  for (const size of sizes) had[next(size)]! += size;
  const total = sizes.reduce((a, b) => a + b);
  [0.5, 0.3, 0.2].forEach((share, p) => {
    expect(Math.abs(had[p]! - share * total)).toBeLessThanOrEqual(13);
  });
});
