import { expect, test } from 'vitest';
import { softplus } from '../../src/kernels/softplus.ts';

test('is the log of 1 + e^x, near 0 and where e^x is too large or too small', () => {
  for (const x of [-3, -0.5, 0, 1e-9, 2]) expect(softplus(x)).toBeCloseTo(Math.log(1 + Math.exp(x)), 14);
  expect(softplus(1000)).toBe(1000);
  // log(1 + e^-40) is e^-40; 1 + e^-40 is 1.
  expect(softplus(-40) / Math.exp(-40)).toBeCloseTo(1, 12);
  expect(softplus(-1000)).toBe(0);
});
