import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fitPowerLaw, powerLawAt } from '../../src/kernels/power-law.ts';

/** By SciPy's curve_fit: test/golden/learning-curve/make.py. */
const { cases } = JSON.parse(
  readFileSync(new URL('../golden/learning-curve/learning-curve.json', import.meta.url), 'utf8'),
) as { cases: { name: string; x: number[]; value: number[]; squares: number; at: number[]; is: number[] }[] };

test.each(cases)('the law is that of SciPy: $name', ({ x, value, squares, at, is }) => {
  const rows = Float64Array.from(x);
  const law = fitPowerLaw(rows, Float64Array.from(value), rows);
  const left = x.reduce((sum, n, i) => sum + n * (value[i]! - powerLawAt(law, n)) ** 2, 0);
  expect(left).toBeLessThan(squares * 1.0001 + 1e-9);
  at.forEach((n, i) => {
    expect(powerLawAt(law, n)).toBeCloseTo(is[i]!, 4);
  });
});

test('what does not fall is level, what falls below nothing ends at nothing', () => {
  const x = Float64Array.of(10, 20, 40, 80);
  const rising = fitPowerLaw(
    x,
    Float64Array.of(1, 2, 3, 4),
    x.map(() => 1),
  );
  expect([rising.scale, rising.limit]).toEqual([0, 2.5]);
  const law = fitPowerLaw(
    x,
    Float64Array.of(8, 4, 2, 1),
    x.map(() => 1),
  );
  expect(law.limit).toBeCloseTo(0, 6);
  expect(law.power).toBeCloseTo(1, 4);
});
