import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cappedShares } from '../../src/kernels/capped-shares.ts';
import { random } from '../../src/kernels/random.ts';
import { reservoir } from '../../src/kernels/reservoir.ts';
import { snowball } from '../../src/kernels/snowball.ts';
import { systematicSample } from '../../src/kernels/systematic-sample.ts';
import { weightedReservoir } from '../../src/kernels/weighted-reservoir.ts';
import { wholeShares } from '../../src/kernels/whole-shares.ts';

const DRAWS = 6000;

/** [n] how often each item was drawn, as a share of the draws. */
function frequencies(n: number, draw: (seed: number) => Int32Array): number[] {
  const counts = new Array<number>(n).fill(0);
  for (let seed = 0; seed < DRAWS; seed++) for (const i of draw(seed)) counts[i]!++;
  return counts.map((count) => count / DRAWS);
}

/** Five standard errors of a share. */
const within = (share: number): number => 5 * Math.sqrt((share * (1 - share)) / DRAWS) + 1e-12;

/** The chance that each item is among k drawn one after another in proportion to weight: every order of drawing, summed. */
function exactInclusion(weights: readonly number[], k: number): number[] {
  const chances = weights.map(() => 0);
  const visit = (taken: readonly number[], chance: number): void => {
    if (taken.length === k) {
      for (const i of taken) chances[i]! += chance;
      return;
    }
    const left = weights.reduce((sum, w, i) => (taken.includes(i) ? sum : sum + w), 0);
    weights.forEach((w, i) => {
      if (w > 0 && !taken.includes(i)) visit([...taken, i], (chance * w) / left);
    });
  };
  visit([], 1);
  return chances;
}

describe('a reservoir', () => {
  test.each([
    [7, 1],
    [7, 3],
    [7, 6],
    [40, 4],
  ])('has each of %i items in a sample of %i equally often', (n, k) => {
    for (const share of frequencies(n, (seed) => reservoir(n, k, random(seed))))
      expect(Math.abs(share - k / n)).toBeLessThan(within(k / n));
  });

  test('holds each pair of items equally often', () => {
    let both = 0;
    for (let seed = 0; seed < DRAWS; seed++) {
      const drawn = reservoir(10, 3, random(seed));
      both += Number(drawn.includes(2) && drawn.includes(9));
    }
    const share = (3 * 2) / (10 * 9);
    expect(Math.abs(both / DRAWS - share)).toBeLessThan(within(share));
  });

  test('is as large as was asked, in order, without a repeat', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), fc.nat(), (n, k, seed) => {
        const drawn = [...reservoir(n, k, random(seed))];
        expect(drawn).toHaveLength(Math.min(n, k));
        expect(drawn).toEqual([...new Set(drawn)].sort((a, b) => a - b));
        expect(drawn.every((i) => i >= 0 && i < n)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a weighted reservoir', () => {
  test.each([
    [[1, 2, 3, 4], 2],
    [[5, 1, 1, 1, 0.2], 3],
    [[1e-3, 1, 0, 1, 3], 2],
  ])('draws %j, %i at a time, as drawing one after another does', (weights, k) => {
    const exact = exactInclusion(weights, k);
    const seen = frequencies(weights.length, (seed) =>
      weightedReservoir(Float64Array.from(weights), k, random(seed)),
    );
    seen.forEach((share, i) => {
      expect(Math.abs(share - exact[i]!), `item ${i}`).toBeLessThan(within(exact[i]!));
    });
  });

  test('never draws what weighs nothing, and takes weights of any size', () => {
    expect([...weightedReservoir(Float64Array.of(0, 1, 0, 2), 3, random(1))]).toEqual([1, 3]);
    const extreme = Float64Array.from({ length: 50 }, (_, i) => 10 ** (i - 25));
    expect(weightedReservoir(extreme, 10, random(1))).toHaveLength(10);
  });
});

describe('a systematic sample', () => {
  test('has each item with its own probability, and as many as they sum to', () => {
    const chances = Float64Array.of(1, 0.5, 0.25, 0.25, 0.9, 0.1);
    const seen = frequencies(6, (seed) => {
      const drawn = systematicSample(chances, random(seed));
      expect(drawn).toHaveLength(3);
      return drawn;
    });
    seen.forEach((share, i) => {
      expect(Math.abs(share - chances[i]!)).toBeLessThan(within(chances[i]!));
    });
  });
});

describe('shares', () => {
  test('stay under their caps and sum to the total', () => {
    expect([...cappedShares(Float64Array.of(1, 1, 1), Float64Array.of(2, 10, 100), 22)]).toEqual([2, 10, 10]);
    expect([...cappedShares(Float64Array.of(1, 3), Float64Array.of(100, 100), 8)]).toEqual([2, 6]);
    expect([...cappedShares(Float64Array.of(0, 1), Float64Array.of(5, 5), 9)]).toEqual([0, 5]);
    expect([...cappedShares(Float64Array.of(50, 1e-310), Float64Array.of(100, 100), 100)]).toEqual([100, 0]);
  });

  test('become whole without losing or gaining any', () => {
    expect([...wholeShares(Float64Array.of(1.5, 2.5, 3), 7)]).toEqual([2, 2, 3]);
    expect([...wholeShares(Float64Array.of(0.2, 0.3, 0.5), 1)]).toEqual([0, 0, 1]);
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 50, noNaN: true }), { minLength: 1 }), (weights) => {
        fc.pre(weights.some((w) => w > 1e-6));
        const total = 100;
        const caps = new Float64Array(weights.length).fill(total);
        const whole = wholeShares(cappedShares(Float64Array.from(weights), caps, total), total);
        expect(whole.reduce((a, b) => a + b)).toBe(total);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a snowball', () => {
  /** Ten rings of ten nodes. */
  const rings = {
    from: Int32Array.from({ length: 100 }, (_, i) => i),
    to: Int32Array.from({ length: 100 }, (_, i) => (i % 10 === 9 ? i - 9 : i + 1)),
  };

  test('stays where it began until all are in, then begins anew', () => {
    for (let seed = 0; seed < 20; seed++) {
      const drawn = snowball(100, rings, { count: 25, seeds: 1, names: 5 }, random(seed));
      const inRing = new Map<number, number>();
      for (const node of drawn)
        inRing.set(Math.floor(node / 10), (inRing.get(Math.floor(node / 10)) ?? 0) + 1);
      expect([...inRing.values()].sort((a, b) => b - a)).toEqual([10, 10, 5]);
    }
  });

  test('a node names no more than it may', () => {
    const star = { from: new Int32Array(50), to: Int32Array.from({ length: 50 }, (_, i) => i + 1) };
    const drawn = snowball(51, star, { count: 51, seeds: 1, names: 2 }, random(3));
    expect(drawn).toHaveLength(51);
    expect(snowball(51, star, { count: 0, seeds: 1, names: 2 }, random(3))).toHaveLength(0);
  });
});
