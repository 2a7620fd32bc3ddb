import fc from 'fast-check';
import { expect, test } from 'vitest';
import { random } from '../../../src/kernels/random.ts';
import { solvePositive } from '../../../src/kernels/solve-positive.ts';
import { rowsTimes, sparseRidge } from '../../../src/learn/linear/sparse-ridge.ts';
import { matrix } from '../../../src/table/matrix.ts';
import { sparseFrom } from '../../../src/table/sparse.ts';

test('conjugate gradients find what the normal equations give, rows of weight 0 left out', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom(0.5, 10), (seed, strength) => {
      const r = random(seed);
      const [rows, cols] = [30, 6];
      const x = matrix(rows, cols);
      for (let i = 0; i < x.data.length; i++) x.data[i] = r() < 0.5 ? 0 : r() - 0.3;
      const y = Float64Array.from({ length: rows }, () => r());
      const weight = Float64Array.from({ length: rows }, (_, i) => (i % 5 === 0 ? 0 : 3 * r()));
      const at = (row: number, c: number) => x.data[c * rows + row]!;
      const gram = new Float64Array(cols * cols);
      const exact = new Float64Array(cols);
      for (let a = 0; a < cols; a++) {
        gram[a * cols + a] = strength;
        for (let row = 0; row < rows; row++) {
          exact[a]! += weight[row]! * at(row, a) * y[row]!;
          for (let b = 0; b < cols; b++) gram[a * cols + b]! += weight[row]! * at(row, a) * at(row, b);
        }
      }
      solvePositive(gram, exact);
      const sparse = sparseFrom(
        x,
        Int32Array.from({ length: cols }, (_, c) => c),
      );
      const found = sparseRidge(sparse, y, weight, strength);
      for (let c = 0; c < cols; c++) expect(found[c]).toBeCloseTo(exact[c]!, 5);
      const said = rowsTimes(sparse, found);
      expect(said[7]).toBeCloseTo(
        found.reduce((sum, w, c) => sum + w * at(7, c), 0),
        12,
      );
    }),
    { numRuns: 10 },
  );
});
