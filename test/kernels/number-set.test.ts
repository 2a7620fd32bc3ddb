import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NumberSet } from '../../src/kernels/number-set.ts';

test('a set of numbers holds what a Set holds, beyond what was expected as well', () => {
  const numbers = fc.array(fc.oneof(fc.nat({ max: 40 }), fc.nat()), { maxLength: 200 });
  fc.assert(
    fc.property(numbers, numbers, (some, others) => {
      const set = new NumberSet(4);
      for (const round of [some, others]) {
        set.clear();
        const known = new Set<number>();
        for (const number of round) {
          expect(set.add(number)).toBe(!known.has(number));
          known.add(number);
        }
        expect(set.size).toBe(known.size);
        for (const number of [...some, ...others]) expect(set.has(number)).toBe(known.has(number));
      }
    }),
    { numRuns: 30 },
  );
});
