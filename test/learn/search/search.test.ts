import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, double, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ParamSpecs, resolveParams } from '../../../src/contracts/params.ts';
import { random, seedFor } from '../../../src/kernels/random.ts';
import { goesOn, hyperband, successiveHalving } from '../../../src/learn/search/halving.ts';
import { cutOff, densityAt, drawFrom, parzenOf } from '../../../src/learn/search/parzen.ts';
import { paramsAt, pointOf, randomPoint, spaceOf } from '../../../src/learn/search/space.ts';
import { type Tried, tpePoint } from '../../../src/learn/search/tpe.ts';
import { models } from '../../../src/models/index.ts';

const about = 'A parameter.';
const specs = {
  rate: {
    type: 'number',
    default: 0.1,
    min: 0,
    max: 9,
    search: { scale: 'log', low: 0.001, high: 1 },
    about,
  },
  share: { type: 'number', default: 0.5, min: 0, max: 1, search: 'linear', about },
  depth: { type: 'integer', default: 8, min: 1, max: 1000, search: 'log', about },
  kind: { type: 'choice', choices: ['a', 'b', 'c'], default: 'a', search: true, about },
  flag: { type: 'boolean', default: true, search: true, about },
  fixed: { type: 'number', default: 3, min: 0, max: 9, about },
  other: { type: 'choice', choices: ['x', 'y'], default: 'x', about },
} as const satisfies ParamSpecs;
const space = spaceOf(specs);

describe('a space', () => {
  test('holds the parameters that say how they are searched', () => {
    expect(space.map((d) => d.name)).toEqual(['rate', 'share', 'depth', 'kind', 'flag']);
    // A scale alone: as far as the rule allows, and within a factor of 100 of the default.
    expect(space[2]).toEqual({ name: 'depth', integer: true, range: { scale: 'log', low: 1, high: 800 } });
  });

  test('has the ends of a range at its ends, and the middle of a log scale at the geometric mean', () => {
    expect(paramsAt(space, Float64Array.of(0, 0, 0, 0, 0))).toEqual({
      rate: 0.001,
      share: 0,
      depth: 1,
      kind: 'a',
      flag: false,
    });
    expect(paramsAt(space, Float64Array.of(1, 1, 1, 2, 1))).toMatchObject({ rate: 1, depth: 800, kind: 'c' });
    expect(paramsAt(space, Float64Array.of(0.5, 0.5, 0.5, 1, 1))).toMatchObject({ rate: 0.03162, depth: 28 });
  });

  test('leads from a place to parameters and back', () => {
    const r = random(1);
    assert(
      property(integer(), () => {
        const params = paramsAt(space, randomPoint(space, r));
        expect(paramsAt(space, pointOf(space, params))).toEqual(params);
      }),
    );
  });

  test.each(models.map((model) => [model.name, model.params] as const))(
    'of %s holds only what its rules allow',
    (name, params) => {
      const r = random(seedFor(1, name));
      const own = spaceOf(params);
      for (let i = 0; i < 30; i++) {
        const point = i < 2 ? Float64Array.from(own, () => i) : randomPoint(own, r);
        expect(resolveParams(name, params, paramsAt(own, point)).failures).toEqual([]);
      }
    },
  );
});

describe('densities', () => {
  const file = join(import.meta.dirname, '../../golden/ensembles/ensembles.json');
  const { parzen: golden } = JSON.parse(readFileSync(file, 'utf8'));
  const mixture = cutOff(Float64Array.from(golden.centres), Float64Array.from(golden.widths));

  test('are those of scipy.stats.truncnorm', () => {
    golden.at.forEach((x: number, i: number) => {
      expect(densityAt(mixture, x) / golden.density[i]).toBeCloseTo(1, 6);
    });
  });

  test('are what is drawn by', () => {
    const r = random(3);
    const draws = Float64Array.from({ length: 20_000 }, () => drawFrom(mixture, r));
    for (const [from, to] of [
      [0, 0.2],
      [0.2, 0.5],
      [0.5, 1],
    ] as const) {
      let area = 0;
      for (let i = 0; i < 1000; i++)
        area += (densityAt(mixture, from + ((to - from) * (i + 0.5)) / 1000) * (to - from)) / 1000;
      const share = draws.filter((x) => x >= from && x < to).length / draws.length;
      expect(Math.abs(share - area)).toBeLessThan(0.015);
    }
  });

  test('of values, however they lie, are positive and of area 1', () => {
    assert(
      property(double({ min: 0, max: 1, noNaN: true }), double({ min: 0, max: 1, noNaN: true }), (a, b) => {
        const p = parzenOf([a, b, a]);
        let area = 0;
        for (let i = 0; i < 400; i++) {
          const density = densityAt(p, (i + 0.5) / 400);
          expect(density).toBeGreaterThan(0);
          area += density / 400;
        }
        expect(area).toBeCloseTo(1, 2);
      }),
      { numRuns: 50 },
    );
  });
});

