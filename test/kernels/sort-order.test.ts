import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortOrder } from '../../src/kernels/sort-order.ts';

/** A stable sort of indexes by comparator, NaN last. */
function reference(values: Float64Array): Int32Array {
  const rank = (v: number): number => (Number.isNaN(v) ? 1 : 0);
  return Int32Array.from(
    [...values.keys()].sort((a, b) => {
      const [x, y] = [values[a]!, values[b]!];
      return rank(x) - rank(y) || (x < y ? -1 : x > y ? 1 : 0) || a - b;
    }),
  );
}

// Short arrays are compared, long ones sorted by radix: both must give the one order.
test.each([
  { name: 'few values', repeat: 1 },
  { name: 'many values', repeat: 40 },
])('sorts $name ascending, stable, NaN last', ({ repeat }) => {
  const value = fc.oneof(
    fc.double(),
    fc.constantFrom(0, -0, Number.NaN, Infinity, -Infinity, 5e-324, -5e-324, 1, 1),
  );
  fc.assert(
    fc.property(fc.array(value, { maxLength: 60 }), (list) => {
      const values = Float64Array.from(
        Array.from({ length: repeat }, (_, k) => list.map((v) => v * (1 + (k % 3)))).flat(),
      );
      expect(sortOrder(values)).toEqual(reference(values));
    }),
    { numRuns: 60 },
  );
});

test('a NaN with its sign bit set sorts last too', () => {
  const negativeNaN = new Float64Array(new Uint32Array([0, 0xfff80000]).buffer)[0]!;
  const values = new Float64Array(500).fill(1);
  values[0] = negativeNaN;
  expect(sortOrder(values).at(-1)).toBe(0);
});
