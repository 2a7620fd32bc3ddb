import { describe, expect, it } from 'vitest';
import { calibrate } from '../../../bench/drift/calibration.ts';
import { gaussianPopulation } from '../../../bench/drift/populations.ts';
import { firstLook, lookDue } from '../../../src/stages/monitor/looks.ts';

/** Highest share of alarms that is compatible with a rate of 5 %: two standard errors above. */
const most = (windows: number): number => 0.05 + 2 * Math.sqrt((0.05 * 0.95) / windows);

describe('the alarm of a system', () => {
  // The full run, on real data and 1,000 windows of each size, is test/full/drift-calibration.test.ts.
  it('holds its rate over 12 correlated columns and all looks', async () => {
    const windows = 120;
    const { share } = await calibrate(gaussianPopulation(0.5, 800, 200, 12), 40, windows, 0);
    expect(share).toBeLessThanOrEqual(most(windows));
  });

  it('finds a shift of one sd in one column of twelve', async () => {
    const { share } = await calibrate(gaussianPopulation(0.5, 800, 200, 12), 40, 20, 1);
    expect(share).toBeGreaterThanOrEqual(0.9);
  });
});

describe('lookDue', () => {
  it('is due four times in a window, and the shares add up to 1', () => {
    const sizes = new Map<number, number>();
    for (let waiting = 0; waiting <= 1000; waiting++) {
      const look = lookDue(waiting, 1000);
      if (look !== null) sizes.set(look.rows, look.rateShare);
    }
    expect([...sizes.keys()]).toEqual([125, 250, 500, 1000]);
    expect([...sizes.values()].reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    expect(firstLook(1000)).toBe(125);
    expect(lookDue(124, 1000)).toBeNull();
  });
});
