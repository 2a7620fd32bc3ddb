import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { BcaInterval } from '../../src/experiments/bca-interval.ts';
import { type LoggedDecisions, offPolicy } from '../../src/experiments/off-policy.ts';
import { random } from '../../src/kernels/random.ts';

const options = { samples: 4000, level: 0.95, seed: 1, leastEffective: 100 };

describe('against scipy.stats.bootstrap (BCa)', () => {
  const golden = JSON.parse(
    readFileSync(join(import.meta.dirname, '../golden/off-policy/scipy.json'), 'utf8'),
  );
  const told = offPolicy(
    {
      reward: Float64Array.from(golden.reward),
      propensity: Float64Array.from(golden.propensity),
      target: Float64Array.from(golden.target),
      expected: { taken: Float64Array.from(golden.taken), target: Float64Array.from(golden.expected) },
    },
    options,
  );

  test('effective decisions', () => expect(told.effective).toBeCloseTo(golden.effective, 8));

  // Ends of 4,000 resamples move by about 2 % of the width; scipy drew 40,000 others.
  test.each(['ips', 'snips', 'dr', 'gain', 'logged', 'meanWeight'] as const)('%s', (name) => {
    const ours: BcaInterval =
      name === 'logged' || name === 'meanWeight' ? told[name] : told.estimates![name]!;
    const theirs: BcaInterval = golden[name];
    const width = theirs.high - theirs.low;
    expect(ours.value).toBeCloseTo(theirs.value, 10);
    expect(Math.abs(ours.low - theirs.low)).toBeLessThan(0.06 * width);
    expect(Math.abs(ours.high - theirs.high)).toBeLessThan(0.06 * width);
  });
});

/** A log of a world that is known: arm a pays with chance 0.1 + 0.2 a; the policy prefers arm 0. */
function madeLog(n: number, seed: number, wrong: number): LoggedDecisions {
  const r = random(seed);
  const chances = [0.6, 0.3, 0.1];
  const pays = (a: number): number => 0.1 + 0.2 * a;
  const log = {
    reward: new Float64Array(n),
    propensity: new Float64Array(n),
    target: new Float64Array(n).fill(1 / 3),
    expected: { taken: new Float64Array(n), target: new Float64Array(n).fill(pays(1) + wrong) },
  };
  for (let i = 0; i < n; i++) {
    const u = r();
    const a = u < chances[0]! ? 0 : u < chances[0]! + chances[1]! ? 1 : 2;
    log.propensity[i] = chances[a]!;
    log.reward[i] = r() < pays(a) ? 1 : 0;
    log.expected.taken[i] = pays(a) + wrong;
  }
  return log;
}

describe('in a world that is known', () => {
  test('intervals hold the truth about as often as they say, and doubly robust ones even with a wrong model', () => {
    const held = { ips: 0, snips: 0, dr: 0 };
    const worlds = 120;
    for (let w = 0; w < worlds; w++) {
      const { estimates } = offPolicy(madeLog(300, 100 + w, 0.3), { ...options, samples: 200 });
      for (const name of ['ips', 'snips', 'dr'] as const) {
        const { low, high } = estimates![name]!;
        if (low <= 0.3 && 0.3 <= high) held[name] += 1;
      }
    }
    // 95 % of 120 is 114; fewer than 104 comes by chance once in ten thousand.
    for (const times of Object.values(held)) expect(times).toBeGreaterThanOrEqual(104);
  });

  test('the same policy is worth what was logged', () => {
    const log = madeLog(200, 5, 0);
    const { estimates, effective, logged } = offPolicy(
      { ...log, target: log.propensity, expected: null },
      options,
    );
    expect(effective).toBeCloseTo(200, 9);
    expect(estimates!.ips).toEqual(logged);
    expect(estimates!.snips.value).toBeCloseTo(logged.value, 12);
    expect(estimates!.gain.value).toBeCloseTo(0, 12);
    expect(estimates!.dr).toBeNull();
  });
});

describe('refuses', () => {
  test('a log that is worth too little', () => {
    const log = madeLog(400, 5, 0);
    const propensity = log.propensity.slice();
    propensity[7] = 1e-6;
    const told = offPolicy({ ...log, propensity }, options);
    expect(told.estimates).toBeNull();
    expect(told.effective).toBeLessThan(2);
    expect(told.largestWeight).toBeCloseTo(1e6 / 3, 3);
  });

  test('no decision at all', () => {
    const none = new Float64Array(0);
    const told = offPolicy({ reward: none, propensity: none, target: none, expected: null }, options);
    expect(told.estimates).toBeNull();
    expect(told.effective).toBe(0);
  });
});
