import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { studentQuantile } from '../../src/kernels/student-quantile.ts';

/** By SciPy: test/golden/splitters/make.py. */
const { quantiles } = JSON.parse(
  readFileSync(new URL('../golden/splitters/splitters.json', import.meta.url), 'utf8'),
) as { quantiles: { p: number; freedom: number; is: number }[] };

test.each(quantiles)('t of $p with $freedom degrees of freedom', ({ p, freedom, is }) => {
  expect(studentQuantile(p, freedom) / is).toBeCloseTo(1, 9);
});
