import { expect } from 'vitest';
import { NEVER } from '../../src/contracts/retriever.ts';

/** To rounding, as a share of the largest score; NEVER where the other says so. */
export function expectNear(got: Float32Array, expected: Float32Array, share: number): void {
  const largest = expected.reduce(
    (most, v) => (Number.isFinite(v) ? Math.max(most, Math.abs(v)) : most),
    1e-30,
  );
  got.forEach((v, i) => {
    if (expected[i] === NEVER) expect(v).toBe(NEVER);
    else expect(Math.abs(v - expected[i]!) / largest).toBeLessThan(share);
  });
}
