import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainKernels } from '../../../../src/contracts/kernels.ts';
import { focal } from '../../../../src/learn/trees/losses/focal.ts';
import { huber, usualDelta } from '../../../../src/learn/trees/losses/huber.ts';
import { logistic } from '../../../../src/learn/trees/losses/logistic.ts';
import type { Loss, Truth } from '../../../../src/learn/trees/losses/loss.ts';
import { absolute, quantile } from '../../../../src/learn/trees/losses/pinball.ts';
import { pointLoss } from '../../../../src/learn/trees/losses/point-loss.ts';
import { poisson } from '../../../../src/learn/trees/losses/poisson.ts';
import { softmax } from '../../../../src/learn/trees/losses/softmax.ts';
import { squared } from '../../../../src/learn/trees/losses/squared.ts';

const logCosh = pointLoss({
  loss: (y, s) => Math.log(Math.cosh(s - y)),
  gradient: (y, s) => Math.tanh(s - y),
  hessian: (y, s) => 1 - Math.tanh(s - y) ** 2,
});

/** Every loss of one row alone; kinks: the curvature is told as 1, or as a bound. */
const losses: { name: string; loss: Loss; truth: fc.Arbitrary<number>; bound?: true }[] = [
  { name: 'squared', loss: squared, truth: fc.double({ min: -3, max: 3, noNaN: true }) },
  { name: 'absolute', loss: absolute, truth: fc.double({ min: -3, max: 3, noNaN: true }), bound: true },
  { name: 'quantile', loss: quantile(0.8), truth: fc.double({ min: -3, max: 3, noNaN: true }), bound: true },
  { name: 'huber', loss: huber(0.7), truth: fc.double({ min: -3, max: 3, noNaN: true }), bound: true },
  { name: 'poisson', loss: poisson, truth: fc.integer({ min: 0, max: 9 }) },
  { name: 'logistic', loss: logistic, truth: fc.integer({ min: 0, max: 1 }) },
  { name: 'focal', loss: focal(2), truth: fc.integer({ min: 0, max: 1 }), bound: true },
  { name: 'focal at 0', loss: focal(0), truth: fc.integer({ min: 0, max: 1 }) },
  { name: 'softmax', loss: softmax(3), truth: fc.integer({ min: 0, max: 2 }), bound: true },
  { name: 'one of your own', loss: logCosh, truth: fc.double({ min: -3, max: 3, noNaN: true }) },
];

const truthOf = (y: readonly number[], weights: readonly number[] | null = null): Truth => ({
  y: Float64Array.from(y),
  weights: weights === null ? null : Float64Array.from(weights),
  lists: null,
});

const lossAt = (loss: Loss, truth: Truth, scores: Float64Array): number =>
  loss.mean(truth, scores, Int32Array.of(0));

function derivatives(loss: Loss, truth: Truth, scores: Float64Array) {
  const [grad, hess] = [new Float64Array(scores.length), new Float64Array(scores.length)];
  loss.derive(truth, scores, grad, hess, plainKernels);
  return { grad, hess };
}

