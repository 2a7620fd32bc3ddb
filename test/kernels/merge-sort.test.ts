import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeSort } from '../../src/kernels/merge-sort.ts';

test('sorts as sort does, and keeps the order of equals', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 120 }), (values) => {
      const order = Int32Array.from(values.keys());
      mergeSort(order, (a, b) => values[a]! < values[b]!);
      expect([...order]).toEqual([...values.keys()].sort((a, b) => values[a]! - values[b]!));
    }),
  );
});
