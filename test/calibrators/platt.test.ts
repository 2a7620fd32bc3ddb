import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { platt } from '../../src/calibrators/platt.ts';

/** Made by scikit-learn: test/golden/calibration/make.py. */
const { sigmoids } = JSON.parse(
  readFileSync(new URL('../golden/calibration/calibration.json', import.meta.url), 'utf8'),
) as {
  sigmoids: { name: string; said: number[]; truth: number[]; weights: number[] | null; is: number[] }[];
};

test.each(sigmoids)("is scikit-learn's sigmoid over log-odds: $name", ({ said, truth, weights, is }) => {
  const set = {
    outputs: 1,
    said: Float64Array.from(said),
    truth: Float64Array.from(truth),
    weights: weights && Float64Array.from(weights),
  };
  const out = set.said.slice();
  platt.open(platt.fit(set))(out, out.length);
  out.forEach((p, i) => {
    expect(p).toBeCloseTo(is[i]!, 5);
  });
});