describe.each(losses)('$name', ({ loss, truth: arbitrary, bound }) => {
  const score = fc.double({ min: -4, max: 4, noNaN: true });
  const scores = fc.array(score, { minLength: loss.outputs, maxLength: loss.outputs });

  test('its gradient is the slope of its loss, its Hessian the slope of that', () => {
    const step = 1e-5;
    fc.assert(
      fc.property(arbitrary, scores, fc.nat(loss.outputs - 1), (y, at, k) => {
        // Not across a kink.
        fc.pre([0, 0.7, -0.7].every((d) => Math.abs(at[k]! - y - d) > 1e-3));
        const truth = truthOf([y]);
        const near = (by: number) => Float64Array.from(at, (s, i) => (i === k ? s + by : s));
        const slope = (lossAt(loss, truth, near(step)) - lossAt(loss, truth, near(-step))) / (2 * step);
        const { grad, hess } = derivatives(loss, truth, near(0));
        expect(Math.abs(grad[k]! - slope)).toBeLessThan(1e-6 * Math.max(1, Math.abs(slope)));
        const [ahead, behind] = [near(step), near(-step)].map((s) => derivatives(loss, truth, s).grad[k]!);
        const bend = (ahead! - behind!) / (2 * step);
        expect(hess[k]).toBeGreaterThanOrEqual(0);
        if (bound) expect(hess[k]! - bend).toBeGreaterThan(-1e-6);
        else expect(Math.abs(hess[k]! - bend)).toBeLessThan(1e-5 * Math.max(1, bend));
      }),
      { numRuns: 60 },
    );
  });

  test('no constant score is better than its base, and a weight of 2 is the row twice', () => {
    const drawn = fc.array(fc.tuple(arbitrary, fc.integer({ min: 1, max: 3 })), {
      minLength: 3,
      maxLength: 12,
    });
    fc.assert(
      fc.property(drawn, fc.constantFrom(-0.3, -1e-3, 1e-3, 0.3), fc.nat(loss.outputs - 1), (rows, by, k) => {
        // The base of classes is held away from infinity where one of them is absent, of counts where all are 0.
        const classes = loss.maxStep === 4 && loss.link === undefined ? Math.max(2, loss.outputs) : 0;
        fc.pre(new Set(rows.map(([y]) => y)).size >= classes);
        fc.pre(loss.range === undefined || rows.some(([y]) => y > 0));
        const truth = truthOf(
          rows.map(([y]) => y),
          rows.map(([, w]) => w),
        );
        const twice = truthOf(rows.flatMap(([y, w]) => Array<number>(w).fill(y)));
        const all = Int32Array.from(rows.keys());
        const meanAt = (base: Float64Array, move: number): number => {
          const scores = new Float64Array(loss.outputs * rows.length);
          base.forEach((b, i) => {
            scores.fill(b + (i === k ? move : 0), i * rows.length, (i + 1) * rows.length);
          });
          return loss.mean(truth, scores, all);
        };
        const best = meanAt(loss.base(truth), 0);
        expect(meanAt(loss.base(truth), by)).toBeGreaterThanOrEqual(best - 1e-12);
        // Where several scores are best, either may be the base.
        expect(meanAt(loss.base(twice), 0)).toBeCloseTo(best, 10);
      }),
      { numRuns: 60 },
    );
  });
});

test('a leaf takes the quantile of what it left, whatever the weights', () => {
  const residuals = Float64Array.of(5, -1, 3, 100);
  expect(absolute.renew!(residuals, Float64Array.of(1, 1, 1, 1))).toBe(4);
  expect(quantile(0.9).renew!(residuals, Float64Array.of(1, 1, 1, 1))).toBe(100);
  expect(absolute.renew!(residuals, Float64Array.of(1, 5, 1, 1))).toBe(-1);
});

test('the delta of Huber holds nine tenths of the deviations, and is never 0', () => {
  const y = Float64Array.from({ length: 100 }, (_, i) => i);
  expect(usualDelta(y, null)).toBeCloseTo(45, 0);
  expect(usualDelta(Float64Array.of(...Array<number>(95).fill(2), 7, 7), null)).toBe(5);
  expect(usualDelta(Float64Array.of(3, 3, 3), null)).toBe(1);
});

test('focal loss is what its authors write, and finite far out', () => {
  const truth = truthOf([1]);
  const p = 1 / (1 + Math.exp(-0.4));
  expect(lossAt(focal(2), truth, Float64Array.of(0.4))).toBeCloseTo(-((1 - p) ** 2) * Math.log(p), 14);
  for (const s of [-800, 800]) {
    const { grad, hess } = derivatives(focal(2), truth, Float64Array.of(s));
    expect([lossAt(focal(2), truth, Float64Array.of(s)), grad[0], hess[0]].every(Number.isFinite)).toBe(true);
  }
});