/** A valley in all dimensions: best is rate 0.01, share 0.7, depth 100, kind b; flag does not matter. */
function lossAt(point: Float64Array): number {
  const { rate, share, depth, kind } = paramsAt(space, point) as Record<string, number | string>;
  return (
    (Math.log10(rate as number) + 2) ** 2 +
    4 * ((share as number) - 0.7) ** 2 +
    (Math.log10(depth as number) - 2) ** 2 +
    (kind === 'b' ? 0 : 0.5)
  );
}

test('TPE comes nearer to a known optimum than chance does, in as many trials', () => {
  const lowest = (next: (tried: readonly Tried[], r: () => number) => Float64Array, seed: number): number => {
    const r = random(seed);
    const tried: Tried[] = [];
    for (let i = 0; i < 50; i++) {
      const point = next(tried, r);
      tried.push({ point, loss: lossAt(point) });
    }
    return Math.min(...tried.map((t) => t.loss));
  };
  const seeds = Array.from({ length: 15 }, (_, seed) => seed);
  const median = (values: number[]): number => values.sort((a, b) => a - b)[7]!;
  const byChance = median(seeds.map((seed) => lowest((_, r) => randomPoint(space, r), seed)));
  const byTpe = median(seeds.map((seed) => lowest((tried, r) => tpePoint(space, tried, r), seed)));
  expect(byTpe).toBeLessThan(0.5 * byChance);
});

test('TPE takes trials without a loss for the worst, and repeats itself', () => {
  const at = (seed: number): Float64Array => {
    const r = random(seed);
    const tried = Array.from({ length: 20 }, (_, i) => {
      const point = randomPoint(space, r);
      return { point, loss: i % 2 === 0 ? Number.NaN : lossAt(point) };
    });
    return tpePoint(space, tried, r);
  };
  expect(at(5)).toEqual(at(5));
  expect(paramsAt(space, at(5))).toBeDefined();
});

describe('successive halving', () => {
  test('has the brackets of table 1 of Li et al. 2018, of 81 units and eta 3', () => {
    const told = hyperband(1 / 81, 3).map((rungs) =>
      rungs.map(({ candidates, share }) => [candidates, Math.round(81 * share)]),
    );
    expect(told).toEqual([
      [
        [81, 1],
        [27, 3],
        [9, 9],
        [3, 27],
        [1, 81],
      ],
      [
        [34, 3],
        [11, 9],
        [3, 27],
        [1, 81],
      ],
      [
        [15, 9],
        [5, 27],
        [1, 81],
      ],
      [
        [8, 27],
        [2, 81],
      ],
      [[5, 81]],
    ]);
  });

  test('ends with a full fit, from as few rows as it may', () => {
    expect(successiveHalving(27, 1 / 9, 3)).toEqual([
      { candidates: 27, share: 1 / 9 },
      { candidates: 9, share: 1 / 3 },
      { candidates: 3, share: 1 },
    ]);
    expect(successiveHalving(2, 1 / 81, 3)).toEqual([{ candidates: 2, share: 1 }]);
    expect(successiveHalving(5, 1, 3)).toEqual([{ candidates: 5, share: 1 }]);
  });

  test('goes on with those that are among the best third so far', () => {
    expect(goesOn(0.5, [], 3)).toBe(true);
    expect(goesOn(0.5, [0.4], 3)).toBe(false);
    expect(goesOn(0.3, [0.4, 0.2, 0.6], 3)).toBe(true);
    expect(goesOn(0.5, [0.4, 0.2, 0.6], 3)).toBe(false);
    expect(goesOn(Number.NaN, [], 3)).toBe(false);
  });
});
