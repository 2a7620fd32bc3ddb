import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { matrix } from '../../src/table/matrix.ts';
import { shareOfValues, sparseFrom } from '../../src/table/sparse.ts';

const value = fc.oneof(fc.constant(0), fc.constant(0), fc.double({ noNaN: true }));

test('holds every value other than 0 in its place, row after row, and nothing else', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 6 }),
      fc.integer({ min: 1, max: 6 }),
      fc.infiniteStream(value),
      (rows, cols, s) => {
        const dense = matrix(rows, cols, Float64Array.from([...s.take(rows * cols)]));
        const columns = Int32Array.from({ length: cols }, (_, c) => c).filter((c) => c !== 1);
        const { indptr, indices, values } = sparseFrom(dense, columns);
        expect(values.every((v) => v !== 0)).toBe(true);
        const back = matrix(rows, columns.length);
        for (let r = 0; r < rows; r++)
          for (let at = indptr[r]!; at < indptr[r + 1]!; at++) {
            if (at > indptr[r]!) expect(indices[at]!).toBeGreaterThan(indices[at - 1]!);
            back.data[indices[at]! * rows + r] = values[at]!;
          }
        columns.forEach((c, to) => {
          for (let r = 0; r < rows; r++)
            expect(back.data[to * rows + r]! === dense.data[c * rows + r]!).toBe(true);
        });
        expect(values.length).toBe(indptr[rows]);
      },
    ),
  );
});

test('the share of values is near', () => {
  const data = Float64Array.from({ length: 60_000 }, (_, i) => Number((i * 7919) % 10 === 0));
  expect(shareOfValues(matrix(300, 200, data))).toBeCloseTo(0.1, 1);
  expect(shareOfValues(matrix(0, 3))).toBe(0);
});
