import { describe, expect, it } from 'vitest';
import { andersonDarlingDetector as detector } from '../../src/detectors/anderson-darling.ts';
import { random } from '../../src/kernels/random.ts';
import { numberColumn } from '../../src/table/column.ts';
import { gaussian } from '../worlds/gaussian-world.ts';

const PARAMS = { sample: 10_000 };
const normal = (rows: number, seed: number, shift = 0): Float64Array => {
  const r = random(seed);
  return Float64Array.from({ length: rows }, () => gaussian(r) + shift);
};
const test = (reference: Float64Array, window: Float64Array, level = 0.05, params = PARAMS) =>
  detector.test(detector.fit(numberColumn(reference), params), numberColumn(window), params, level, 1);

describe('anderson-darling', () => {
  it.each([
    [20, 0.05],
    [200, 0.05],
    [50, 0.0025],
  ])('finds the shift that it states four times in five: %i rows at level %d', (rows, level) => {
    const reference = normal(1000, 1);
    const shift = test(reference, normal(rows, 2), level).smallestShift;
    let found = 0;
    const windows = 100;
    const state = detector.fit(numberColumn(reference), PARAMS);
    for (let i = 0; i < windows; i++) {
      const window = numberColumn(normal(rows, 100 + i, shift));
      if (detector.test(state, window, PARAMS, level, i).pValue <= level) found++;
    }
    expect(found / windows).toBeGreaterThan(0.7);
    expect(found / windows).toBeLessThan(0.96);
  });

  it('states the shift in sd of the reference whatever its unit', () => {
    const [reference, window] = [normal(1000, 3), normal(100, 4)];
    const scaled = (v: Float64Array): Float64Array => v.map((x) => 1e6 * x + 5e6);
    const found = test(scaled(reference), scaled(window));
    expect(found.smallestShift).toBeCloseTo(test(reference, window).smallestShift, 6);
    expect(found.pValue).toBe(test(reference, window).pValue);
  });

  it('says which changed: the values or how many are missing', () => {
    const reference = normal(1000, 5);
    expect(test(reference, normal(200, 6, 1)).change?.what).toBe('mean');
    const gone = normal(200, 6).map((v, i) => (i % 2 === 0 ? Number.NaN : v));
    expect(test(reference, gone).change).toEqual({ what: 'share of missing', before: 0, now: 0.5 });
  });

  it('sees a change of spread that leaves the mean alone', () => {
    expect(
      test(
        normal(2000, 7),
        normal(300, 8).map((v) => 2 * v),
      ).pValue,
    ).toBeLessThan(0.002);
  });

  it('thins a long reference to a sample that still is one', () => {
    const state = detector.fit(numberColumn(normal(5000, 9)), { sample: 200 });
    const { values } = state.arrays;
    expect(values).toHaveLength(200);
    expect(values).toEqual(values.slice().sort());
    expect(state.facts).toEqual({ rows: 5000, missing: 0 });
    expect(Math.abs(values[100]!)).toBeLessThan(0.4);
  });

  it('takes infinities as the largest numbers there are', () => {
    const found = test(Float64Array.of(1, 2, 3, Infinity), Float64Array.of(-Infinity, 2));
    expect(found.pValue).toBeGreaterThan(0.05);
    expect(Number.isFinite(found.statistic)).toBe(true);
  });

  it('has no shift in sd against a constant reference', () => {
    expect(test(new Float64Array(50).fill(3), normal(50, 1)).smallestShift).toBeNaN();
  });
});
